// Runs in a worker thread of its own, so that a hash holds neither the event loop nor one of the four libuv threads that sign tokens.
// It is started by file name, also under Jest, so it may not import other files of this project, except types.
import { hash, pbkdf2Sync } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { hashSync as argon2HashSync, verifySync as argon2VerifySync } from '@node-rs/argon2';
import { hashSync as bcryptHashSync, verifySync as bcryptVerifySync } from '@node-rs/bcrypt';
import type { HashJob } from './slow-hashing.port.js';

/** What the job said, or why it failed. */
export type HashAnswer = { readonly value: string | boolean } | { readonly failure: string };

/** Bytes of a derived key. */
const KEY_BYTES = 32;

function run(job: HashJob): string | boolean {
  switch (job.kind) {
    case 'argon2id': {
      const { memoryKib, passes, lanes } = job.cost;
      return argon2HashSync(job.secret, { memoryCost: memoryKib, timeCost: passes, parallelism: lanes });
    }
    case 'bcrypt':
      return bcryptHashSync(job.secret, { salt: job.salt });
    case 'pbkdf2-sha256':
      return pbkdf2Sync(job.secret, job.salt, job.rounds, KEY_BYTES, 'sha256').toString('base64');
    case 'iterated-sha256':
      return iteratedSha256(job.salt, job.secret, job.rounds).toString('base64');
    case 'verify-argon2id':
      return argon2VerifySync(job.hash, job.secret);
    case 'verify-bcrypt':
      return bcryptVerifySync(job.secret, job.hash);
  }
}

function iteratedSha256(salt: Uint8Array, secret: string, rounds: number): Buffer {
  let digest: Buffer = hash('sha256', Buffer.concat([salt, Buffer.from(secret)]), 'buffer');
  for (let round = 1; round < rounds; round += 1) digest = hash('sha256', digest, 'buffer');
  return digest;
}

function answer(job: HashJob): HashAnswer {
  try {
    return { value: run(job) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'unknown failure' };
  }
}

parentPort?.on('message', (job: HashJob) => parentPort?.postMessage(answer(job)));
