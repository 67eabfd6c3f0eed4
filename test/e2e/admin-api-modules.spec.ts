import { newSigningJwk } from '../support/admin-keys.js';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { freePort } from '../support/free-port.js';
import { IacClient, type ManagedKind } from '../support/iac-client.js';
import { rowsOf } from '../support/rows.js';

type Json = Readonly<Record<string, unknown>>;
type Option = { readonly key: string; readonly value: string };

const MODULES = '/module-config/Master';
const operator = administrator('operator', ['VIEW_MODULE_CONFIG', 'CONTROL_MODULE', 'VIEW_MODULE_STATUS']);
const configurator = administrator('configurator', ['VIEW_MODULE_CONFIG', 'UPDATE_MODULE_CONFIG', 'CREATE_MODULE']);

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({ users: [operator, configurator] });
});
afterAll(() => server.stop());

const optionsOf = (body: Json): readonly Option[] => body['options'] as readonly Option[];
const statusOf = async (moduleId: string): Promise<Json | undefined> => {
  interface Status {
    readonly nodes: readonly { readonly modules: readonly Json[] }[];
  }
  const { body } = await server.as(operator).get<Status>('/runtime-status/node-statuses/complete');
  return body.nodes[0]?.modules.find((each) => each['moduleId'] === moduleId);
};
const stateOf = async (moduleId: string): Promise<unknown> => (await statusOf(moduleId))?.['state'];

