import { decodeJwt } from 'jose';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { tokensFor, userinfo } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestServer, type TestServerOptions } from '../support/test-server.js';

interface Definition {
  readonly options: readonly { readonly key: string; readonly value: string }[];
}

const MODULES = '/module-config/Master';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer();
});
afterAll(() => server.stop());

const dependencies = [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }];

function listeningAt(port: number): Definition['options'] {
  return [
    { key: 'port', value: String(port) },
    { key: 'issuer.url', value: `http://127.0.0.1:${port}` },
  ];
}

async function lifeOfIdToken(): Promise<{ readonly seconds: number; readonly accessToken: string }> {
  const { id_token, access_token } = await tokensFor(server.issuer);
  const { exp = 0, iat = 0 } = decodeJwt(id_token);
  return { seconds: exp - iat, accessToken: access_token };
}

describe('a module that is changed and restarted by the admin API', () => {
  test('answers by its new options from the next request on, and what it gave before stays good', async () => {
    const { body } = await server.as().get<Definition>(`${MODULES}/smart_auth`);
    const discovered = async (): Promise<unknown> => {
      const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);
      return ((await response.json()) as { readonly scopes_supported: unknown }).scopes_supported;
    };
    const before = await lifeOfIdToken();
    const options = [
      ...body.options,
      { key: 'id_token.lifetime_seconds', value: '77' },
      { key: 'smart_configuration.scopes_supported', value: 'openid launch' },
    ];

    const set = await server.as().put(`${MODULES}/smart_auth/set?restart=true`, { options });
    const after = await lifeOfIdToken();
    const [old, fresh] = [
      await userinfo(server.issuer, before.accessToken),
      await userinfo(server.issuer, after.accessToken),
    ];

    expect(set.status).toBe(200);
    expect([before.seconds, after.seconds]).toEqual([300, 77]);
    expect(await discovered()).toEqual(['openid', 'launch']);
    expect([old.status, fresh.status]).toEqual([200, 200]);
  });

  test('F-06: of changes at the same moment that do not go together one is taken, and the others are told why', async () => {
    const port = await freePort();
    const create = (moduleId: string) =>
      server.as().post<{ messages?: unknown }>(`${MODULES}/${moduleId}/create`, {
        ...{ moduleType: 'SECURITY_OUT_SMART', dependencies },
        options: listeningAt(port),
      });

    const answers = await Promise.all(['one', 'two', 'three'].map(create));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400]);
    for (const { status, text } of answers) if (status === 400) expect(text).toMatch(/is the same as that of module/);
  });

  test('F-06: changes at the same moment that go together are all taken', async () => {
    const ids = ['east', 'west', 'north', 'south'];
    const ports = await Promise.all(ids.map(() => freePort()));

    const answers = await Promise.all(
      ids.map((id, index) =>
        server.as().post(`${MODULES}/${id}/create`, {
          ...{ moduleType: 'SECURITY_OUT_SMART', dependencies },
          options: listeningAt(ports[index] ?? 0),
        }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });
});

describe('a seed file that was loaded', () => {
  test('may be gone, or lack its variables, at later starts; one that was not loaded may not', async () => {
    const database = await createTestDatabase();
    const seed = 'module.smart_auth.config.seed_servers.file=classpath:servers.json';
    const server = { issuer: 'https://idp.example.org', name: "#{env['IDP_NAME']}" };
    const files = { 'servers.json': JSON.stringify({ servers: [server] }) };
    const start = async (options: TestServerOptions): Promise<string> =>
      startTestServer({ ...options, databaseUrl: database.url }).then(
        async (started) => started.stop().then(() => 'started'),
        String,
      );

    const outcomes = [
      await start({ properties: [seed], files }),
      await start({ properties: [seed], files, environment: { IDP_NAME: 'Hospital' } }),
      await start({ properties: [seed], files }),
      await start({ properties: [seed] }),
    ];
    await database.drop();

    expect(outcomes).toEqual([expect.stringMatching(/IDP_NAME.*has no value/), 'started', 'started', 'started']);
  });
});
