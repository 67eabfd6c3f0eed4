// What Node has and the types of ECMAScript leave to those of browsers.
declare namespace WebAssembly {
  class Module {
    private readonly compiled: true;
  }
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  /** Code ran into what it must not, such as memory that is not there, and was stopped. */
  class RuntimeError extends Error {}
  function compile(bytes: NodeJS.ArrayBufferView): Promise<Module>;
}
