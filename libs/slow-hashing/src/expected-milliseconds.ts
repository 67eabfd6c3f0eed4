import { hashMilliseconds, MOST_HASH_MILLISECONDS, readArgon2id } from '#protocol/slow-hash';
import type { HashJob } from './slow-hashing.port.js';

/** About how long a thread will be at a job, in whole milliseconds. */
export function expectedMilliseconds(job: HashJob): number {
  return Math.ceil(estimate(job));
}

function estimate(job: HashJob): number {
  switch (job.kind) {
    case 'argon2id':
      return hashMilliseconds.argon2id(job.cost);
    case 'verify-argon2id': {
      const cost = readArgon2id(job.hash);
      return cost === undefined ? MOST_HASH_MILLISECONDS : hashMilliseconds.argon2id(cost);
    }
    case 'bcrypt':
      return hashMilliseconds.bcrypt(bcryptRounds(job.salt));
    case 'verify-bcrypt':
      return hashMilliseconds.bcrypt(bcryptRounds(job.hash));
    default:
      return hashMilliseconds[job.kind](job.rounds);
  }
}

/** `$2b$12$…`: 12. */
function bcryptRounds(text: string): number {
  return Number(text.slice(4, 6));
}
