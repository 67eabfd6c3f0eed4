import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, CompactEncrypt, exportSPKI, importJWK, type CryptoKey } from 'jose';
import { signCompact } from './compact-signature.js';
import { type ImportedKey, importSigningKey } from '../keys/imported-key.js';
import { generateSigningKeys } from '../keys/key-generation.js';
import type { ExpectedToken } from '../keystore.port.js';
import type { SigningJwk } from '../keys/signing-jwks.js';
import { verifyOwnToken } from './token-verification.js';

const issuer = 'https://auth.example.org';
const now = 1_800_000_000;
const claims = { iss: issuer, sub: 'alice', aud: ['https://fhir.example.org', 'app'], exp: now + 60, iat: now };
const expected: ExpectedToken = { typ: 'at+jwt', issuer };

let jwks: readonly SigningJwk[];
let keys: readonly ImportedKey[];
let rsa: ImportedKey;
let ec: ImportedKey;
let token: string;

beforeAll(async () => {
  jwks = await generateSigningKeys();
  keys = await Promise.all(jwks.map(importSigningKey));
  [rsa, ec] = keys as [ImportedKey, ImportedKey];
  token = await signCompact(rsa, 'at+jwt', claims);
});

const verify = (jws: string, want: ExpectedToken = expected): ReturnType<typeof verifyOwnToken> =>
  verifyOwnToken(keys, jws, want, now);

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token with this header, truly signed by our RSA key: only the header can be what it is refused for. */
async function signedWithHeader(header: unknown, payload: unknown = claims): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = await rsa.sign?.(Buffer.from(input));
  return `${input}.${signature?.toString('base64url') ?? ''}`;
}

const header = (): Record<string, unknown> => ({ alg: 'RS256', kid: rsa.kid, typ: 'at+jwt' });

test('accepts what we signed, with either key', async () => {
  await expect(verify(token)).resolves.toEqual(claims);
  await expect(verify(await signCompact(ec, 'at+jwt', claims))).resolves.toEqual(claims);
  await expect(verify(await signedWithHeader(header()))).resolves.toEqual(claims);
});

describe('the header', () => {
  test.each(['none', 'None', 'nOnE', '', undefined, 'ES256', 'RS512', 'PS256', 'HS256', 5, ['RS256']])(
    'V-37 V-38 R-13 refuses alg %p',
    async (alg) => {
      await expect(verify(await signedWithHeader({ ...header(), alg }))).resolves.toBeUndefined();
    },
  );

  test.each([
    ['crit unknown', { crit: ['x'], x: 1 }],
    ['crit empty', { crit: [] }],
    ['crit b64', { crit: ['b64'], b64: false }],
    ['b64', { b64: false }],
    ['zip', { zip: 'DEF' }],
    ['enc', { enc: 'A256GCM' }],
  ])('V-43 refuses %s', async (_name, extra) => {
    await expect(verify(await signedWithHeader({ ...header(), ...extra }))).resolves.toBeUndefined();
  });

  test.each([
    '../../dev/null',
    "' OR 1=1--",
    '__proto__',
    'constructor',
    'x'.repeat(1_000_000),
    'nul\0',
    7,
    ['a'],
    null,
    undefined,
    '',
  ])('V-40 refuses a kid that is not ours (row %#)', async (kid) => {
    await expect(verify(await signedWithHeader({ ...header(), kid }))).resolves.toBeUndefined();
  });

  test('V-40 refuses a kid given as a list of our kid', async () => {
    await expect(verify(await signedWithHeader({ ...header(), kid: [rsa.kid] }))).resolves.toBeUndefined();
  });

  test.each(['id_token', 'JWT', 'AT+JWT', 'application/at+jwt', undefined, null, 5])(
    'V-46 R-13 refuses typ %p where at+jwt is wanted',
    async (typ) => {
      await expect(verify(await signedWithHeader({ ...header(), typ }))).resolves.toBeUndefined();
    },
  );

  test('accepts each typ of a list, and an absent one only where the list says so', async () => {
    const bare = await signedWithHeader({ ...header(), typ: undefined });

    await expect(verify(token, { typ: ['JWT', 'at+jwt'], issuer })).resolves.toEqual(claims);
    await expect(verify(bare, { typ: ['JWT', undefined], issuer })).resolves.toEqual(claims);
    await expect(verify(bare, { typ: ['JWT', 'at+jwt'], issuer })).resolves.toBeUndefined();
  });
});

