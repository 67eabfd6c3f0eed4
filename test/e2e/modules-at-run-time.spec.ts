import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import { decodeProtectedHeader } from 'jose';
import { startAdminServer, type AdminServer } from '../support/admin-server.js';
import { clientToken } from '../support/endpoint-calls.js';
import { freePort } from '../support/free-port.js';
import { changedOptions, moduleUrl, shownModule, statuses } from '../support/module-calls.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { wardModule } from '../support/ward-module.js';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ properties: wardModule });
});
afterAll(() => server.stop());

const discovery = async (issuer: string): Promise<unknown> => {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { headers: { connection: 'close' } });
  return ((await response.json()) as { readonly issuer?: unknown }).issuer;
};
const isClosed = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } }).then(
    () => false,
    () => true,
  );
const messagesOf = (body: unknown): readonly string[] =>
  (body as { readonly messages: readonly { readonly message: string }[] }).messages.map(({ message }) => message);

/** Asks the module `ward` for token after token while something is done; returns how many it gave. */
async function tokensMeanwhile(work: () => Promise<void>): Promise<number> {
  const over = new AbortController();
  const counting = (async () => {
    let count = 0;
    while (!over.signal.aborted) {
      await clientToken(`${server.issuer}/ward`);
      count += 1;
    }
    return count;
  })();
  await work().finally(() => {
    over.abort();
  });
  return counting;
}

test('ruling 51: another port and issuer count from the restart, while the flows of other modules go on without an error', async () => {
  const admin = server.as();
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;

  const tokens = await tokensMeanwhile(async () => {
    const changed = await changedOptions(admin, 'smart_auth', { port: String(port), 'issuer.url': issuer });
    expect((await admin.put(moduleUrl('smart_auth', 'set'), changed)).status).toBe(200);
    expect(await discovery(server.issuer)).toBe(server.issuer);

    const { status, body } = await admin.post(moduleUrl('smart_auth', 'restart'));

    expect([status, body]).toMatchObject([200, { state: 'STARTED', port }]);
    expect(await discovery(issuer)).toBe(issuer);
    const back = await changedOptions(admin, 'smart_auth', { port: String(server.port), 'issuer.url': server.issuer });
    expect((await admin.put(`${moduleUrl('smart_auth', 'set')}?restart=true`, back)).status).toBe(200);
  });

  expect(tokens).toBeGreaterThan(0);
  expect(await discovery(server.issuer)).toBe(server.issuer);
  expect(await until(() => isClosed(port))).toBe(true);
});

test('ruling 51: a module that is stopped answers nobody, and others on its port go on; it starts again', async () => {
  const admin = server.as();

  const stopped = await admin.post(moduleUrl('ward', 'stop'));
  const refused = await fetch(`${server.issuer}/ward/.well-known/openid-configuration`);

  expect([stopped.status, refused.status]).toEqual([200, 404]);
  expect(await until(async () => (await statuses(admin)).ward?.state === 'STOPPED')).toBe(true);
  expect((await clientToken(server.issuer)).access_token).toBeDefined();
  expect((await admin.post(moduleUrl('ward', 'start'))).body).toMatchObject({ state: 'STARTED' });
  expect((await clientToken(`${server.issuer}/ward`)).access_token).toBeDefined();
});

test('a definition with mistakes is refused with all of them, and nothing changes', async () => {
  const admin = server.as();
  const before = await shownModule(admin, 'smart_auth');
  const changes = {
    port: 'ninety',
    'issuer.url': 'ftp://x',
    'pkce.required': 'maybe',
    'launch.style.file': 'classpath:no',
  };

  const { status, body } = await admin.put(
    `${moduleUrl('smart_auth', 'set')}?restart=true`,
    await changedOptions(admin, 'smart_auth', changes),
  );

  expect(status).toBe(400);
  const fields = (body.messages as readonly { readonly field?: string }[]).map(({ field }) => field);
  expect(fields.toSorted()).toEqual(Object.keys(changes).sort());
  expect(await shownModule(admin, 'smart_auth')).toEqual(before);
  expect((await clientToken(server.issuer)).access_token).toBeDefined();
});

test('ruling 16: what another module has already, and a module that is not there, are refused', async () => {
  const admin = server.as();
  const twice = await changedOptions(admin, 'ward', { context_path: '/', 'issuer.url': server.issuer });
  const nobody = {
    ...(await changedOptions(admin, 'ward', {})),
    dependencies: [{ type: 'SECURITY_IN_UP', moduleId: 'x' }],
  };

  const answers = [twice, nobody].map((body) => admin.put(moduleUrl('ward', 'set'), body));

  const [first, second] = await Promise.all(answers);
  expect([first?.status, messagesOf(first?.body).length]).toEqual([400, 2]);
  expect([second?.status, messagesOf(second?.body).length]).toEqual([400, 1]);
});

test('a module that cannot be restarted goes on as it was, and says why; an unchanged definition writes nothing', async () => {
  const admin = server.as();
  const port = await freePort();
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(port, '127.0.0.1', resolve));
  const original = await changedOptions(admin, 'smart_auth', {});
  await admin.put(moduleUrl('smart_auth', 'set'), await changedOptions(admin, 'smart_auth', { port: String(port) }));

  const { status, body } = await admin.post(moduleUrl('smart_auth', 'restart'));

  occupant.close();
  expect([status, messagesOf(body)]).toEqual([409, [expect.stringContaining(`Port ${port} is in use`)]]);
  expect((await statuses(admin)).smart_auth).toMatchObject({
    state: 'STARTED',
    problems: [{ key: 'module.smart_auth.config.port' }],
  });
  expect((await clientToken(server.issuer)).access_token).toBeDefined();

  const mended = await admin.put(`${moduleUrl('smart_auth', 'set')}?restart=true`, original);
  const again = await admin.put(moduleUrl('smart_auth', 'set'), original);

  expect(again.headers.get('etag')).toBe(mended.headers.get('etag'));
  expect((await statuses(admin)).smart_auth).toMatchObject({ state: 'STARTED', problems: [] });
});

