import { postForm, type Tokens } from '../support/app.js';
import { newVisitor, patientApp, refreshFields, tokensFor } from '../support/cluster-apps.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ServerProcess, statusOf, until } from '../support/server-process.js';
import { StallingProxy } from '../support/stalling-proxy.js';

let database: TestDatabase;
let proxy: StallingProxy;
let server: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await StallingProxy.to(database.url);
  server = await ServerProcess.start({ databaseUrl: proxy.url, clients: [patientApp] });
}, 120_000);

afterAll(async () => {
  await server.dispose();
  await proxy.close();
  await database.drop();
}, 60_000);

interface Attempt {
  readonly status: number;
  readonly retryAfter: number;
  readonly milliseconds: number;
}

async function refresh(tokens: Tokens): Promise<Attempt & { readonly body: Tokens & { readonly error?: string } }> {
  const from = performance.now();
  const response = await postForm(server.tokenUrl, refreshFields('patient-app', tokens));
  const body = (await response.json()) as Tokens & { readonly error?: string };
  const retryAfter = Number(response.headers.get('retry-after'));
  return { status: response.status, retryAfter, milliseconds: performance.now() - from, body };
}

async function statuses(): Promise<Readonly<Record<string, number | undefined>>> {
  const paths = ['/jwk', '/.well-known/smart-configuration', '/.well-known/openid-configuration'];
  const found = await Promise.all(paths.map((path) => statusOf(server.origin + path)));
  return {
    live: await statusOf(`${server.healthUrl}/health/live`),
    ready: await server.readiness(),
    ...Object.fromEntries(paths.map((path, n) => [path, found[n]])),
  };
}

describe.each([
  {
    name: 'F-13: the database is away',
    begin: () => proxy.refuse(),
    end: () => proxy.accept(),
  },
  {
    name: 'F-14, F-50: the database falls silent',
    begin: async () => proxy.stall(),
    end: async () => {
      proxy.resume();
      proxy.cut();
    },
  },
])('$name', ({ begin, end }) => {
  let tokens: Tokens;
  let pid: number;

  beforeAll(async () => {
    await server.ready();
    tokens = await tokensFor('patient-app', server.origin, newVisitor());
    pid = server.pid;
    await begin();
    expect(await until(async () => (await server.readiness()) === 503, 15)).toBe(true);
  }, 60_000);

  test('live but not ready, keys and discovery still served', async () => {
    expect(await statuses()).toEqual({
      live: 200,
      ready: 503,
      '/jwk': 200,
      '/.well-known/smart-configuration': 200,
      '/.well-known/openid-configuration': 200,
    });
  });

  test('the token endpoint answers 503 with Retry-After, and soon at once', async () => {
    const medians: number[] = [];
    for (let wave = 0; wave < 5; wave++) {
      const attempts: readonly Attempt[] = await Promise.all(Array.from({ length: 20 }, () => refresh(tokens)));
      expect(attempts.filter(({ status, retryAfter }) => status !== 503 || !(retryAfter >= 1))).toEqual([]);
      medians.push(attempts.map(({ milliseconds }) => milliseconds).toSorted((x, y) => x - y)[10]!);
    }

    // The median of a wave: one call now and then is let through to see whether the database is back. The best of several
    // waves: the machine may have other work.
    expect(Math.min(...medians)).toBeLessThan(100);
  }, 60_000);

  test('V-27, STD RFC7009-4: nobody is told that a token was revoked which was not', async () => {
    const response = await postForm(`${server.origin}/oauth/revoke`, {
      token: tokens.refresh_token,
      client_id: 'patient-app',
    });

    expect([response.status, Number(response.headers.get('retry-after')) >= 1]).toEqual([503, true]);
  });

  test('works again with the database, in the same process, and nobody lost a grant', async () => {
    await end();

    expect(await until(async () => (await server.readiness()) === 200, 15)).toBe(true);
    expect(await until(async () => (await refresh(tokens)).status === 200, 5)).toBe(true);
    expect(server.pid).toBe(pid);
  }, 60_000);
});
