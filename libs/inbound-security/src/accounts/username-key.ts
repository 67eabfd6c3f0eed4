import { unseenProblem } from '#protocol/unseen-characters';

/** Characters that have no width or only steer the direction of text; two names that differ by one look the same. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const CONTROL = /\p{Cc}|\p{Cs}/u;
/** Spaces that look like the one that is meant. */
const OTHER_SPACE = /[^\P{Zs} ]/u;
/** Scripts whose letters look alike. */
const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
const LONGEST = 200;

/**
 * The one spelling under which an account is found and its failures are counted, however the name was typed: compatibility forms
 * (full-width), composed or decomposed, with stray spaces or invisible characters, in any case unless case counts (V-51).
 */
export function usernameKey(username: string, caseSensitive: boolean): string {
  const visible = username.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  // Twice, because lower case can bring forth characters that normalise again; without a locale, or `I` would differ by machine.
  return caseSensitive ? visible : visible.toLowerCase().normalize('NFKC');
}

/** What is wrong with a name for a new account, in words for the administrator; undefined if nothing is. */
export function usernameProblem(username: string): string | undefined {
  if (username.length > LONGEST) return `A user name may have at most ${String(LONGEST)} characters`;
  if (usernameKey(username, true) === '') return 'A user name needs at least one visible character';
  if (CONTROL.test(username)) return 'A user name may not hold control characters';
  return undefined;
}

/** What is wrong with a name that somebody is to get from now on, beyond {@link usernameProblem}: who has such a name keeps it (V-51, V-84). */
export function newUsernameProblem(username: string): string | undefined {
  return unseenProblem(username) ?? (OTHER_SPACE.test(username) ? 'has a space of another kind' : undefined);
}

/** What a name may mean to be taken for, in words for the administrator; undefined for nearly all. */
export function usernameDoubt(username: string): string | undefined {
  if (newUsernameProblem(username) !== undefined) return newUsernameProblem(username);
  const scripts = ALIKE.filter((script) => script.test(username.normalize('NFKC')));
  return scripts.length > 1 ? 'mixes letters of Latin, Cyrillic or Greek: it may look like another name' : undefined;
}
