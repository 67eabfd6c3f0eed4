import type { ArchiveEntry } from './archive-entry.js';
import type { ArchiveLimits } from './archive-limits.js';
import { ArchiveRefusal, damaged } from './archive-refusal.js';
import type { ArchiveTail } from './archive-tail.js';

/** That no byte belongs to two files: so a small archive could be a huge one (V-95). @throws ArchiveRefusal */
export function assertApart(entries: readonly ArchiveEntry[], { listStart }: Pick<ArchiveTail, 'listStart'>): void {
  let end = 0;
  for (const entry of entries.toSorted((one, other) => one.start - other.start)) {
    if (entry.start < end) throw damaged('it lies within another file', entry.name);
    end = entry.dataStart + entry.packedBytes;
    if (end > listStart) throw damaged('it is longer than there is room', entry.name);
  }
}

/** That what the files say of their sizes is within the limits; that it is true shows when they are unpacked. @throws ArchiveRefusal */
export function assertSizes(entries: readonly ArchiveEntry[], { ratio, unpackedBytes }: ArchiveLimits): void {
  let [packed, unpacked] = [0, 0];
  for (const entry of entries) {
    if (!entry.isDeflated && entry.packedBytes !== entry.unpackedBytes)
      throw damaged('it is said to be stored as it is, in another size', entry.name);
    if (entry.unpackedBytes > ratio * Math.max(entry.packedBytes, 1)) throw tooDense(ratio, entry.name);
    packed += entry.packedBytes;
    unpacked += entry.unpackedBytes;
  }
  if (unpacked > unpackedBytes) throw tooLarge(unpackedBytes);
  if (unpacked > ratio * Math.max(packed, 1)) throw tooDense(ratio);
}

/** The refusal of an archive that is too large unpacked; sizes in bytes. */
export function tooLarge(most: number): ArchiveRefusal {
  const problem = `has more than ${String(most)} bytes unpacked`;
  return new ArchiveRefusal(problem, 'Make images smaller, or raise gatehouse.skins.max_unpacked_bytes');
}

function tooDense(ratio: number, entry?: string): ArchiveRefusal {
  const problem = `is more than ${String(ratio)} times larger unpacked, as only archives are that are made to do harm`;
  return new ArchiveRefusal(problem, 'Leave the file out', entry);
}
