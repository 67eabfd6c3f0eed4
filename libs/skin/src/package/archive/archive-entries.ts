import { fromBufferPromise, parseExtraFields, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl';
import type { ArchiveEntry } from './archive-entry.js';
import type { ArchiveLimits } from './archive-limits.js';
import { ArchiveRefusal, damaged } from './archive-refusal.js';
import { archiveTail, isZip64, type ArchiveTail } from './archive-tail.js';
import { assertApart, assertSizes } from './entry-sums.js';
import { assertPlain, isFolderEntry } from './entry-kind.js';
import { collisionKey, entryName } from './entry-name.js';

const UTF8 = 0x800;
/** Sizes and checksum stand behind the data. */
const DESCRIBED_LATER = 0x8;

/**
 * The files of an archive, before any of them is unpacked: each is what it says, all together are within the limits, and no two can be taken for one.
 * @throws ArchiveRefusal
 */
export async function archiveEntries(bytes: Buffer, limits: ArchiveLimits): Promise<readonly ArchiveEntry[]> {
  const tail = archiveTail(bytes, limits);
  const listed = await listedEntries(bytes);
  if (listed.end !== tail.listEnd || listed.entries.length !== tail.entries)
    throw damaged('its list of files is longer than it says');
  const { entries } = listed;
  assertDistinct(entries);
  assertApart(entries, tail);
  assertSizes(entries, limits);
  return entries;
}

interface Listed {
  readonly entries: readonly ArchiveEntry[];
  /** Offset behind the last one. */
  readonly end: ArchiveTail['listEnd'];
}

async function listedEntries(bytes: Buffer): Promise<Listed> {
  const entries: ArchiveEntry[] = [];
  try {
    const zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
    for await (const entry of zip.eachEntry()) entries.push(await checkedEntry(zip, entry));
    return { entries, end: Number(zip.readEntryCursor) };
  } catch (error) {
    // What the reader says of bytes that it cannot read tells nobody what to do.
    throw error instanceof ArchiveRefusal ? error : damaged('it is cut off or was changed');
  }
}

async function checkedEntry(zip: ZipFile, entry: Entry): Promise<ArchiveEntry> {
  // Undecoded by choice: the types know only the other way.
  const raw = entry.fileName as unknown as Buffer;
  const name = entryName(raw, (entry.generalPurposeBitFlag & UTF8) !== 0);
  assertPlain(entry, name);
  const header = await zip.readLocalFileHeaderPromise(entry);
  assertSame(entry, header, { raw, name });
  const { crc32, compressedSize: packedBytes, uncompressedSize: unpackedBytes } = entry;
  const places = { start: entry.relativeOffsetOfLocalHeader, dataStart: header.fileDataStart };
  const isDeflated = entry.compressionMethod === 8;
  return { name, isFolder: isFolderEntry(name), isDeflated, crc32, packedBytes, unpackedBytes, ...places };
}

/** Which of two headers counts is each reader's choice, so that they have to say the same. */
function assertSame(
  entry: Entry,
  header: LocalFileHeader,
  { raw, name }: { readonly raw: Buffer; readonly name: string },
): void {
  if (!header.fileName.equals(raw)) throw damaged('it has two names', name);
  if (hasZip64(header.extraField)) throw isZip64(name);
  const flags = entry.generalPurposeBitFlag;
  const isSame =
    header.generalPurposeBitFlag === flags &&
    header.compressionMethod === entry.compressionMethod &&
    ((flags & DESCRIBED_LATER) !== 0 || hasSameSums(entry, header));
  if (!isSame) throw damaged('its header and the list of files say different things', name);
}

function hasSameSums(entry: Entry, header: LocalFileHeader): boolean {
  return (['crc32', 'compressedSize', 'uncompressedSize'] as const).every((field) => entry[field] === header[field]);
}

function hasZip64(extra: Buffer): boolean {
  return extra.length >= 4 && parseExtraFields(extra).some(({ id }) => id === 1);
}

/** Also of those that differ in case or in how letters are composed, and of files that are folders of others. */
function assertDistinct(entries: readonly ArchiveEntry[]): void {
  const keys = new Map<string, ArchiveEntry>();
  for (const entry of entries) {
    const other = keys.get(collisionKey(entry.name));
    if (other !== undefined) throw alike(entry, other);
    keys.set(collisionKey(entry.name), entry);
  }
  for (const entry of entries)
    for (const folder of foldersOf(collisionKey(entry.name))) {
      const other = keys.get(folder);
      if (other !== undefined && !other.isFolder) throw alike(entry, other);
    }
}

function foldersOf(key: string): readonly string[] {
  const parts = key.split('/').slice(0, -1);
  return parts.map((_part, place) => parts.slice(0, place + 1).join('/'));
}

function alike({ name }: ArchiveEntry, other: ArchiveEntry): ArchiveRefusal {
  const problem = name === other.name ? 'is there twice' : `cannot be told from ${other.name} everywhere`;
  return new ArchiveRefusal(problem, 'Keep one of the two, or name them differently', name);
}
