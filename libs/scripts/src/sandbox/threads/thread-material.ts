import { compiledEngine } from '../engine/compiled-engine.js';
import { readGuestSources } from '../engine/guest-sources.js';
import type { ThreadData } from './thread-messages.js';

let guestSources: ThreadData['guestSources'] | undefined;

/** What every thread starts with; read once in a process, when the first thread starts. */
export async function threadMaterial(): Promise<Pick<ThreadData, 'wasm' | 'guestSources'>> {
  const wasm = await compiledEngine();
  return { wasm, guestSources: (guestSources ??= readGuestSources()) };
}
