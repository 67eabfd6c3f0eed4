import { newUsernameProblem, usernameDoubt, usernameKey, usernameProblem } from '../accounts/username-key.js';

/** Names by which somebody could pass for those who run the service, or for nobody. */
const RESERVED: ReadonlySet<string> = new Set(
  [
    'abuse admin administrator administration anonymous everybody everyone gatehouse guest helpdesk hostmaster moderator',
    'nobody noreply null operator owner postmaster root security service smilecdr staff sudo superuser support',
    'sysadmin system systemadministrator undefined webmaster',
  ].flatMap((line) => line.split(' ')),
);

/** Digits that are read as letters. */
const AS_LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };

/** Letters and digits of any language, with single dots, hyphens and underscores between them. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[._-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u;

/**
 * Whether somebody may choose the name for their own account. Administrators give what names they like; strangers none by which they could pass for
 * others: one with an `@` only where it is the address that was shown to be theirs (V-51, V-75).
 * @param address shown to be theirs; undefined where nothing was shown
 */
export function isChoosable(username: string, address?: string): boolean {
  const isSound = [usernameProblem, newUsernameProblem, usernameDoubt].every((rule) => rule(username) === undefined);
  if (!isSound) return false;
  if (address !== undefined && username.toLowerCase() === address.toLowerCase()) return true;
  return PLAIN.test(username) && PLAIN.test(usernameKey(username, true)) && !isReserved(username);
}

/** In any case, with accents, signs, digits for letters, or a number behind it. */
function isReserved(username: string): boolean {
  const letters = usernameKey(username.normalize('NFKD').replaceAll(/[\p{M}._-]/gu, ''), false);
  const spellings = [letters, letters.replace(/\p{N}+$/u, '')];
  return spellings.some((each) => RESERVED.has(each) || RESERVED.has(readAsLetters(each)));
}

function readAsLetters(text: string): string {
  return text.replaceAll(/[013457]/g, (digit) => AS_LETTERS[digit] ?? digit);
}
