// Runs in a worker thread of its own, so that a hash holds neither the event loop nor one of the four libuv threads that sign tokens.
// It is started by file name, also under Jest, so it may not import other files of this project.
import { parentPort } from 'node:worker_threads';
import { hashSync as argon2HashSync, verifySync as argon2VerifySync } from '@node-rs/argon2';
import { verifySync as bcryptVerifySync } from '@node-rs/bcrypt';

/** Work for the thread; `password` is the only secret in it and is never logged. */
export type HashJob =
  | {
      readonly kind: 'hash';
      readonly password: string;
      readonly cost: { readonly memoryKib: number; readonly passes: number; readonly lanes: number };
    }
  | {
      readonly kind: 'verify';
      readonly scheme: 'argon2id' | 'bcrypt';
      readonly hash: string;
      readonly password: string;
    };

/** `value` is the PHC string of a `hash` job and the verdict of a `verify` job. */
export type HashAnswer = { readonly value: string | boolean } | { readonly failure: string };

function run(job: HashJob): string | boolean {
  if (job.kind === 'hash') {
    const { memoryKib, passes, lanes } = job.cost;
    return argon2HashSync(job.password, { memoryCost: memoryKib, timeCost: passes, parallelism: lanes });
  }
  return job.scheme === 'bcrypt' ? bcryptVerifySync(job.password, job.hash) : argon2VerifySync(job.hash, job.password);
}

function answer(job: HashJob): HashAnswer {
  try {
    return { value: run(job) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'unknown failure' };
  }
}

parentPort?.on('message', (job: HashJob) => parentPort?.postMessage(answer(job)));
