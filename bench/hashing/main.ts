// How many password hashes one thread can check when it does nothing else, at the cost that Gatehouse makes hashes with.
import { hashSync, verifySync } from '@node-rs/argon2';
import { ARGON2_COST } from '../../libs/inbound-security/src/passwords/password-hash.js';

const [seconds = 5] = process.argv.slice(2).map(Number);
const { memoryKib, passes, lanes } = ARGON2_COST;
const hash = hashSync('the right one', { memoryCost: memoryKib, timeCost: passes, parallelism: lanes });

function rate(windowSeconds: number): number {
  const started = performance.now();
  let checked = 0;
  for (; performance.now() < started + windowSeconds * 1_000; checked += 1) verifySync(hash, 'the wrong one');
  return checked / ((performance.now() - started) / 1_000);
}

rate(1);
process.stdout.write(`${rate(seconds)}\n`);