describe('modules in the admin API', () => {
  test('an infrastructure-as-code client creates one, starts it, changes it, and finds nothing to do afterwards', async () => {
    const port = await freePort();
    const kind: ManagedKind = {
      collection: ({ moduleId }) => `${MODULES}/${String(moduleId)}/create`,
      path: ({ moduleId }) => `${MODULES}/${String(moduleId)}`,
      change: ({ moduleId }) => `${MODULES}/${String(moduleId)}/set?restart=true`,
      list: { path: '/module-config/', name: 'nodes' },
      secret: [],
    };
    const iac = new IacClient(server.as(), kind);
    const wanted = {
      moduleId: 'second',
      moduleType: 'SECURITY_OUT_SMART',
      options: [
        { key: 'bind_address', value: '127.0.0.1' },
        { key: 'port', value: String(port) },
        { key: 'issuer.url', value: `http://127.0.0.1:${port}` },
      ],
      dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
    };
    const issuer = `http://127.0.0.1:${port}/second`;
    const changed = {
      ...wanted,
      options: wanted.options.map((each) => (each.key === 'issuer.url' ? { ...each, value: issuer } : each)),
    };
    const published = async (): Promise<unknown> => {
      const response = await fetch(`http://127.0.0.1:${port}/.well-known/smart-configuration`);
      return ((await response.json()) as Json)['issuer'];
    };

    expect((await iac.apply('second', { ...wanted, nodeId: 'Other' })).status).toBe(400);
    expect((await iac.apply('second', wanted)).status).toBe(201);
    expect(await iac.plan('second', wanted)).toBe('nothing');
    expect((await server.as().post(`${MODULES}/second/start`)).body).toMatchObject({ state: 'STARTED' });
    expect(await published()).toBe(`http://127.0.0.1:${port}`);
    expect((await iac.apply('second', changed)).status).toBe(200);
    expect(await published()).toBe(issuer);
    expect(await iac.plan('second', changed)).toBe('nothing');
    expect((await server.as().delete(`${MODULES}/second/archive`)).status).toBe(412);
    expect((await server.as().post(`${MODULES}/second/stop`)).status).toBe(200);
    expect(await stateOf('second')).toBe('STOPPED');
    await rowsOf(
      server.databaseUrl,
      `insert into script_recording values (gen_random_uuid(), 'second', 'onTokenGenerating', 'x', null, now(), now() + interval '1 day', 'sealed');
       insert into skin_event (module_id, kind, from_name, to_name, webjar_id, comment, is_overridden, author)
         values ('second', 'activated', 'built-in pages', 'built-in pages', '', '', false, 'root');
       insert into skin_worn (module_id, webjar_id) values ('second', '');`,
    );
    expect((await server.as().delete(`${MODULES}/second/archive`)).status).toBe(204);
    // What its scripts recorded goes with it, and what it wore.
    for (const table of ['script_recording', 'skin_worn', 'skin_event'])
      expect([table, await rowsOf(server.databaseUrl, `select 1 from ${table}`)]).toEqual([table, []]);
    expect((await server.as().get(`${MODULES}/second`)).status).toBe(404);
  });

  test.each([
    { key: 'openid.signing.jwks_text', value: '{"keys":[]}' },
    { key: 'issuer.url', value: 'https://evil.example.org' },
    { key: 'mtls.alias_url', value: 'https://evil.example.org' },
    { key: 'launch.style.file', value: 'file:/dev/zero' },
    { key: 'forward_headers.trusted_proxies', value: '0.0.0.0/0' },
    { key: 'seed_clients.file', value: 'classpath:other-clients.json' },
    { key: 'acr.password', value: "#{env['HOME']}" },
  ])('V-100, V-102: who configures modules does not set $key to $value', async (option) => {
    const before = await server.as().get<Json>(`${MODULES}/smart_auth`);
    const others = optionsOf(before.body).filter(({ key }) => key !== option.key);
    const { status, body } = await server
      .as(configurator)
      .put<{ messages: Json[] }>(`${MODULES}/smart_auth/set`, { options: [...others, option] });
    const created = await server.as(configurator).post<Json>(`${MODULES}/another/create`, {
      ...{ moduleType: 'SECURITY_OUT_SMART', options: [option] },
    });

    expect([status, created.status]).toEqual([403, 403]);
    expect(body.messages.map(({ field }) => field)).toEqual([option.key]);
    expect(body.messages[0]?.['remedy']).toContain('ROLE_SUPERUSER');
    expect((await server.as().get<Json>(`${MODULES}/smart_auth`)).body).toEqual(before.body);
  });

  test('ruling 46: what is wrong with a definition is told all at once, and nothing is changed', async () => {
    const before = await server.as().get<Json>(`${MODULES}/smart_auth`);
    const options = [
      ...optionsOf(before.body).filter(({ key }) => key !== 'issuer.url' && key !== 'port'),
      ...[
        { key: 'issuer.url', value: 'no address' },
        { key: 'port', value: '-1' },
      ],
    ];
    const refused = await server.as().put<{ messages: Json[] }>(`${MODULES}/smart_auth/set`, { options });
    const after = await server.as().get<Json>(`${MODULES}/smart_auth`);

    expect(refused.status).toBe(400);
    expect(refused.body.messages.length).toBeGreaterThan(1);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
  });

  test('V-50: a secret that is sent back masked stays what it is, and signs', async () => {
    const port = await freePort();
    const { jwks, secrets } = await newSigningJwk();
    const option = (key: string, value: string): Option => ({ key, value });
    const usual = [option('bind_address', '127.0.0.1'), option('port', String(port))];
    const named = (path: string): Option => option('issuer.url', `http://127.0.0.1:${port}${path}`);
    const published = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${port}/jwk`)).json();
    await server.as().post(`${MODULES}/masked/create`, {
      ...{ moduleId: 'masked', moduleType: 'SECURITY_OUT_SMART' },
      options: [...usual, named(''), option('openid.signing.jwks_text', jwks)],
      dependencies: [{ moduleId: 'local_security', type: 'SECURITY_IN_UP' }],
    });
    await server.as().post(`${MODULES}/masked/start`);
    const before = await published();
    const shown = optionsOf((await server.as().get(`${MODULES}/masked`)).body);
    const sent = shown.map((each) => (each.key === 'issuer.url' ? named('/changed') : each));
    const changed = await server.as().put(`${MODULES}/masked/set?restart=true`, { options: sent });

    expect(shown).toContainEqual(option('openid.signing.jwks_text', '***'));
    expect([changed.status, optionsOf(changed.body)]).toEqual([200, sent]);
    expect(before).toMatchObject({ keys: [{ kid: (JSON.parse(jwks) as { keys: [Json] }).keys[0]['kid'] }] });
    expect(await published()).toEqual(before);
    for (const secret of secrets) expect(changed.text).not.toContain(secret);
    expect((await server.as().post(`${MODULES}/masked/stop`)).status).toBe(200);
  });

  test('F-06: a definition of another version is not overwritten', async () => {
    const { body } = await server.as().get<Json>(`${MODULES}/smart_auth`);

    expect(
      (await server.as().put(`${MODULES}/smart_auth/set`, { options: optionsOf(body) }, { 'if-match': '"999"' }))
        .status,
    ).toBe(412);
  });

  test('F-06: of eight changes at once that name no version all are made', async () => {
    const { body } = await server.as().get<Json>(`${MODULES}/smart_auth`);
    const options = optionsOf(body);
    const set = (more: readonly Option[]) =>
      server.as().put(`${MODULES}/smart_auth/set`, { options: [...options, ...more] });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        set([{ key: 'client_secret.max_grace_period_mins', value: String(100 + index) }]),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await set([])).status).toBe(200);
  });

  test('F-54: the listener that answers cannot be stopped by the call, nor can what it needs', async () => {
    for (const moduleId of ['admin_json', 'local_security'])
      expect((await server.as(operator).post(`${MODULES}/${moduleId}/stop`)).status).toBe(412);
    expect(await stateOf('admin_json')).toBe('STARTED');
  });

  test('F-54: superusers keep a way in: the listener does not go over to people among whom there is none', async () => {
    const strangers = { moduleType: 'SECURITY_IN_LOCAL', options: [], dependencies: [] };
    await server.as().post(`${MODULES}/strangers/create`, strangers);
    await server.as().post(`${MODULES}/strangers/start`);
    const { body } = await server.as().get<Json>(`${MODULES}/admin_json`);
    const over = { ...body, dependencies: [{ moduleId: 'strangers', type: 'SECURITY_IN_UP' }] };
    const goOver = () => server.as().put<{ messages: Json[] }>(`${MODULES}/admin_json/set`, over);

    const refused = await goOver();
    await server.as().post('/user-management/Master/strangers', {
      username: 'chief',
      password: 'the long password of chief',
      authorities: [{ permission: 'ROLE_SUPERUSER' }],
    });
    const done = await goOver();
    await server.as().put(`${MODULES}/admin_json/set`, body);

    expect([refused.status, done.status]).toEqual([412, 200]);
    expect(JSON.stringify(refused.body)).toContain('ROLE_SUPERUSER');
  });

  test('are listed, and exported as a property file', async () => {
    const { body } = await server.as(operator).get<{ nodes: { nodeId: string; modules: Json[] }[] }>('/module-config/');
    const { text, headers } = await server.as(operator).get('/module-config/properties');

    expect(body.nodes.map(({ nodeId }) => nodeId)).toEqual(['Master']);
    expect(body.nodes[0]?.modules.map(({ moduleId }) => moduleId)).toEqual(
      expect.arrayContaining(['admin_json', 'local_security', 'smart_auth']),
    );
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('module.smart_auth.type=SECURITY_OUT_SMART');
  });

  test('each property tells its value and where that comes from; secrets are masked', async () => {
    const { body } = await server.as(operator).get<{ properties: Json[] }>(`${MODULES}/smart_auth/effective`);
    const { body: all } = await server.as(operator).get<{ reports: Json[] }>('/module-config/property-report');
    const byKey = new Map(body.properties.map((each) => [each['key'], each]));

    expect(byKey.get('issuer.url')).toMatchObject({ value: server.issuer, origin: 'database' });
    expect(byKey.get('pkce.required')).toMatchObject({ value: 'true', origin: 'default' });
    expect(all.reports.map(({ moduleId }) => moduleId)).toContain('smart_auth');
  });

  test('a definition that waits for its restart is told from one that counts', async () => {
    const { body: before } = await server.as().get<Json>(`${MODULES}/smart_auth`);
    const options = [...optionsOf(before), { key: 'pkce.required', value: 'false' }];
    const pkce = async (): Promise<unknown> => {
      const { body } = await server.as(operator).get<{ properties: Json[] }>(`${MODULES}/smart_auth/effective`);
      return body.properties.find(({ key }) => key === 'pkce.required');
    };
    const pending = async (): Promise<unknown> => (await statusOf('smart_auth'))?.['pendingChanges'];
    const set = (query = '') => server.as().put(`${MODULES}/smart_auth/set${query}`, { options });

    const first = await set();
    const again = await set();
    expect([first, again].map(({ headers }) => headers.get('warning'))).toEqual([
      expect.stringContaining('not in effect before a restart of the module: pkce.required'),
      expect.stringContaining('not in effect before a restart of the module: pkce.required'),
    ]);
    expect(await pkce()).toMatchObject({
      ...{ value: 'true', origin: 'default' },
      pending: { value: 'false', origin: 'database' },
    });
    expect(await pending()).toEqual(['pkce.required']);

    expect((await set('?restart=true')).headers.get('warning') ?? '').not.toContain('restart of the module');
    expect(await pkce()).toMatchObject({ value: 'false', origin: 'database' });
    expect(await pkce()).not.toHaveProperty('pending');
    expect(await pending()).toBeUndefined();
    await server.as().put(`${MODULES}/smart_auth/set?restart=true`, before);
  });

  test('A-16: a rule for passwords that nobody says in words is warned of', async () => {
    const { body: before } = await server.as().get<Json>(`${MODULES}/local_security`);
    const pattern = { key: 'password_pattern', value: '(?=.*[0-9]).{9,}' };
    const options = [...optionsOf(before).filter(({ key }) => key !== pattern.key), pattern];
    const { status, headers } = await server.as().put(`${MODULES}/local_security/set`, { options });
    await server.as().put(`${MODULES}/local_security/set`, before);

    expect([status, headers.get('warning')]).toEqual([200, expect.stringContaining('password_mismatch_pattern_error')]);
  });

  test('ruling 55: a change tells which of the options that it sets have no effect, and why; what was there is not told again', async () => {
    const { body: before } = await server.as().get<Json>(`${MODULES}/admin_json`);
    const options = [...optionsOf(before), { key: 'anonymous.access.enabled', value: 'true' }];
    const set = async (more: Json) => {
      const { status, headers } = await server.as().put(`${MODULES}/admin_json/set`, { options: [...options, more] });
      return [status, headers.get('warning') ?? ''];
    };

    const answers = [
      await set({ key: 'security.http.basic.realm', value: 'Here' }),
      await set({ key: 'security.http.basic.realm', value: 'There' }),
    ];
    await server.as().put(`${MODULES}/admin_json/set`, before);

    expect(answers.map(([status]) => status)).toEqual([200, 200]);
    expect(answers[0]?.[1]).toContain(
      'no effect here: anonymous.access.enabled. Nobody administers without credentials.',
    );
    expect(answers[1]?.[1]).toContain('no effect here: security.http.basic.realm.');
    expect(answers[1]?.[1]).not.toContain('anonymous');
  });

  test('V-102: of a secret that waits for its restart only that it does is told', async () => {
    const { body: before } = await server.as().get<Json>(`${MODULES}/smart_auth`);
    const { jwks, secrets } = await newSigningJwk();
    const options = [...optionsOf(before), { key: 'openid.signing.jwks_text', value: jwks }];
    await server.as().put(`${MODULES}/smart_auth/set`, { options });
    const { body, text } = await server.as().get<{ properties: Json[] }>(`${MODULES}/smart_auth/effective`);
    const keys = body.properties.find(({ key }) => key === 'openid.signing.jwks_text');

    expect(keys).toMatchObject({ origin: 'default', pending: { value: '***', origin: 'database' } });
    for (const secret of secrets) expect(text).not.toContain(secret);
    await server.as().put(`${MODULES}/smart_auth/set`, before);
  });

  test('another node, and a module that is not there', async () => {
    for (const path of ['/module-config/Slave/smart_auth', `${MODULES}/nowhere`])
      expect((await server.as().get(path)).status).toBe(404);
    expect((await server.as().post(`${MODULES}/nowhere/restart`)).status).toBe(404);
  });
});

describe('options that the environment overrides', () => {
  const variable = 'GATEHOUSE__module__smart_auth__config__pkce__required';
  let overridden: AdminServer;
  beforeAll(async () => {
    overridden = await startAdminServer({ environment: { [variable]: 'true' } });
  });
  afterAll(() => overridden.stop());

  test.each([
    { name: 'ruling 55: are told where they are saved in vain', key: 'pkce.required', value: 'false', told: true },
    { name: 'in any spelling', key: 'security_out_smart.pkce.required', value: 'false', told: true },
    { name: 'and not where they say the same', key: 'pkce.required', value: ' true', told: false },
    { name: 'others are not told', key: 'tenant.name', value: 'x', told: false },
  ])('$name', async ({ key, value, told }) => {
    const { body } = await overridden.as().get<Json>(`${MODULES}/smart_auth`);
    const options = [...optionsOf(body), { key, value }];
    const { status, headers } = await overridden.as().put(`${MODULES}/smart_auth/set`, { options });
    const warning = headers.get('warning') ?? '';
    await overridden.as().put(`${MODULES}/smart_auth/set`, body);

    expect(status).toBe(200);
    expect(warning.includes(`overridden by the environment: ${key}`)).toBe(told);
    expect(warning.includes(variable)).toBe(told);
  });
});
