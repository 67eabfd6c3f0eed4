/** Bytes of a page of WebAssembly memory. */
export const PAGE = 65_536;

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
}

function imageOf(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.slice(0, end);
}