describe('V-39 keys named by the token', () => {
  let attacker: { jwk: SigningJwk; key: CryptoKey };

  beforeAll(async () => {
    const [jwk] = (await generateSigningKeys()) as [SigningJwk, SigningJwk];
    attacker = { jwk, key: (await importJWK(jwk, 'RS256')) as CryptoKey };
  });

  test('are never used, and no address in the header is called', async () => {
    let calls = 0;
    const listener = createServer((_request, response) => {
      calls += 1;
      response.end(JSON.stringify({ keys: [attacker.jwk] }));
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/jwks`;
    const { d: _d, ...publicJwk } = attacker.jwk;
    const forged = await Promise.all(
      [{ jwk: publicJwk }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }, { kid: attacker.jwk.kid }, { kid: url }].map(
        (extra) =>
          new CompactSign(Buffer.from(JSON.stringify(claims)))
            .setProtectedHeader({ ...header(), alg: 'RS256', ...extra })
            .sign(attacker.key),
      ),
    );

    const results = await Promise.all(forged.map((jws) => verify(jws)));
    await new Promise((resolve) => listener.close(resolve));

    expect(results).toEqual(results.map(() => undefined));
    expect(calls).toBe(0);
  });

  test('V-46 a key of the same kid that is not ours does not pass', async () => {
    const jws = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', kid: rsa.kid, typ: 'at+jwt' })
      .sign(attacker.key);

    await expect(verify(jws)).resolves.toBeUndefined();
  });
});

test('V-38 refuses HMAC over every spelling of the public key', async () => {
  const pem = await exportSPKI((await importJWK(rsa.publicJwk as SigningJwk, 'RS256')) as CryptoKey);
  const der = createPublicKey({ key: rsa.publicJwk, format: 'jwk' }).export({ format: 'der', type: 'spki' });
  const spellings = [
    pem,
    pem.trimEnd(),
    der,
    JSON.stringify(rsa.publicJwk),
    Buffer.from(rsa.publicJwk.n ?? '', 'base64url'),
    rsa.kid,
  ];

  for (const alg of ['HS256', 'RS256']) {
    for (const secret of spellings) {
      const input = `${encode({ ...header(), alg })}.${encode(claims)}`;
      const mac = createHmac('sha256', secret).update(input).digest('base64url');
      await expect(verify(`${input}.${mac}`)).resolves.toBeUndefined();
    }
  }
});

describe('the signature', () => {
  const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

  test.each([
    ['r = s = 0', Buffer.alloc(64)],
    ['r = n', Buffer.concat([order, Buffer.alloc(32, 1)])],
    ['s = n', Buffer.concat([Buffer.alloc(32, 1), order])],
    ['63 bytes', Buffer.alloc(63, 1)],
    ['65 bytes', Buffer.alloc(65, 1)],
    ['DER', Buffer.from('3006020101020101', 'hex')],
    ['one byte', Buffer.from([0])],
  ])('V-41 refuses an ECDSA signature with %s', async (_name, signature) => {
    const input = `${encode({ ...header(), alg: 'ES256', kid: ec.kid })}.${encode(claims)}`;

    await expect(verify(`${input}.${signature.toString('base64url')}`)).resolves.toBeUndefined();
  });

  test('V-31 has one spelling: every change of a character, cut or addition is refused', async () => {
    const es256 = await signCompact(ec, 'at+jwt', claims);
    const hostile = Array.from(es256).map(
      (character, index) => `${es256.slice(0, index)}${character === 'A' ? 'B' : 'A'}${es256.slice(index + 1)}`,
    );
    const lastOne = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_').map(
      (character) => es256.slice(0, -1) + character,
    );
    const around = [
      `${es256}=`,
      `${es256}%00`,
      `${es256} `,
      ` ${es256}`,
      `${es256}\n`,
      es256.slice(0, -1),
      `${es256}.`,
      `.${es256}`,
      es256.toUpperCase(),
    ];

    for (const jws of [...hostile, ...lastOne, ...around].filter((each) => each !== es256)) {
      await expect(verify(jws)).resolves.toBeUndefined();
    }
  });
});

test.each<[string, () => string | Promise<string>]>([
  ['two segments', () => token.split('.').slice(0, 2).join('.')],
  ['an empty signature', () => `${token.split('.').slice(0, 2).join('.')}.`],
  ['an empty text', () => ''],
  ['a megabyte of dots', () => '.'.repeat(1_000_000)],
  [
    'a token of ours that is longer than any we make',
    () => signCompact(rsa, 'at+jwt', { ...claims, x: 'x'.repeat(60_000) }),
  ],
  ['a megabyte of letters', () => `${'a'.repeat(1_000_000)}.a.a`],
  ['a header nested 10,000 deep', () => `${encode('['.repeat(10_000) + ']'.repeat(10_000))}.${encode(claims)}.AAAA`],
  ['a header that is a list', () => signedWithHeader([header()])],
  ['a header that is not JSON', () => signedWithHeader('{')],
  ['a payload that is a list', () => signedWithHeader(header(), [claims])],
  ['a payload that is not JSON', () => signedWithHeader(header(), '{')],
  ['an object in place of the text', () => ({ header: 1 }) as unknown as string],
])('V-37 V-42 refuses %s at once', async (_name, make) => {
  const jws = await make();
  const durations: number[] = [];

  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    await expect(verify(jws)).resolves.toBeUndefined();
    durations.push(performance.now() - started);
  }

  // The fastest of a few: what else the machine does meanwhile is not the token's doing.
  expect(Math.min(...durations)).toBeLessThan(50);
});

test('V-42 V-43 refuses an encrypted token, compressed or with a costly password', async () => {
  const publicKey = (await importJWK(
    { ...(rsa.publicJwk as SigningJwk), use: 'enc' } as JsonWebKey as SigningJwk,
    'RSA-OAEP',
  )) as CryptoKey;
  const jwe = await new CompactEncrypt(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: rsa.kid })
    .encrypt(publicKey);
  const costly = `${encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2 ** 31, p2s: 'AAAA', kid: rsa.kid })}.AA.AA.AA.AA`;

  await expect(verify(jwe)).resolves.toBeUndefined();
  await expect(verify(costly)).resolves.toBeUndefined();
});

describe('the claims', () => {
  test.each([
    ['another issuer', { iss: 'https://evil.example.org' }, {}],
    ['the issuer with a slash more', { iss: `${issuer}/` }, {}],
    ['the issuer in other case', { iss: issuer.toUpperCase() }, {}],
    ['the issuer in a list', { iss: [issuer] }, {}],
    ['no issuer', { iss: undefined }, {}],
    ['another audience', { aud: 'https://other.example.org' }, { audience: 'app' }],
    ['no audience where one is wanted', { aud: undefined }, { audience: 'app' }],
    ['an audience that only starts so', { aud: 'app2' }, { audience: 'app' }],
    ['an end of life now', { exp: now }, { checkExpiry: true }],
    ['no end of life', { exp: undefined }, { checkExpiry: true }],
    ['an end of life as text', { exp: String(now + 60) }, { checkExpiry: true }],
    ['a start in the future', { nbf: now + 1 }, { checkExpiry: true }],
    ['a start as text', { nbf: '1' }, { checkExpiry: true }],
  ])('R-13 V-45 refuses %s', async (_name, changed, wanted) => {
    const jws = await signCompact(rsa, 'at+jwt', { ...claims, ...changed });

    await expect(verify(jws, { ...expected, ...wanted })).resolves.toBeUndefined();
  });

  test.each([
    ['an audience in a list', {}, { audience: 'app' }],
    ['an audience alone', { aud: 'app' }, { audience: 'app' }],
    ['an expired token where expiry is the caller’s business', { exp: now - 1 }, {}],
    ['a live token', { nbf: now }, { checkExpiry: true }],
  ])('accept %s', async (_name, changed, wanted) => {
    const jws = await signCompact(rsa, 'at+jwt', { ...claims, ...changed });

    await expect(verify(jws, { ...expected, ...wanted })).resolves.toMatchObject({ sub: 'alice' });
  });
});

test('V-44 never mixes up 1,000 interleaved tokens that differ in sub only', async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `user-${index}`);
  const tokens = await Promise.all(names.map((sub) => signCompact(ec, 'at+jwt', { ...claims, sub })));

  const verified = await Promise.all(tokens.map((jws) => verify(jws)));

  expect(verified.map((each) => each?.['sub'])).toEqual(names);
});
