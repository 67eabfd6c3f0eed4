import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { onceIfGood } from './once-if-good.js';

/** The engine compiled, once in a process: threads share it. Where it could not be read, the next one to ask has it read again. */
export const compiledEngine = onceIfGood(compile);

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return WebAssembly.compile(await readFile(file));
}
