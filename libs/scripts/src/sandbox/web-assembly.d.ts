// What Node has and the types of ECMAScript leave to those of browsers.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: NodeJS.ArrayBufferView);
    private readonly compiled: true;
  }
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
}
