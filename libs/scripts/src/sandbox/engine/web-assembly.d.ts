// What Node has and the types of ECMAScript leave to those of browsers.
declare namespace WebAssembly {
  class Module {
    private readonly compiled: true;
  }
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  function compile(bytes: NodeJS.ArrayBufferView): Promise<Module>;
}
