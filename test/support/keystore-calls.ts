import type { JsonWebKey } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { decodeProtectedHeader } from 'jose';
import type { AdministeredKeystore, KeystoreSaving } from '../../libs/keystore/src/keystore-administration.port.js';
import { type KeystoreBench, memoryKeystores, setOf, storedKeystores } from './keystore-bench.js';

/** Who changes keystores in tests. */
export const author = { kind: 'command', actor: 'ADMIN', remoteAddress: '192.0.2.7' } as const;
const issuer = 'https://auth.example.org';
/** What test tokens say, and what is expected of them. */
export const claims = { iss: issuer, sub: 'alice' };
export const expected = { typ: 'at+jwt', issuer };
/** A file of keys. */
export const FILE = 'classpath:signing.jwks';

/** The keystore after a change that must have worked. */
export function saved(saving: KeystoreSaving): AdministeredKeystore {
  if (!('keystore' in saving)) throw new Error(`Not saved: ${JSON.stringify(saving)}`);
  return saving.keystore;
}

/** What each key does, as in `one SIGNING`. */
export function states({ json }: AdministeredKeystore): readonly string[] {
  return json.keys.map(({ kid, state }) => `${kid} ${state}`);
}

/** The ids of the keys, in their order. */
export function kidsOf({ json }: AdministeredKeystore): readonly string[] {
  return json.keys.map(({ kid }) => kid);
}

/** What tests do with keystores again and again. */
export class KeystoreCalls {
  private count = 0;

  constructor(private readonly bench: () => KeystoreBench) {}

  readonly newId = (): string => `keystore-${String((this.count += 1))}`;

  readonly create = (json: object): Promise<KeystoreSaving> => this.bench().administration.create(json, author);

  readonly replace = (keystoreId: string, json: object): Promise<KeystoreSaving> =>
    this.bench().administration.replace(keystoreId, json, { author });

  readonly find = async (keystoreId: string): Promise<AdministeredKeystore> =>
    (await this.bench().administration.find(keystoreId))!;

  readonly sign = (keystoreId: string): Promise<string> =>
    this.bench().keystore.sign(keystoreId, { typ: 'at+jwt' }, claims);

  readonly signedBy = async (keystoreId: string): Promise<string | undefined> =>
    decodeProtectedHeader(await this.sign(keystoreId)).kid;

  readonly textKeystore = async (...keys: readonly JsonWebKey[]): Promise<string> => {
    const keystoreId = this.newId();
    saved(await this.create({ keystoreId, jsonKeys: setOf(...keys) }));
    return keystoreId;
  };
}

/** Runs the same tests in memory and on PostgreSQL. */
export function onEveryStore(
  title: string,
  tests: (bench: () => KeystoreBench, open: () => Promise<KeystoreBench>) => void,
): void {
  describe.each([
    { name: 'memory', open: memoryKeystores },
    { name: 'PostgreSQL', open: storedKeystores },
  ])(`${title} in $name`, ({ open }) => {
    let bench: KeystoreBench;

    beforeAll(async () => {
      Logger.overrideLogger(false);
      bench = await open();
    });

    afterAll(() => bench.close());

    tests(() => bench, open);
  });
}
