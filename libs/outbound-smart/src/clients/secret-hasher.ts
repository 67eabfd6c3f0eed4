import { Inject, Injectable } from '@nestjs/common';
import { genSaltSync } from '@node-rs/bcrypt';
import { clientSecretEncoding } from '#protocol/client/client-secret-encoding';
import { hashGeneratedSecret, readSecretHash } from '#protocol/client/client-secret-hash';
import { equalInConstantTime } from '#protocol/constant-time';
import { randomNonce } from '#protocol/random';
import { writeBcryptSha256, writeDerivedHash, type DerivedHash } from '#protocol/stored-hash';
import { SLOW_HASHING, type HashQueue, type HashSlot, type SlowHashing } from '#slow-hashing/slow-hashing.port';
import { derivedKey, digestForBcrypt, fitsStoredHash, isComparedExactly } from '#slow-hashing/stored-hash.port';

/** Secrets that may wait to be checked, by one thread; more are told to come back. */
const WAITING = 20;
const SALT_BYTES = 16;

/** The server is too busy with slow hashes to check a secret now. */
export class SecretCheckBusyError extends Error {}

/** Makes and compares the hashes of client secrets, beside the event loop. */
@Injectable()
export class SecretHasher {
  private readonly queue: HashQueue;

  constructor(@Inject(SLOW_HASHING) hashing: SlowHashing) {
    this.queue = hashing.queue({ waiting: WAITING });
  }

  /**
   * Hash for a secret that somebody chose, whatever the queue's length.
   * @param encoding one of the documented names, such as `BCRYPT_12_ROUND`
   */
  async hash(secret: string, encoding: string): Promise<string> {
    const { scheme, rounds } = clientSecretEncoding(encoding);
    return withSlot(this.queue.enter(), (slot) =>
      scheme === 'bcrypt' ? bcryptHash(slot, secret, rounds) : derivedHash(slot, secret, { scheme, rounds }),
    );
  }

  /**
   * Whether a presented secret fits a stored hash; false for hashes of unknown form.
   * @throws SecretCheckBusyError — too many wait already
   */
  async fits(secret: string, hash: string): Promise<boolean> {
    return this.compare(secret, hash, () => this.slot());
  }

  /** The same, whatever the queue's length: for administrators, who cannot be a flood. */
  async fitsInTime(secret: string, hash: string): Promise<boolean> {
    return this.compare(secret, hash, () => this.queue.enter());
  }

  private async compare(secret: string, hash: string, slot: () => HashSlot): Promise<boolean> {
    const read = readSecretHash(hash);
    if (read === undefined) return false;
    if (read.scheme === 'digest') return equalInConstantTime(hashGeneratedSecret(secret), hash);
    if (!isComparedExactly(read.scheme, secret)) return false;
    return withSlot(slot(), (entered) => fitsStoredHash(entered, { hash, read, secret }));
  }

  private slot(): HashSlot {
    const slot = this.queue.tryEnter();
    if (slot === undefined) throw new SecretCheckBusyError();
    return slot;
  }
}

async function withSlot<T>(slot: HashSlot, work: (slot: HashSlot) => Promise<T>): Promise<T> {
  try {
    return await work(slot);
  } finally {
    slot.leave();
  }
}

async function derivedHash(
  slot: HashSlot,
  secret: string,
  encoding: Pick<DerivedHash, 'scheme' | 'rounds'>,
): Promise<string> {
  const derivation = { ...encoding, salt: randomNonce(SALT_BYTES) };
  return writeDerivedHash({ ...derivation, key: await derivedKey(slot, secret, derivation) });
}

/** Plain bcrypt, as everyone writes it, wherever it compares every byte; else of a digest. */
async function bcryptHash(slot: HashSlot, secret: string, cost: number): Promise<string> {
  const salt = genSaltSync({ cost });
  if (isComparedExactly('bcrypt', secret)) return String(await slot.run({ kind: 'bcrypt', secret, salt }));
  const digest = digestForBcrypt(secret, salt.slice(-22));
  return writeBcryptSha256(String(await slot.run({ kind: 'bcrypt', secret: digest, salt })));
}
