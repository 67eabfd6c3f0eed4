import { crc32, deflateRawSync } from 'node:zlib';

/** Fields of an entry that are written otherwise than they are. */
export interface ZipFields {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly extra: Buffer;
  readonly name: Buffer;
  readonly attributes: number;
  readonly offset: number;
}

/** A file of an archive that is made by hand. */
export interface ZipPart {
  /** A text is written as UTF-8. */
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  readonly isStored?: boolean;
  /** What its own header says otherwise. */
  readonly local?: Partial<ZipFields>;
  /** What the list of files says otherwise; unless told, what the header says. */
  readonly listed?: Partial<ZipFields>;
}

/** What the end of the archive says otherwise. */
export interface ZipTail {
  readonly entries?: number;
  readonly size?: number;
  readonly offset?: number;
  readonly disk?: number;
  readonly comment?: Buffer;
  /** Between the list of files and the record at the end. */
  readonly before?: Buffer;
}

/** A ZIP archive of whatever it is told (APPNOTE 4.3), sound unless told otherwise. */
export function zipOf(parts: readonly ZipPart[], tail: ZipTail = {}): Buffer {
  const written: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { header, data, entry } = zipEntry(part, offset);
    written.push(header, data);
    list.push(entry);
    offset += header.length + data.length;
  }
  const listed = Buffer.concat(list);
  return Buffer.concat([
    ...written,
    listed,
    tail.before ?? Buffer.alloc(0),
    endRecord(parts.length, listed.length, offset, tail),
  ]);
}

/** An extra field of a header. */
export function extraField(id: number, data: Buffer): Buffer {
  return Buffer.concat([numbers([id, 2], [data.length, 2]), data]);
}

function zipEntry({ name, content = '', isStored = false, local = {}, listed = {} }: ZipPart, offset: number) {
  const bytes = Buffer.from(content);
  const data = isStored ? bytes : deflateRawSync(bytes);
  const fields: ZipFields = {
    ...{ flags: 0x800, method: isStored ? 0 : 8, crc: crc32(bytes), packed: data.length, unpacked: bytes.length },
    ...{ extra: Buffer.alloc(0), name: Buffer.from(name), attributes: 0, offset },
    ...local,
  };
  const header = Buffer.concat([numbers([0x04034b50, 4]), common(fields), fields.name, fields.extra]);
  const other = { ...fields, ...listed };
  const behind = numbers([0, 2], [0, 2], [0, 2], [other.attributes, 4], [other.offset, 4]);
  const entry = Buffer.concat([numbers([0x02014b50, 4], [0x0314, 2]), common(other), behind, other.name, other.extra]);
  return { header, data, entry };
}

function common({ flags, method, crc, packed, unpacked, name, extra }: ZipFields): Buffer {
  return numbers(
    [20, 2],
    [flags, 2],
    [method, 2],
    [0, 2],
    [0x21, 2],
    [crc, 4],
    [packed, 4],
    [unpacked, 4],
    [name.length, 2],
    [extra.length, 2],
  );
}

function endRecord(count: number, length: number, start: number, tail: ZipTail): Buffer {
  const { entries = count, size = length, offset = start, disk = 0, comment = Buffer.alloc(0) } = tail;
  const record = numbers(
    [0x06054b50, 4],
    [disk, 2],
    [disk, 2],
    [entries, 2],
    [entries, 2],
    [size, 4],
    [offset, 4],
    [comment.length, 2],
  );
  return Buffer.concat([record, comment]);
}

function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      if (bytes === 2) buffer.writeUInt16LE(value);
      else buffer.writeUInt32LE(value);
      return buffer;
    }),
  );
}
