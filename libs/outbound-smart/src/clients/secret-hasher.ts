import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { genSaltSync } from '@node-rs/bcrypt';
import { clientSecretEncoding } from '#protocol/client/client-secret-encoding';
import {
  hashGeneratedSecret,
  readSecretHash,
  writeBcryptSha256,
  writeDerivedHash,
  type DerivedSecretHash,
} from '#protocol/client/client-secret-hash';
import { equalInConstantTime } from '#protocol/constant-time';
import { randomNonce } from '#protocol/random';
import { SLOW_HASHING, type HashQueue, type HashSlot, type SlowHashing } from '#slow-hashing/slow-hashing.port';

/** Secrets that may wait to be checked, by one thread; more are told to come back. */
const WAITING = 20;
/** Bytes bcrypt looks at; it would cut a longer secret silently (V-60). */
const BCRYPT_MOST_BYTES = 72;
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
    switch (read.scheme) {
      case 'digest':
        return equalInConstantTime(hashGeneratedSecret(secret), hash);
      case 'argon2id':
        return verify(slot(), 'verify-argon2id', { secret, hash });
      case 'bcrypt':
        return isComparedExactly(secret) && verify(slot(), 'verify-bcrypt', { secret, hash });
      case 'bcrypt-sha256':
        return verify(slot(), 'verify-bcrypt', { secret: digestForBcrypt(secret, read.salt), hash: read.bcrypt });
      default:
        return withSlot(slot(), async (entered) => timingSafeEqual(await derive(entered, secret, read), read.key));
    }
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

async function verify(
  slot: HashSlot,
  kind: 'verify-argon2id' | 'verify-bcrypt',
  pair: { readonly secret: string; readonly hash: string },
): Promise<boolean> {
  return withSlot(slot, async (entered) => (await entered.run({ kind, ...pair })) === true);
}

type Derivation = Omit<DerivedSecretHash, 'key'>;

async function derivedHash(slot: HashSlot, secret: string, encoding: Omit<Derivation, 'salt'>): Promise<string> {
  const derivation = { ...encoding, salt: randomNonce(SALT_BYTES) };
  return writeDerivedHash({ ...derivation, key: await derive(slot, secret, derivation) });
}

async function derive(slot: HashSlot, secret: string, { scheme, salt, rounds }: Derivation): Promise<Buffer> {
  return Buffer.from(String(await slot.run({ kind: scheme, secret, salt, rounds })), 'base64');
}

/** Plain bcrypt, as everyone writes it, wherever it compares every byte; else of a digest. */
async function bcryptHash(slot: HashSlot, secret: string, cost: number): Promise<string> {
  const salt = genSaltSync({ cost });
  if (isComparedExactly(secret)) return String(await slot.run({ kind: 'bcrypt', secret, salt }));
  const digest = digestForBcrypt(secret, salt.slice(-22));
  return writeBcryptSha256(String(await slot.run({ kind: 'bcrypt', secret: digest, salt })));
}

/** bcrypt ignores what follows byte 72, and repeats the key after a NUL, so that `a` and `a\0a` are the same to it (V-60). */
function isComparedExactly(secret: string): boolean {
  return Buffer.byteLength(secret) <= BCRYPT_MOST_BYTES && !secret.includes('\0');
}

/** 44 characters that stand for a secret of any length. */
function digestForBcrypt(secret: string, salt: string): string {
  return createHmac('sha256', salt).update(secret).digest('base64');
}