test('V-50, V-102: a secret option is encrypted, masked, and kept when the mask is sent back', async () => {
  const admin = server.as();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'canary-key', use: 'sig' };
  const text = JSON.stringify({ keys: [key] });
  const shown = async (): Promise<string | undefined> =>
    (await shownModule(admin, 'ward')).options.find((option) => option.key === 'openid.signing.jwks_text')?.value;

  await admin.put(
    `${moduleUrl('ward', 'set')}?restart=true`,
    await changedOptions(admin, 'ward', { 'openid.signing.jwks_text': text }),
  );
  const masked = await shown();
  const sentBack = await changedOptions(admin, 'ward', { 'launch.tenant': 'ward' });
  await admin.put(`${moduleUrl('ward', 'set')}?restart=true`, sentBack);

  const { access_token } = await clientToken(`${server.issuer}/ward`);
  expect([masked, await shown(), decodeProtectedHeader(access_token).kid]).toEqual(['***', '***', 'canary-key']);
  const exported = await admin.get('/module-config/properties');
  expect(exported.text).toContain('module.ward.config.openid.signing.jwks_text=[REMOVED]\n');
  const stored = await rowsOf(server.databaseUrl, 'select * from module_config');
  const audited = await rowsOf(server.databaseUrl, `select detail from audit_event where kind = 'MODULE_CHANGE'`);
  expect(JSON.stringify([stored, audited])).not.toContain(String(key.d));
  expect(JSON.stringify(audited)).toContain('openid.signing.jwks_text');
});

test('F-06: who has read an older version is told, and changes nothing', async () => {
  const admin = server.as();
  const { headers } = await admin.get(moduleUrl('ward'));
  const tag = headers.get('etag') ?? '';
  const body = await changedOptions(admin, 'ward', { 'launch.tenant': 'first' });

  const first = await admin.put(moduleUrl('ward', 'set'), body, { 'if-match': tag });
  const second = await admin.put(moduleUrl('ward', 'set'), body, { 'if-match': tag });

  expect([first.status, second.status]).toEqual([200, 412]);
});

test('a module lives: created, started, refused to be taken away while it runs or is needed, stopped, archived', async () => {
  const admin = server.as();
  const port = await freePort();
  const body = {
    moduleType: 'SECURITY_OUT_SMART',
    options: [
      { key: 'port', value: String(port) },
      { key: 'bind_address', value: '127.0.0.1' },
      { key: 'security_out_smart.issuer.url', value: `http://127.0.0.1:${port}` },
    ],
    dependencies: [{ type: 'SECURITY_IN_UP', moduleId: 'more_people' }],
  };
  const people = { moduleType: 'SECURITY_IN_LOCAL', options: [] };
  const call = async (moduleId: string, action: string) => (await admin.post(moduleUrl(moduleId, action))).status;
  const archive = async (moduleId: string) => (await admin.delete(moduleUrl(moduleId, 'archive'))).status;

  expect((await admin.post(moduleUrl('more', 'create'), body)).status).toBe(400);
  expect((await admin.post(moduleUrl('more_people', 'create'), people)).status).toBe(201);
  expect((await admin.post(moduleUrl('more', 'create'), body)).status).toBe(201);
  expect((await admin.post(moduleUrl('more', 'create'), body)).status).toBe(400);
  expect((await statuses(admin)).more?.state).toBe('STOPPED');
  expect([await call('more', 'start'), await call('more_people', 'start'), await call('more', 'start')]).toEqual([
    412, 200, 200,
  ]);
  // Ruling 15: the key behind the module type.
  expect(await discovery(`http://127.0.0.1:${port}`)).toBe(`http://127.0.0.1:${port}`);
  expect([await archive('more'), await archive('more_people'), await call('more_people', 'stop')]).toEqual([
    412, 412, 412,
  ]);
  expect([await call('more', 'stop'), await call('more_people', 'stop')]).toEqual([200, 200]);
  expect(await until(async () => (await statuses(admin)).more?.state === 'STOPPED')).toBe(true);
  expect([await archive('more_people'), await archive('more'), await archive('more_people')]).toEqual([412, 204, 204]);
  expect([await archive('more'), (await admin.get(moduleUrl('more'))).status]).toEqual([404, 404]);
});

test('F-54: the listener that answers a call cannot be stopped by it, nor what it needs; others can', async () => {
  const admin = server.as();

  const answers = await Promise.all(['admin_json', 'local_security'].map((id) => admin.post(moduleUrl(id, 'stop'))));
  const restarted = await admin.post(moduleUrl('admin_json', 'restart'));

  expect(answers.map(({ status }) => status)).toEqual([412, 412]);
  expect(messagesOf(answers[1]?.body)[0]).toContain('admin_json');
  expect([restarted.status, (await admin.get('/module-config/')).status]).toEqual([200, 200]);
});

test('a module of another node, and one that nobody knows, are not there', async () => {
  const admin = server.as();
  const urls = ['/module-config/Other/smart_auth', '/module-config/Master/nobody'];

  const answers = await Promise.all(urls.flatMap((url) => [admin.get(url), admin.post(`${url}/stop`)]));

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
