import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import type { ChangeFeed } from '#database/change-feed.port';
import { DatabaseUnavailableError } from '#database/sql.port';
import { KeyEncryption } from '../sealing/key-encryption.js';
import { assembleKeystores } from '../keystore-assembly.js';
import type { Keystore } from '../keystore.port.js';
import { KeyRefusedError, UnknownKeystoreError, WrongEncryptionKeyError } from '../keystore-errors.js';
import { MemoryKeystores } from '../stores/memory/memory-keystores.js';

const issuer = 'https://auth.example.org';
const claims = { iss: issuer, sub: 'alice' };
const clock = { now: () => new Date(1_800_000_000_000) };
const wanted = { typ: 'at+jwt', issuer };

function arrange(secret = 1): {
  store: MemoryKeystores;
  feed: { version: string | undefined };
  keystore: Keystore;
  open: (store: MemoryKeystores, secret?: number) => Keystore;
} {
  const feed: { version: string | undefined } = { version: '1' };
  const changes: ChangeFeed = {
    versionOf: () => feed.version,
    announce: () => Promise.resolve(),
    caughtUp: () => Promise.resolve(),
    onChange: () => undefined,
  };
  const open = (store: MemoryKeystores, key = secret): Keystore => {
    const encryption = new KeyEncryption(Buffer.alloc(32, key));
    return assembleKeystores({
      ...{ store, changes, encryption, clock, keyClock: clock, mode: 'evaluation', background: { isDoneHere: true } },
      journal: { record: () => Promise.resolve() },
      readLocation: () => Promise.reject(new Error('no files')),
      usersOf: () => Promise.resolve([]),
    }).keystore;
  };
  const store = new MemoryKeystores(clock);
  return { store, feed, keystore: open(store), open };
}

describe('sign', () => {
  test('signs RS256 with the first key, another algorithm on demand, and the first key where the algorithm is not there', async () => {
    const { keystore } = arrange();
    await keystore.ensure('default');

    const headers = await Promise.all(
      [{}, { alg: 'ES256' as const }, { alg: 'ES512' as const }].map(async (header) =>
        decodeProtectedHeader(await keystore.sign('default', { typ: 'at+jwt', ...header }, claims)),
      ),
    );

    const [rsa, ec] = (await keystore.publicJwks('default')).keys;
    expect(headers).toEqual([
      { alg: 'RS256', kid: rsa?.['kid'], typ: 'at+jwt' },
      { alg: 'ES256', kid: ec?.['kid'], typ: 'at+jwt' },
      { alg: 'RS256', kid: rsa?.['kid'], typ: 'at+jwt' },
    ]);
    await expect(keystore.algorithm('default')).resolves.toBe('RS256');
    await expect(keystore.algorithm('default', 'ES256')).resolves.toBe('ES256');
  });

  test('jose verifies it with what /jwk shows', async () => {
    const { keystore } = arrange();
    await keystore.ensure('default');
    const keys = createLocalJWKSet((await keystore.publicJwks('default')) as JSONWebKeySet);

    for (const alg of ['RS256', 'ES256'] as const) {
      const { payload } = await jwtVerify(await keystore.sign('default', { typ: 'JWT', alg }, claims), keys, {
        issuer,
      });
      expect(payload).toEqual(claims);
    }
  });

  test('refuses a keystore that does not exist, in the words of the documents', async () => {
    const { keystore } = arrange();

    await expect(keystore.sign('nowhere', { typ: 'JWT' }, claims)).rejects.toThrow(UnknownKeystoreError);
    await expect(keystore.sign('nowhere', { typ: 'JWT' }, claims)).rejects.toThrow(/No keystore with id "nowhere"/);
  });

  test('V-46 a token of one keystore is nothing to another', async () => {
    const { keystore } = arrange();
    await Promise.all([keystore.ensure('a'), keystore.ensure('b')]);
    const token = await keystore.sign('a', { typ: 'at+jwt' }, claims);

    await expect(keystore.verify('a', token, wanted)).resolves.toEqual(claims);
    await expect(keystore.verify('b', token, wanted)).resolves.toBeUndefined();
  });
});

describe('ensure', () => {
  test('keeps the keys that are there', async () => {
    const { keystore, store } = arrange();
    await keystore.ensure('default');
    const before = store.rows.get('default');

    await keystore.ensure('default');

    expect(store.rows.get('default')).toBe(before);
  });

  test.each(['', 'a b', '../a', 'jwks:x', 'a'.repeat(101)])('refuses the keystore id %j', async (id) => {
    await expect(arrange().keystore.ensure(id)).rejects.toThrow(KeyRefusedError);
  });

  test('V-50 S-05 nothing private is stored in clear or shown', async () => {
    const { keystore, store } = arrange();
    await keystore.ensure('default');

    const shown = JSON.stringify([await keystore.publicJwks('default'), [...store.rows]]);

    expect(shown).not.toMatch(/"(d|p|q|dp|dq|qi|k)":/);
  });
});

