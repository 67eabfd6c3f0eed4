import { isSecretReference } from '#protocol/administration/secret-reference';
import type { HashQueue, HashSlot } from '#slow-hashing/slow-hashing.port';
import { hashPassword, verifyPassword } from './password-hasher.js';

/** What administrators have done with passwords. They wait for their turn beside people who sign in, one after the other. */
export interface Passwords {
  /** What is stored: the hash, or a reference to a variable without a value, which no password matches. */
  stored(password: string): Promise<string>;
  isSame(password: string, hash: string): Promise<boolean>;
}

/** Passwords that are hashed in the queue of sign-ins. */
export function queuedPasswords(queue: HashQueue): Passwords {
  return {
    stored: async (password) =>
      isSecretReference(password) ? password : inTurn(queue, (slot) => hashPassword(slot, password)),
    isSame: (password, hash) => inTurn(queue, (slot) => verifyPassword(slot, hash, password)),
  };
}

/** The same where nothing is written: a hash that nobody will compare is not worth its cost. */
export function trialPasswords(queue: HashQueue): Passwords {
  return {
    ...queuedPasswords(queue),
    stored: async (password) => (isSecretReference(password) ? password : 'not computed'),
  };
}

/** Has work done when its turn in the queue comes, however many wait. */
export async function inTurn<T>(queue: HashQueue, work: (slot: HashSlot) => Promise<T>): Promise<T> {
  const slot = queue.enter();
  try {
    return await work(slot);
  } finally {
    slot.leave();
  }
}
