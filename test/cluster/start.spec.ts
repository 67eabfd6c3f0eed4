import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { withConnection } from '../../libs/database/src/connection.js';
import { OFFLINE_SCOPE, newVisitor, patientApp, tokensFor } from '../support/cluster-apps.js';
import { freePort } from '../support/free-port.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';
import {
  ServerProcess,
  statusOf,
  until,
  waitedForProcessor,
  type ServerProcessOptions,
} from '../support/server-process.js';

const clients = [patientApp];
const prepared: ServerProcess[] = [];
const databases: TestDatabase[] = [];

afterEach(async () => {
  await Promise.all(prepared.splice(0).map((server) => server.dispose()));
  await Promise.all(databases.splice(0).map((database) => database.drop()));
}, 60_000);

async function prepare(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const server = await ServerProcess.prepare({ clients, ...options });
  prepared.push(server);
  return server;
}

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database;
}

async function firstColumn(url: string, sql: string): Promise<readonly unknown[]> {
  const result = await withConnection(url, (client) => client.query({ text: sql, rowMode: 'array' }));
  return result.rows.map((row: readonly unknown[]) => row[0]);
}

/** What the process of a refused start wrote: nothing but its explanation, and no stack. */
async function refusal(server: ServerProcess): Promise<string> {
  const { code } = await server.launch().ended;
  expect(code).toBe(1);
  expect(server.output).not.toMatch(/^\s+at /m);
  return server.output;
}

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

describe('a start with the embedded database', () => {
  test('G-40, ruling 50: the second is ready in under 5 s; F-11: another server on the folder is refused', async () => {
    const server = await prepare();
    await server.startAndWait();
    await tokensFor('patient-app', server.origin, newVisitor());
    expect(server.output).not.toMatch(/not again/);
    await server.end();

    const times: number[] = [];
    for (let round = 0; round < 3 && !times.some((time) => time < 5_000); round++) {
      await server.end();
      const from = performance.now();
      await server.startAndWait();
      times.push(performance.now() - from - waitedForProcessor(server.pid));
    }
    // The best of several: the machine may have other work.
    expect(Math.min(...times)).toBeLessThan(5_000);
    // Whoever changed a seed file meanwhile learns that it is not loaded again.
    expect(server.output.match(/not again.*seed_clients\.file, .*seed\.users\.file/g)).toHaveLength(1);

    const second = await prepare({ environment: { GATEHOUSE_DATA: `${server.folder}/data` } });
    expect(await refusal(second)).toContain(`in use by the server with process id ${server.pid}`);
    expect(await server.readiness()).toBe(200);
  }, 240_000);

  test('F-11: the database of a killed server is taken over', async () => {
    const server = await prepare();
    await server.startAndWait();
    const before = await tokensFor('patient-app', server.origin, newVisitor());
    await server.end('SIGKILL');

    await server.startAndWait();

    const userinfo = { headers: { authorization: `Bearer ${before.access_token}` } };
    expect((await fetch(`${server.origin}/oauth/userinfo`, userinfo)).status).toBe(200);
    expect(before.scope.split(' ').sort()).toEqual(OFFLINE_SCOPE.split(' ').sort());
  }, 120_000);
});

describe('a start that cannot go on', () => {
  test('a wrong configuration is refused before a database is started, with everything that was noticed', async () => {
    const server = await prepare({
      encryptionKey: 'a-canary-in-place-of-a-key',
      users: [{ username: 'amelia', password: 'short' }],
      properties: [
        'module.smart_auth.config.openid.signing.jwks_text={}',
        'module.smart_auth.config.pkce.requird=true',
      ],
    });

    const said = await refusal(server);

    const noticed = [
      'GATEHOUSE_ENCRYPTION_KEY',
      'openid.signing.jwks_text',
      'users[0] (amelia).password',
      'pkce.requird',
    ];
    expect(noticed.filter((text) => !said.includes(text))).toEqual([]);
    expect(said).not.toContain('canary');
    expect(existsSync(`${server.folder}/data`)).toBe(false);
  });

  test('F-28: a wrong encryption key is refused, and nothing is written with it', async () => {
    const { url: databaseUrl } = await emptyDatabase();
    const first = await prepare({ databaseUrl });
    await first.startAndWait();
    const keys = await firstColumn(databaseUrl, 'select private_jwk_encrypted from signing_key order by kid');

    const second = await prepare({ databaseUrl, encryptionKey: Buffer.alloc(32, 8).toString('base64') });

    const said = await refusal(second);

    // The explanation only: what Nest logs of it would be a line of its own.
    expect(said).toMatch(/^This database belongs to the encryption key/);
    expect(await firstColumn(databaseUrl, 'select private_jwk_encrypted from signing_key order by kid')).toEqual(keys);
    expect(await first.readiness()).toBe(200);
  }, 120_000);

  test('F-31: ports in use are named together, before a database is started', async () => {
    const port = await freePort();
    const server = await prepare({ port });
    const healthPort = Number(new URL(server.healthUrl).port);
    const others = [await occupy(port), await occupy(healthPort)];

    const said = await refusal(server);

    for (const other of others) other.close();
    expect(said).toContain(`module.smart_auth.config.port: port ${port} is in use`);
    expect(said).toContain(`GATEHOUSE_HEALTH_PORT: port ${healthPort} is in use`);
    expect(existsSync(`${server.folder}/data`)).toBe(false);
  }, 120_000);
});

describe('a start that has to wait for the database', () => {
  test('F-31: is live, not ready, and a SIGTERM ends it at once with exit code 0', async () => {
    const server = await prepare({ databaseUrl: `postgres://nobody:x@127.0.0.1:${await freePort()}/none` });
    server.launch();
    expect(await until(() => server.output.includes('waiting up to 60 seconds for the database'))).toBe(true);

    const states = [await statusOf(`${server.healthUrl}/health/live`), await server.readiness()];
    const from = performance.now();
    const ending = await server.end('SIGTERM');

    expect(states).toEqual([200, 503]);
    expect(ending).toEqual({ code: 0, signal: null });
    expect(performance.now() - from).toBeLessThan(5_000);
  }, 60_000);
});

describe('two processes that start at once on an empty database', () => {
  test('F-31: one migrates, both get ready, the seeds are loaded once, and each accepts what the other issued', async () => {
    const { url: databaseUrl } = await emptyDatabase();
    const port = await freePort();
    const first = await prepare({ databaseUrl });
    const second = await prepare({ databaseUrl, port });

    await Promise.all([first.startAndWait(), second.startAndWait()]);

    expect(await firstColumn(databaseUrl, 'select count(*)::integer from oauth2_client')).toEqual([clients.length]);
    expect(await firstColumn(databaseUrl, 'select username from user_account order by 1')).toEqual([
      'amelia',
      'bertha',
    ]);
    expect(await firstColumn(databaseUrl, 'select alg from signing_key order by 1')).toEqual(['ES256', 'RS256']);
    const keys = await Promise.all([first, second].map(async ({ origin }) => (await fetch(`${origin}/jwk`)).json()));
    expect(keys[0]).toEqual(keys[1]);
  }, 120_000);
});
