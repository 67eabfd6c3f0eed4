import type { ArchiveLimits } from './archive-limits.js';

/** The most that the limits can be raised to (skins.md 5.3); also what skins are read with that are stored, whatever the limits are by now. */
export const LARGEST_LIMITS: ArchiveLimits = {
  packageBytes: 50 * 1024 * 1024,
  entries: 2_000,
  unpackedBytes: 50 * 1024 * 1024,
  ratio: 100,
  milliseconds: 30_000,
  nestedArchives: 'ignored',
};
