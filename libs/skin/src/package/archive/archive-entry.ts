/** A file of an archive, whose headers are believed as far as they can be checked without unpacking it. */
export interface ArchiveEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isDeflated: boolean;
  /** CRC-32 that the unpacked bytes must have. */
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Offset of its header; everything of it lies between here and the end. */
  readonly start: number;
  /** Offset of its data. */
  readonly dataStart: number;
}
