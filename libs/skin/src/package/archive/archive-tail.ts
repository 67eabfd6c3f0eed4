import type { ArchiveLimits } from './archive-limits.js';
import { ArchiveRefusal, damaged } from './archive-refusal.js';

/** Where the list of an archive's files is. */
export interface ArchiveTail {
  readonly entries: number;
  /** Offset of the list, and of what is behind it. */
  readonly listStart: number;
  readonly listEnd: number;
}

const TAIL_SIGNATURE = 0x06054b50;
const TAIL_BYTES = 22;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const LONGEST_COMMENT = 0xffff;

/**
 * Reads the record at the end of an archive, which says how much there is (APPNOTE 4.3.16), before anything else is believed.
 * @throws ArchiveRefusal
 */
export function archiveTail(bytes: Buffer, { entries: most }: Pick<ArchiveLimits, 'entries'>): ArchiveTail {
  const at = tailOffset(bytes);
  if (at >= LOCATOR_64_BYTES && bytes.readUInt32LE(at - LOCATOR_64_BYTES) === LOCATOR_64) throw isZip64();
  const [disk, listDisk, here, entries] = [4, 6, 8, 10].map((field) => bytes.readUInt16LE(at + field)) as Four;
  const [size, listStart] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
  if (entries === 0xffff || size === 0xffffffff || listStart === 0xffffffff) throw isZip64();
  if (disk !== 0 || listDisk !== 0 || here !== entries) throw damaged('it is only a part of one');
  if (listStart + size !== at) throw damaged('its list of files is not where it says');
  if (entries > most) throw tooMany(entries, most);
  return { entries, listStart, listEnd: at };
}

type Four = [number, number, number, number];

/** The refusal of an archive for huge files. */
export function isZip64(entry?: string): ArchiveRefusal {
  return new ArchiveRefusal('is in the ZIP64 format, which no skin needs', 'Pack it as an ordinary ZIP archive', entry);
}

function tooMany(entries: number, most: number): ArchiveRefusal {
  const problem = `has ${String(entries)} files and folders; ${String(most)} are allowed`;
  return new ArchiveRefusal(problem, 'Leave out what no page uses, or raise gatehouse.skins.max_entries');
}

function tailOffset(bytes: Buffer): number {
  const last = bytes.length - TAIL_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    const isTail = bytes.readUInt32LE(at) === TAIL_SIGNATURE;
    if (isTail && bytes.readUInt16LE(at + 20) === last - at) return at;
  }
  throw damaged('the record at its end is missing');
}
