import { crc32, createInflateRaw } from 'node:zlib';
import type { ArchiveEntry } from './archive-entry.js';
import { damaged } from './archive-refusal.js';

const CHUNK_BYTES = 64 * 1024;

/**
 * Unpacks a file into as much memory as it said that it needs; a byte more or less is refused when it comes.
 * @throws ArchiveRefusal
 */
export async function entryBytes(archive: Buffer, entry: ArchiveEntry): Promise<Buffer> {
  const packed = archive.subarray(entry.dataStart, entry.dataStart + entry.packedBytes);
  // A copy: what is kept of an archive does not keep all of it.
  const bytes = entry.isDeflated ? await inflated(packed, entry) : Buffer.from(packed);
  if (crc32(bytes) !== entry.crc32) throw damaged('its checksum is another one', entry.name);
  return bytes;
}

async function inflated(packed: Buffer, { name, unpackedBytes }: ArchiveEntry): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(unpackedBytes);
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  inflate.end(packed);
  let length = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      if (length + chunk.length > unpackedBytes) throw damaged('it is longer than it says', name);
      length += chunk.copy(bytes, length);
    }
  } catch (error) {
    throw error instanceof Error && error.name === 'ArchiveRefusal' ? error : damaged('its content is cut off', name);
  }
  if (length !== unpackedBytes) throw damaged('it is shorter than it says', name);
  if (inflate.bytesWritten !== packed.length) throw damaged('there is something behind its end', name);
  return bytes;
}
