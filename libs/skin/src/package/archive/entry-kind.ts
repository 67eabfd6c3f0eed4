import type { Entry } from 'yauzl';
import { ArchiveRefusal } from './archive-refusal.js';
import { isZip64 } from './archive-tail.js';

/** Encrypted, strongly encrypted, with a hidden list of files. */
const ENCRYPTED = 0x1 | 0x40 | 0x2000;
const HUGE = 0xffffffff;
/** Extra fields by what they say (APPNOTE 4.5.2 and 4.6.1). */
const extraField = { zip64: 0x0001, unix: 0x000d, unixLink: 0x756e, otherName: 0x7075, aes: 0x9901 };
/** Kinds of files in the mode of Unix. */
const FILE_KIND = 0xf000;
const kinds = new Map([
  [0xa000, 'a symbolic link'],
  [0x6000, 'a device'],
  [0x2000, 'a device'],
  [0x1000, 'a pipe'],
  [0xc000, 'a socket'],
]);
const REGULAR = 0x8000;
const FOLDER = 0x4000;

/** Whether a name is that of a folder (APPNOTE 4.4.17). */
export function isFolderEntry(name: string): boolean {
  return name.endsWith('/');
}

/** That an entry is a file or a folder and nothing else, which everybody can unpack. @throws ArchiveRefusal */
export function assertPlain(entry: Entry, name: string): void {
  assertReadable(entry, name);
  const kind = (entry.externalFileAttributes >>> 16) & FILE_KIND;
  const expected = isFolderEntry(name) ? FOLDER : REGULAR;
  if (hasExtra(entry, extraField.unixLink) || linkText(entry)) throw noFile('a link', name);
  if (kind !== 0 && kind !== expected) throw noFile(kinds.get(kind) ?? 'a folder and a file at once', name);
  if (isFolderEntry(name) && (entry.compressedSize > 2 || entry.uncompressedSize > 0))
    throw noFile('a folder with content of its own', name);
}

function assertReadable(entry: Entry, name: string): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0 || hasExtra(entry, extraField.aes))
    throw new ArchiveRefusal('is encrypted', 'Pack it without a password', name);
  const isHuge = [entry.compressedSize, entry.uncompressedSize, entry.relativeOffsetOfLocalHeader].includes(HUGE);
  if (isHuge || hasExtra(entry, extraField.zip64)) throw isZip64(name);
  if (![0, 8].includes(entry.compressionMethod))
    throw new ArchiveRefusal(
      'is compressed by another method than Deflate',
      'Pack it as an ordinary ZIP archive',
      name,
    );
  if (hasOtherName(entry)) throw new ArchiveRefusal('has two names', 'Name the files by ASCII letters alone', name);
}

function hasExtra({ extraFields }: Entry, id: number): boolean {
  return extraFields.some((each) => each.id === id);
}

/** The field holds the target of a link, or the numbers of a device, behind twelve bytes of times and owners. */
function linkText({ extraFields }: Entry): boolean {
  return extraFields.some(({ id, data }) => id === extraField.unix && data.length > 12);
}

/** Readers that know the field take the name in it, behind five bytes of version and checksum. */
function hasOtherName({ extraFields, fileName }: Entry): boolean {
  const raw = fileName as unknown as Buffer;
  return extraFields.some(({ id, data }) => id === extraField.otherName && !data.subarray(5).equals(raw));
}

function noFile(kind: string, name: string): ArchiveRefusal {
  return new ArchiveRefusal(`is ${kind}`, 'Pack plain files and folders alone', name);
}
