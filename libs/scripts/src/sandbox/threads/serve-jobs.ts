import { parentPort, workerData } from 'node:worker_threads';
import { Engine } from '../engine/engine.js';
import { RunLog } from './run-log.js';
import { threadHost, type HostLine } from './thread-host.js';
import { stepBack } from './thread-priority.js';
import { ownThreadId, threadMillis } from '../engine/thread-time.js';
import type { ThreadData, ThreadJob, ThreadMessage } from './thread-messages.js';

if (parentPort === null) throw new Error('This file is started as a thread');
const main = parentPort;
const post = (message: ThreadMessage): void => main.postMessage(message);
const { wasm, guestSources, memoryMib, answers, signal } = workerData as ThreadData;

// Linux alone has priorities of threads; elsewhere this would slow the whole server.
if (process.platform === 'linux') stepBack();

const noLog = new RunLog(0, () => undefined);
const line: HostLine = { main, answers, signal, log: noLog };
const engine = await Engine.start({ wasm, guestSources, memoryMib, host: threadHost(line) });

main.on('message', ({ job, totalMillis }: ThreadJob) => {
  line.log = new RunLog(job.limits.logBytes, (entry) => post({ kind: 'log', line: entry }));
  const outcome = engine.run(job, totalMillis);
  line.log = noLog;
  const isWorn = engine.isWorn || (outcome.kind === 'failed' && outcome.reason === 'memory-limit');
  post({ kind: 'outcome', outcome, isWorn, threadMillis: threadMillis() });
});
post({ kind: 'ready', threadId: ownThreadId(), threadMillis: threadMillis() });
