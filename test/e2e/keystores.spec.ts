import { decodeProtectedHeader } from 'jose';
import type { JsonWebKey } from 'node:crypto';
import { clientToken } from '../support/endpoint-calls.js';
import { keystoresOver, operatorKey, operatorRsaKey, publicPart, setOf } from '../support/keystore-bench.js';
import { createTestDatabase } from '../support/postgres.js';
import { until } from '../support/server-process.js';
import { startTestServer, type TestServer, type TestServerOptions } from '../support/test-server.js';

const first = operatorRsaKey('first');
const second = operatorKey('second');
const author = { kind: 'command', actor: 'test' } as const;

const CLUSTER = [
  'module.clustermgr.type=CLUSTER_MGR',
  'module.smart_auth.config.openid.signing.keystore_id=default-keystore',
];
const SEED = 'module.clustermgr.config.seed_keystores.file=classpath:keystores.json';

const seedFile = (...keystores: readonly object[]): string => JSON.stringify({ keystores });

interface PublishedKeys {
  readonly keys: readonly { readonly kid: string; readonly kty: string }[];
}

async function publishedBy({ issuer }: TestServer): Promise<Response> {
  return fetch(`${issuer}/jwk`);
}

async function kidsOf(server: TestServer): Promise<readonly string[]> {
  return ((await (await publishedBy(server)).json()) as PublishedKeys).keys.map(({ kid }) => kid);
}

async function signerAt({ issuer }: TestServer): Promise<string | undefined> {
  return decodeProtectedHeader((await clientToken(issuer)).access_token).kid;
}

async function withServer(options: TestServerOptions, work: (server: TestServer) => Promise<void>): Promise<void> {
  const server = await startTestServer(options);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

describe('seeded keystores (reference 13)', () => {
  test('a text from a variable signs from the first start on, and is seeded once', async () => {
    const database = await createTestDatabase();
    const options = (...keys: readonly JsonWebKey[]): TestServerOptions => ({
      properties: [...CLUSTER, SEED],
      files: {
        'keystores.json': seedFile({ keystoreId: 'default-keystore', jsonKeys: "#{env['OUR_KEYS']}", filePath: '' }),
      },
      environment: { OUR_KEYS: setOf(...keys) },
      databaseUrl: database.url,
    });

    for (const keys of [[first, publicPart(second)], [second]]) {
      await withServer(options(...keys), async (server) => {
        expect(await kidsOf(server)).toEqual(['first', 'second']);
        expect(await signerAt(server)).toBe('first');
      });
    }
    await database.drop();
  });

  test('a file is looked for where the product has it, and read again at each start', async () => {
    const database = await createTestDatabase();
    const options = (keys: string): TestServerOptions => ({
      properties: CLUSTER,
      files: {
        'config_seeding/keystores.json': seedFile({ keystoreId: 'default-keystore', filePath: 'classpath:/our.jwks' }),
        'our.jwks': keys,
      },
      databaseUrl: database.url,
    });

    await withServer(options(setOf(first)), async (server) => {
      expect(await signerAt(server)).toBe('first');
    });
    await withServer(options(setOf(second, first)), async (server) => {
      expect(await kidsOf(server)).toEqual(['first', 'second']);
      expect(await signerAt(server)).toBe('first');
    });
    await expect(startTestServer(options('{"keys": []}'))).rejects.toThrow(/keystore_id.*no private key/);
    await database.drop();
  });

  test.each([
    { name: 'a file that is not there', files: {}, problem: /seed_keystores\.file.*cannot be read/ },
    {
      name: 'a variable without a value',
      files: { 'keystores.json': seedFile({ keystoreId: 'a', jsonKeys: "#{env['NOBODY_SET_THIS']}" }) },
      problem: /NOBODY_SET_THIS.*has no value/,
    },
    {
      name: 'two mistakes that show at once',
      files: { 'keystores.json': seedFile({ keystoreId: '../a' }, { keystoreId: 'b', rotationDays: 'x' }) },
      problem: /keystores\[0\][^]*keystores\[1\] \(b\)/,
    },
    {
      name: 'keys that nobody should sign with',
      files: { 'keystores.json': seedFile({ keystoreId: 'a', jsonKeys: setOf(publicPart(first)) }) },
      problem: /keystores\[0\] \(a\)\.jsonKeys.*no private key/,
    },
  ])('$name keeps the server from starting, with the place', async ({ files, problem }) => {
    await expect(startTestServer({ properties: [...CLUSTER, SEED], files })).rejects.toThrow(problem);
  });

  test('S-06 reference 5.3: the keystore that comes with the product is refused in production', async () => {
    const files = {
      'keystores.json': seedFile({ keystoreId: 'default-keystore', filePath: 'classpath:/smilecdr-demo.jwks' }),
      'smilecdr-demo.jwks': setOf(first),
    };
    const refusal = startTestServer({ properties: [...CLUSTER, SEED, 'gatehouse.mode=production'], files });

    await expect(refusal).rejects.toThrow(/example keystore/);
  });
});

test.each([
  { name: 'production', refused: true },
  { name: 'evaluation', refused: false },
])('S-06 a key set of the configuration with the keys of the product is refused in $name: $refused', async (row) => {
  const properties = [
    'module.smart_auth.config.openid.signing.jwks_file=classpath:smilecdr-demo.jwks',
    `gatehouse.mode=${row.name}`,
  ];
  const problems = await startTestServer({ properties, files: { 'smilecdr-demo.jwks': setOf(first) } }).then(
    async (server) => {
      await server.stop();
      return '';
    },
    String,
  );

  expect(/jwks_file: is the example keystore/.test(problems)).toBe(row.refused);
});

describe('rotation', () => {
  test('STD OM30: the published set has the new keys beside those that sign, for longer than anybody may keep it', async () => {
    await withServer({}, async (server) => {
      const other = await keystoresOver(server.databaseUrl);
      const before = await kidsOf(server);
      const signer = await signerAt(server);

      await other.administration.rotate('smart_auth', { author });
      expect(await until(async () => (await kidsOf(server)).length > before.length, 10)).toBe(true);
      const response = await publishedBy(server);
      const after = ((await response.json()) as PublishedKeys).keys;

      expect(after.map(({ kid }) => kid)).toEqual([...before, expect.any(String), expect.any(String)]);
      expect(after.map(({ kty }) => kty)).toContain('RSA');
      expect(response.headers.get('cache-control')).toBe('public, max-age=300');
      expect(await signerAt(server)).toBe(signer);
      await other.close();
    });
  });
});
