import { randomBytes, randomUUID } from 'node:crypto';
import { SealedSecrets } from '../../libs/keystore/src/sealing/sealed-secrets.js';
import { totpCode, totpStep } from '#protocol/second-factor/totp';
import { textOf } from './authorization.js';
import type { Page } from './person.js';
import { stopDatabaseClock } from './postgres.js';
import { changeElsewhere, rowsOf } from './rows.js';
import type { TestServer } from './test-server.js';

/** An authenticator app: shows codes of a key. Each counts once, so that time goes on with every code. */
export class Authenticator {
  readonly #key: Buffer;
  #step: number;

  constructor(
    key: Buffer,
    private readonly databaseUrl: string,
  ) {
    this.#key = key;
    this.#step = totpStep(new Date());
  }

  /** The code of a step that was not used before; the database's clock stands at its beginning. */
  async next(): Promise<string> {
    this.#step += 1;
    await stopDatabaseClock(this.databaseUrl, new Date(this.#step * 30_000));
    return this.at(0);
  }

  /** The code of this very moment, where the database's clock was not moved; it may have been used. */
  now(): string {
    return totpCode(this.#key, totpStep(new Date()));
  }

  /** The code so many steps before or behind the present one. */
  at(ahead: number): string {
    return totpCode(this.#key, this.#step + ahead);
  }
}

/** The key of an enrolment, out of Base32. */
export function keyOf(base32: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(base32, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The app that has read the key of a page. */
export function appOn(page: Page, databaseUrl: string): Authenticator {
  return new Authenticator(keyOf((textOf(page, 'key') ?? '').replaceAll(' ', '')), databaseUrl);
}

/** Gives a person of a server a confirmed key, as an enrolment at another node would. */
export async function giveTotp(
  server: Pick<TestServer, 'databaseUrl' | 'encryptionKey'>,
  username: string,
  module = 'local_security',
): Promise<Authenticator> {
  const found = await rowsOf<{ pid: number }>(
    server.databaseUrl,
    'select pid::float8 from user_account where module_id = $1 and username = $2',
    [module, username],
  );
  const pid = found[0]?.pid;
  if (pid === undefined) throw new Error(`There is no ${username}.`);
  const [key, keyId] = [randomBytes(20), randomUUID()];
  const secrets = new SealedSecrets(Buffer.from(server.encryptionKey, 'base64'));
  const sealed = secrets.seal({ table: 'totp_key', row: [module, pid, keyId] }, key.toString('base64url'));
  await changeElsewhere(server.databaseUrl, {
    topic: `users:${module}`,
    text: `insert into totp_key (user_pid, key_id, sealed_key, last_step, created_at) values ($1, $2, $3, 0, gatehouse_now())
      on conflict (user_pid) do update set key_id = $2, sealed_key = $3, last_step = 0`,
    values: [pid, keyId, sealed],
  });
  return new Authenticator(key, server.databaseUrl);
}
