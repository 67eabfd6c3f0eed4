import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { clientToken } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { operatorRsaKey, setOf } from '../support/keystore-bench.js';
import { startTestServer } from '../support/test-server.js';

type Json = Readonly<Record<string, unknown>>;

const MODULES = '/module-config/Master';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ files: { 'ward.jwks': setOf(operatorRsaKey('old')) } });
});
afterAll(() => server.stop());

/** Defines a SMART outbound module that is to sign with a keystore; it does not run yet. @returns its issuer */
async function define(moduleId: string, keystoreId: string): Promise<string> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const options = {
    bind_address: '127.0.0.1',
    port: String(port),
    'issuer.url': issuer,
    'openid.signing.keystore_id': keystoreId,
  };
  const { status } = await server.as().post(`${MODULES}/${moduleId}/create`, {
    moduleType: 'SECURITY_OUT_SMART',
    options: Object.entries(options).map(([key, value]) => ({ key, value })),
    dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
  });
  expect(status).toBe(201);
  return issuer;
}

async function control(moduleId: string, action: 'start' | 'stop' | 'restart'): Promise<Json> {
  return (await server.as().post(`${MODULES}/${moduleId}/${action}`)).body;
}

async function publishedKids(issuer: string): Promise<readonly string[]> {
  const { keys } = (await (await fetch(`${issuer}/jwk`)).json()) as { readonly keys: readonly { kid: string }[] };
  return keys.map(({ kid }) => kid);
}

describe('the keystore that a module names', () => {
  test('F-54: stays while the module does, also where that never ran or was stopped', async () => {
    const root = server.as();
    await root.post('/keystores/', { keystoreId: 'ward-keys' });
    const remove = async (): Promise<number> => (await root.delete('/keystores/ward-keys')).status;

    await define('ward', 'ward-keys');
    const beforeItRan = await remove();
    const started = await control('ward', 'start');
    await control('ward', 'stop');
    const afterItRan = await remove();
    await root.delete(`${MODULES}/ward/archive`);

    expect(started).toMatchObject({ state: 'STARTED' });
    expect([beforeItRan, afterItRan, await remove()]).toEqual([400, 400, 204]);
  });

  test('F-54: stays as well while a module signs its client assertions with it', async () => {
    const root = server.as();
    await root.post('/keystores/', { keystoreId: 'towards-others' });
    await root.post(`${MODULES}/trusting/create`, {
      moduleType: 'SECURITY_IN_SMART',
      options: [{ key: 'client_authentication.keystore_id', value: 'towards-others' }],
    });

    const refused = await root.delete('/keystores/towards-others');
    await root.delete(`${MODULES}/trusting/archive`);

    expect(refused).toMatchObject({
      status: 400,
      body: {
        messages: [
          {
            message: expect.stringContaining('trusting'),
            remedy: expect.stringContaining('client_authentication.keystore_id'),
          },
        ],
      },
    });
    expect((await root.delete('/keystores/towards-others')).status).toBe(204);
  });

  test('reference 13: is not made for it; without one the module fails, and says how to mend that', async () => {
    const root = server.as();
    await define('night', 'nigth-keys');

    const failed = await control('night', 'start');
    const made = await root.get('/keystores/nigth-keys');
    await root.post('/keystores/', { keystoreId: 'nigth-keys' });

    expect(failed).toMatchObject({
      statusCode: 409,
      messages: [
        {
          field: 'module.night.config.openid.signing.keystore_id',
          message: expect.stringContaining('No keystore with id "nigth-keys"'),
          remedy: expect.stringContaining('gatehouse keystore generate nigth-keys'),
        },
      ],
    });
    expect(made.status).toBe(404);
    expect(await control('night', 'start')).toMatchObject({ state: 'STARTED' });
  });

  test('is read anew from its file when the module restarts, and goes on as it was where the file is broken', async () => {
    const file = join(dirname(server.environment['GATEHOUSE_CONFIG'] ?? ''), 'ward.jwks');
    await server.as().post('/keystores/', { keystoreId: 'from-file', filePath: 'classpath:ward.jwks' });
    const issuer = await define('filed', 'from-file');
    await control('filed', 'start');
    const before = await publishedKids(issuer);

    await writeFile(file, '{"keys": []}');
    const broken = await control('filed', 'restart');
    const between = await publishedKids(issuer);
    await writeFile(file, setOf(operatorRsaKey('new'), operatorRsaKey('newer')));
    const mended = await control('filed', 'restart');

    expect(broken).toMatchObject({
      statusCode: 409,
      messages: [{ message: expect.stringContaining('no private key') }],
    });
    expect(mended).toMatchObject({ state: 'STARTED' });
    expect([before, between, await publishedKids(issuer)]).toEqual([['old'], ['old'], ['new', 'newer']]);
  });
});

describe('at the start of a server', () => {
  const named = (keystoreId: string) => ({
    properties: [`module.smart_auth.config.openid.signing.keystore_id=${keystoreId}`],
  });

  test('reference 13: a keystore that nobody made keeps the server from starting', async () => {
    const refusal = await startTestServer(named('ward-keys')).then(async (started) => started.stop(), String);

    expect(refusal).toMatch(/keystore_id: No keystore with id "ward-keys"/);
  });

  test('default-keystore, which every installation of the product has, is made where it is missing', async () => {
    const started = await startTestServer(named('default-keystore'));

    expect((await clientToken(started.issuer)).access_token).not.toBe('');
    await started.stop();
  });
});
