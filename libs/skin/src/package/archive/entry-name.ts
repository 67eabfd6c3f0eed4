import { ArchiveRefusal } from './archive-refusal.js';

/** Characters of the longest name. */
const LONGEST = 500;
/** What looks like a separator and is none; letters of full width and the like are found by what they stand for. */
const LIKE_A_SEPARATOR = /[\u2044\u2215\u2216\u29f5\u29f8\u29f9]/u;
const SAFE_NAMES = 'Name the files by letters, digits, - _ and . alone';

type Rule = readonly [problem: string, isBroken: (name: string) => boolean];

const rules: readonly Rule[] = [
  ['has an empty name', (name) => name === ''],
  [`has a name of more than ${String(LONGEST)} characters`, (name) => name.length > LONGEST],
  ['has a control character in its name', (name) => /\p{Cc}/u.test(name)],
  ['has an invisible character in its name', (name) => /[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u.test(name)],
  ['has a backslash in its name', (name) => name.includes('\\')],
  ['has a colon in its name', (name) => name.includes(':')],
  ['has an absolute name', (name) => name.startsWith('/')],
  ['has an encoded character in its name', (name) => /%[0-9a-f]{2}/i.test(name)],
  ['has a sign in its name that looks like another one', (name) => hasLookAlike(name)],
  ['leads out of its folder', (name) => partsOf(name).some((part) => part === '..')],
  [
    'has an empty part or a single dot in its name',
    (name) => partsOf(name).some((part) => part === '' || part === '.'),
  ],
  [
    'has a name with a part that ends with a dot or a space',
    (name) => partsOf(name).some((part) => /[. ]$/.test(part)),
  ],
  ['has a name with a part that begins with a space', (name) => partsOf(name).some((part) => part.startsWith(' '))],
];

/**
 * The name of a file or folder of an archive, of which nothing can be meant but a place below the archive's root (V-94).
 * @param bytes as the archive has them
 * @param isUtf8 whether it says that they are UTF-8; otherwise nobody knows what bytes beyond ASCII mean
 * @throws ArchiveRefusal
 */
export function entryName(bytes: Buffer, isUtf8: boolean): string {
  const name = decoded(bytes, isUtf8);
  const broken = rules.find(([, isBroken]) => isBroken(name));
  if (broken !== undefined) throw new ArchiveRefusal(broken[0], SAFE_NAMES, shown(name));
  return name;
}

/** What names have in common that some file system, or reader, takes for one. */
export function collisionKey(name: string): string {
  return name.replace(/\/$/, '').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

function decoded(bytes: Buffer, isUtf8: boolean): string {
  const isAscii = bytes.every((byte) => byte < 0x80);
  if (isAscii) return bytes.toString('latin1');
  const shownName = shown(bytes.toString('latin1'));
  if (!isUtf8) throw new ArchiveRefusal('has a name of unknown encoding', SAFE_NAMES, shownName);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ArchiveRefusal('has a name that is not well-formed UTF-8', SAFE_NAMES, shownName);
  }
}

/** Without the slash by which a folder is marked. */
function partsOf(name: string): readonly string[] {
  return name.replace(/\/$/, '').split('/');
}

function hasLookAlike(name: string): boolean {
  if (LIKE_A_SEPARATOR.test(name)) return true;
  return Array.from(name).some((sign) => sign > '\u007f' && /[./\\:%]/.test(sign.normalize('NFKC')));
}

/** For a message: what cannot be seen is written out, and nothing is endless. */
function shown(name: string): string {
  return name.slice(0, 200).replace(/[^\x20-\x7e]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
