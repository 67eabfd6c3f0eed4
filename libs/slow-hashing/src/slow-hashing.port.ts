import type { Argon2idCost } from '#protocol/slow-hash';

/** One hash to be computed. `secret` is what people and clients prove themselves with; it is in no log and in no error. */
export type HashJob =
  /** Answered by a PHC string with a new salt. */
  | { readonly kind: 'argon2id'; readonly secret: string; readonly cost: Argon2idCost }
  /** Answered by a bcrypt string. `salt` is 29 characters long and names version and cost. bcrypt ignores what follows byte 72 of the secret (V-60). */
  | { readonly kind: 'bcrypt'; readonly secret: string; readonly salt: string }
  /** Answered by 32 bytes in base64: PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2), or SHA-256 of salt and secret, hashed again until there were `rounds`. */
  | {
      readonly kind: 'pbkdf2-sha256' | 'iterated-sha256';
      readonly secret: string;
      readonly salt: Uint8Array;
      readonly rounds: number;
    }
  /** Answered by whether the secret is the one of the hash; none is that of a hash that cannot be computed. Cost is the hash's: read it before. */
  | { readonly kind: 'verify-argon2id' | 'verify-bcrypt'; readonly secret: string; readonly hash: string };

/** The right to use a queue until it is given back. */
export interface HashSlot {
  /** @throws Error — a hash could not be made, or the thread died */
  run(job: HashJob): Promise<string | boolean>;
  /** Must be called exactly when the attempt is over; a second call does nothing. */
  leave(): void;
}

/** Bounds what hashing may cost: a slot is taken before anything else is done for an attempt, so a flood is turned away at once (F-35). */
export interface HashQueue {
  /**
   * A slot, or undefined when as many as may wait are waiting, or when those have brought work for more than some seconds (ruling 65).
   * @param holder for whom it is, such as a network: nobody has more than half of the places
   */
  tryEnter(holder?: string): HashSlot | undefined;
  /** A slot whatever the queue's length: for seeds and administrators, who cannot be a flood. */
  enter(): HashSlot;
}

/** Hashes that take long on purpose, computed beside the event loop and beside the threads that sign tokens. */
export interface SlowHashing {
  /** A queue of its own. Queues take turns: a flood in one costs the others half of a thread, not their place. */
  queue(limits: { readonly waiting: number }): HashQueue;
}

/** Injection token of {@link SlowHashing}. */
export const SLOW_HASHING = Symbol('SlowHashing');
