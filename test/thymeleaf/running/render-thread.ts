// A thread that renders one test after the other, and can be ended where one does not.
import { parentPort, workerData } from 'node:worker_threads';
import type { Engine, EngineName, Outcome, Rendering } from './engine.js';

const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  gatehouse: async () => (await import('./gatehouse-engine.js')).gatehouseEngine,
  npm: async () => (await import('./npm-engine.js')).npmEngine,
};

const engine = await engines[(workerData as { engine: EngineName }).engine]();
parentPort?.on('message', (rendering: Rendering) => {
  void engine(rendering)
    .catch((error: unknown): Outcome => ({ kind: 'crashed', message: String(error) }))
    .then((outcome) => parentPort?.postMessage(outcome));
});
parentPort?.postMessage('ready');
