import { archiveEntries } from './archive-entries.js';
import type { ArchiveLimits } from './archive-limits.js';
import { ArchiveRefusal } from './archive-refusal.js';
import { entryBytes } from './entry-bytes.js';

/** What is in a ZIP archive: the files by their names, without folders. */
export type ArchiveFiles = ReadonlyMap<string, Buffer>;

/**
 * Reads a ZIP archive in memory (V-94, V-95): nothing is written anywhere, and nothing of an archive is used of which one byte is wrong.
 * @param isKept whether a file is kept; the others are unpacked as well, so that they are what they say
 * @throws ArchiveRefusal
 */
export async function readArchive(
  archive: Buffer,
  limits: ArchiveLimits,
  isKept: (name: string) => boolean,
): Promise<{ readonly files: ArchiveFiles; readonly names: readonly string[] }> {
  if (archive.length > limits.packageBytes) throw tooHeavy(limits.packageBytes);
  const end = performance.now() + limits.milliseconds;
  const entries = (await archiveEntries(archive, limits)).filter(({ isFolder }) => !isFolder);
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    if (performance.now() > end) throw tooSlow();
    const bytes = await entryBytes(archive, entry);
    if (isKept(entry.name)) files.set(entry.name, bytes);
  }
  return { files, names: entries.map(({ name }) => name) };
}

function tooHeavy(most: number): ArchiveRefusal {
  const problem = `has more than ${String(most)} bytes`;
  return new ArchiveRefusal(problem, 'Make images smaller, or raise gatehouse.skins.max_package_bytes');
}

function tooSlow(): ArchiveRefusal {
  return new ArchiveRefusal('could not be read in time', 'Try again when the server has less to do');
}
