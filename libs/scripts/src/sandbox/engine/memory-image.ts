/** Bytes of a page of WebAssembly memory. */
export const PAGE = 65_536;

/** Bytes to which it is told how much was written. */
const BLOCK = 1_024;
/** Bytes of nothing but zeros behind which nobody looks further: to read all of a memory after each run would take longer than most runs. */
const GAP = 1_024 * BLOCK;
const ZEROS = Buffer.alloc(GAP);

/** What a memory was when it was taken, up to its last byte that is not zero, to be put back any number of times. */
export class MemoryImage {
  private readonly memory: WebAssembly.Memory;
  private readonly image: Uint8Array;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.image = imageOf(new Uint8Array(memory.buffer));
  }

  restore(): void {
    const bytes = new Uint8Array(this.memory.buffer);
    bytes.set(this.image);
    bytes.fill(0, this.image.length);
  }

  /** Bytes behind the image that have been written since it was put back. What was let go and written again counts once, so that it is the most at a time. */
  grownBy(): number {
    const bytes = Buffer.from(this.memory.buffer);
    const start = this.image.length;
    let end = start;
    while (end < bytes.length && !isEmpty(bytes, end, GAP)) end += GAP;
    while (end > start && isEmpty(bytes, end - BLOCK, BLOCK)) end -= BLOCK;
    return Math.min(end, bytes.length) - start;
  }
}

/** Also where it is beyond the end. */
function isEmpty(bytes: Buffer, start: number, length: number): boolean {
  const end = Math.min(start + length, bytes.length);
  return start >= end || bytes.compare(ZEROS, 0, end - start, start, end) === 0;
}

function imageOf(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.slice(0, end);
}
