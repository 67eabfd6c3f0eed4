import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { answered } from '../support/endpoint-calls.js';
import { load } from '../support/product.js';
import { createTestDatabase } from '../support/postgres.js';
import { StallingProxy } from '../support/stalling-proxy.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

type ProductPool = typeof import('#scripts/sandbox/pool/script-pool');

describe('R-19: the health listener', () => {
  let proxy: StallingProxy;
  let server: TestServer;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    proxy = await StallingProxy.to(database.url);
    server = await startTestServer({ databaseUrl: proxy.url });
  });
  afterAll(async () => {
    proxy.resume();
    await server.stop();
    await proxy.close();
    await drop();
  });

  const status = async (path: string): Promise<number> => (await fetch(server.healthUrl + path)).status;

  test.each([
    '/',
    '/health',
    '/health/',
    '/health/ready/',
    '/jwk',
    '/oauth/token',
    '/metrics',
    '/health/live/../ready',
  ])('has nothing at %s', async (path) => {
    expect(await status(path)).toBe(path === '/health/live/../ready' ? 200 : 404);
  });

  test.each(['/health/live', '/health/ready'])('R-09: %s is on this listener only', async (path) => {
    expect((await fetch(server.issuer + path)).status).toBe(404);
  });

  test('says that the server lives and is ready', async () => {
    const live = await answered(fetch(`${server.healthUrl}/health/live`));
    const ready = await answered(fetch(`${server.healthUrl}/health/ready?x=1`));

    expect([live.status, live.body]).toEqual([200, { status: 'up' }]);
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', database: 'up', scripts: 'up', skin: 'up' }]);
    for (const { headers } of [live, ready]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toBe('application/json');
    }
  });

  test('F-43: where no thread for scripts can start it says so, and is ready for all that needs none', async () => {
    const { ScriptPool } = await load<ProductPool>('libs/scripts/src/sandbox/pool/script-pool.ts');
    const canRun = jest.spyOn(ScriptPool.prototype, 'canRun').mockReturnValue(false);
    const ready = await answered(fetch(`${server.healthUrl}/health/ready`));
    canRun.mockRestore();

    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', database: 'up', scripts: 'down', skin: 'up' }]);
  });

  /** Readiness may lag by the second for which the last answer of the database counts, and by its own half second. */
  async function readyIs(expected: number): Promise<number> {
    const deadline = Date.now() + 5_000;
    for (;;) {
      const now = await status('/health/ready');
      if (now === expected || Date.now() > deadline) return now;
      await delay(50);
    }
  }

  test('F-13: with a silent database it lives, but is not ready; and is again when the database is', async () => {
    proxy.stall();
    const ready = await readyIs(503);
    const live = await status('/health/live');
    proxy.resume();

    expect([ready, live, await readyIs(200)]).toEqual([503, 200, 200]);
  });

  test('F-13: the same with a database that refuses', async () => {
    await proxy.refuse();
    const ready = await readyIs(503);
    const live = await status('/health/live');
    await proxy.accept();

    expect([ready, live, await readyIs(200)]).toEqual([503, 200, 200]);
  });
});
