/** What a skin's JAR may be at most (V-95); sizes in bytes. */
export interface ArchiveLimits {
  /** Of the JAR itself. */
  readonly packageBytes: number;
  /** Files and folders in it. */
  readonly entries: number;
  /** Of everything in it together, unpacked. */
  readonly unpackedBytes: number;
  /** How many times larger than packed a file, and all together, may be unpacked. */
  readonly ratio: number;
  /** Milliseconds that reading it may take. What bounds the work are the sizes: this is for a machine that has stopped. */
  readonly milliseconds: number;
  /** What becomes of archives within it. */
  readonly nestedArchives: 'refused' | 'ignored';
}

/** What counts unless the server is told otherwise (ruling 35). */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  packageBytes: 10 * 1024 * 1024,
  entries: 500,
  unpackedBytes: 20 * 1024 * 1024,
  ratio: 100,
  milliseconds: 10_000,
  nestedArchives: 'refused',
};