describe('the cache', () => {
  test('reads once while the version stands, and again when it moves', async () => {
    const { keystore, store, feed } = arrange();
    await keystore.ensure('default');
    store.reads = 0;

    for (let round = 0; round < 5; round += 1) await keystore.sign('default', { typ: 'JWT' }, claims);
    expect(store.reads).toBe(1);

    feed.version = '2';
    await Promise.all(Array.from({ length: 5 }, () => keystore.sign('default', { typ: 'JWT' }, claims)));
    expect(store.reads).toBe(2);
  });

  test('follows a change within the version', async () => {
    const { keystore, store, feed, open } = arrange();
    await keystore.ensure('default');
    const token = await keystore.sign('default', { typ: 'at+jwt' }, claims);
    const other = new MemoryKeystores(clock);
    await open(other).ensure('default');
    store.rows.set('default', other.rows.get('default')!);

    await expect(keystore.verify('default', token, wanted)).resolves.toEqual(claims);
    feed.version = '2';
    await expect(keystore.verify('default', token, wanted)).resolves.toBeUndefined();
  });

  test('reads every time while the change feed is silent', async () => {
    const { keystore, store, feed } = arrange();
    await keystore.ensure('default');
    feed.version = undefined;
    store.reads = 0;

    for (let round = 0; round < 3; round += 1) await keystore.sign('default', { typ: 'JWT' }, claims);

    expect(store.reads).toBe(3);
  });

  test('F-13 /jwk answers from what is known while the database is away; signing does not', async () => {
    const { keystore, store, feed } = arrange();
    await keystore.ensure('default');
    const before = await keystore.publicJwks('default');
    feed.version = undefined;
    store.find = () => Promise.reject(new DatabaseUnavailableError('stopped'));

    await expect(keystore.publicJwks('default')).resolves.toEqual(before);
    await expect(keystore.sign('default', { typ: 'JWT' }, claims)).rejects.toThrow(DatabaseUnavailableError);
    await expect(keystore.publicJwks('unseen')).rejects.toThrow(DatabaseUnavailableError);
  });

  test('F-28 rows of another encryption key are refused and left alone', async () => {
    const { keystore, store, open } = arrange();
    await keystore.ensure('default');
    const before = structuredClone(store.rows.get('default'));

    await expect(open(store, 2).sign('default', { typ: 'JWT' }, claims)).rejects.toThrow(WrongEncryptionKeyError);
    expect(store.rows.get('default')).toEqual(before);
  });
});

describe('registerJwks (ruling 2)', () => {
  const rs512 = {
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
    alg: 'RS512',
    kid: 'mine',
  };

  test('an RS512 key signs RS512, its kid is in the token, and /jwk shows public parts only', async () => {
    const { keystore } = arrange();
    await keystore.registerJwks('jwks:smart_auth', JSON.stringify({ keys: [rs512] }));

    const token = await keystore.sign('jwks:smart_auth', { typ: 'at+jwt' }, claims);

    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS512', kid: 'mine', typ: 'at+jwt' });
    const { n, e } = rs512;
    expect(await keystore.publicJwks('jwks:smart_auth')).toEqual({
      keys: [{ kty: 'RSA', n, e, alg: 'RS512', use: 'sig', kid: 'mine' }],
    });
    await expect(keystore.verify('jwks:smart_auth', token, wanted)).resolves.toEqual(claims);
  });

  test('STD OID-13, reference 14.4: a public key behind the private one recognises older tokens and never signs', async () => {
    const { keystore } = arrange();
    await keystore.registerJwks('jwks:a', { keys: [rs512] });
    const old = await keystore.sign('jwks:a', { typ: 'at+jwt' }, claims);
    const { kty, n, e } = rs512;
    const fresh = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    await keystore.registerJwks('jwks:a', {
      keys: [
        { kty, n, e, kid: 'mine', alg: 'RS512' },
        { ...fresh, kid: 'new' },
      ],
    });

    const signed = await keystore.sign('jwks:a', { typ: 'at+jwt', alg: 'RS512' }, claims);

    expect(decodeProtectedHeader(signed).kid).toBe('new');
    await expect(keystore.algorithms('jwks:a')).resolves.toEqual(['ES256']);
    await expect(keystore.verify('jwks:a', old, wanted)).resolves.toEqual(claims);
  });

  test('ruling 2: the seven members of the product’s own example are enough', async () => {
    const { kty, d, e, alg, n } = rs512;
    const { keystore } = arrange();
    await keystore.registerJwks('jwks:a', { keys: [{ kty, d, e, use: 'sig', kid: 'test', alg, n }] });

    const token = await keystore.sign('jwks:a', { typ: 'at+jwt' }, claims);

    const shown = await keystore.publicJwks('jwks:a');
    expect(shown).toEqual({ keys: [{ kty, n, e, alg, use: 'sig', kid: 'test' }] });
    const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(shown as JSONWebKeySet), { issuer });
    expect(protectedHeader).toEqual({ alg: 'RS512', kid: 'test', typ: 'at+jwt' });
  });

  test.each([
    { name: 'with all its members', members: rs512 },
    { name: 'with n, e and d alone', members: { kty: 'RSA', n: rs512.n, e: rs512.e, d: rs512.d, alg: 'RS512' } },
  ])(
    'a key $name over the n of another is refused with what to do, and not told to be what it is',
    async ({ members }) => {
      const { n } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

      const refusal = arrange().keystore.registerJwks('jwks:a', { keys: [{ ...members, kid: 'mixed', n }] });

      await expect(refusal).rejects.toMatchObject({
        problem: expect.stringMatching(/"mixed".*belong/) as string,
        remedy: expect.not.stringMatching(/RSA|2048|private/) as string,
      });
    },
  );
});
