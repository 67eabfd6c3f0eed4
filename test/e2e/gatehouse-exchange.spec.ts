import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { basic, postForm } from '../support/app.js';
import { freePort } from '../support/free-port.js';
import { gatehouse, type CommandResult, type CommandRun } from '../support/gatehouse-command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { readConfiguration, startServer } from '../support/product.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

let server: TestServer;
let folder: string;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-documents-'));
  server = await startTestServer({ clients: [], users: [] });
});

afterAll(async () => {
  await server.stop();
  await Promise.all(databases.map((database) => database.drop()));
  await rm(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], more: CommandRun = {}): Promise<CommandResult> =>
  gatehouse(args, { environment: server.environment, folder, ...more });

/** Writes a document and answers its name. */
async function document(name: string, content: unknown): Promise<string> {
  await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

/** The environment of an installation that nobody has set up yet. */
async function emptyInstallation(): Promise<Readonly<Record<string, string>>> {
  const database = await createTestDatabase();
  databases.push(database);
  const file = join(folder, 'empty.properties');
  await writeFile(file, 'node.id=Master\n');
  return {
    GATEHOUSE_CONFIG: file,
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    DATABASE_URL: database.url,
  };
}

const service = {
  clientId: 'lab',
  clientName: 'Laboratory',
  enabled: true,
  allowedGrantTypes: ['CLIENT_CREDENTIALS'],
  accessTokenValiditySeconds: 300,
  scopes: ['system/*.rs'],
  clientSecrets: [{ secret: "#{env['LAB_SECRET']}", description: 'first' }],
  secretRequired: true,
};
const withSecret = (): CommandRun => ({ environment: { ...server.environment, LAB_SECRET: 'the-secret-of-the-lab' } });

/** Takes over the client of the laboratory. */
const importLab = async (): Promise<CommandResult> =>
  run(['import', await document('lab.json', { clients: [service] })], withSecret());

async function tokenStatus(clientId: string, secret: string): Promise<number> {
  const fields = { grant_type: 'client_credentials', scope: 'system/*.rs' };
  return (await postForm(`${server.issuer}/oauth/token`, fields, basic(clientId, secret))).status;
}

describe('gatehouse import', () => {
  test('takes over a client beside a running server, which knows it within a second', async () => {
    const file = await document('beside.json', { clients: [{ ...service, clientId: 'beside' }] });

    const { code, out } = await run(['import', file], withSecret());

    expect({ code, out }).toEqual({ code: 0, out: '+ client smart_auth/beside\nclients: 1 created\n' });
    expect(await tokenStatus('beside', 'the-secret-of-the-lab')).toBe(200);
  });

  test('has nothing to do the second time, and does not touch the secret', async () => {
    await importLab();

    const { code, out } = await importLab();

    expect({ code, out }).toEqual({ code: 0, out: 'clients: 1 unchanged\n' });
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(200);
  });

  test('ruling 46: reports what nobody reads, refuses what is wrong, and goes on', async () => {
    const clients = [
      { ...service, clientId: 'odd', favourite: 'blue' },
      { ...service, clientId: 7 },
      { ...service, clientId: 'last' },
    ];
    const file = await document('odd.json', { clients, description: 'of the ward' });

    const { code, out, err } = await run(['import', file], withSecret());

    expect(code).toBe(1);
    expect(out).toMatch(
      /\+ client smart_auth\/odd\n {4}unknown, ignored: favourite\n! client .* is refused\n[^]*\+ client smart_auth\/last/,
    );
    expect(out).toMatch(/clients: 2 created, 1 refused\n$/);
    expect(err).toContain('Left alone, for nobody reads it: description');
  });

  test('V-50: neither says nor quotes a secret, in lines for people and for programs', async () => {
    const file = await document('lab.json', { clients: [{ ...service, clientId: 'quiet' }] });

    const told = [
      await run(['import', file, '--dry-run'], withSecret()),
      await run(['import', file, '--json'], withSecret()),
    ];

    expect(JSON.stringify(told)).not.toContain('the-secret-of-the-lab');
    expect(
      told[1]?.out
        .trim()
        .split('\n')
        .map((line) => Object.keys(JSON.parse(line) as object)),
    ).toEqual([['kind', 'name', 'line', 'outcome'], ['summary']]);
  });

  test('tells the line at which a file is broken, and has taken over what stood before', async () => {
    const file = await document(
      'broken.json',
      `{"clients":[\n${JSON.stringify({ ...service, clientId: 'before' })},\n{"clientId": s3cr3t}]}`,
    );

    const { code, out, err } = await run(['import', file], withSecret());

    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^Line 3: what begins here is not JSON/) });
    expect(out + err).not.toContain('s3cr3t');
  });

  test('tells of a secret that is still to come', async () => {
    const file = await document('waiting.json', { clients: [{ ...service, clientId: 'waiting' }] });

    const { code, out } = await run(['import', file]);

    expect(code).toBe(0);
    expect(out).toMatch(
      /^\+ client smart_auth\/waiting\n {4}warning: clientSecrets waits for #\{env\['LAB_SECRET'\]\}/,
    );
  });

  test('ruling 55: tells what a variable of the environment overrides', async () => {
    const variable = 'GATEHOUSE__module__people__config__password_pattern';
    const environment = { ...(await emptyInstallation()), [variable]: '.{12,}' };
    const people = { moduleId: 'people', moduleType: 'SECURITY_IN_LOCAL', dependencies: [] };
    const options = [{ key: 'password_pattern', value: '.{8,}' }];
    const file = await document('overridden.json', {
      nodes: [{ nodeId: 'Master', modules: [{ ...people, options }] }],
    });

    const planned = await run(['plan', file], { environment });
    const imported = await run(['import', file], { environment });

    for (const { out } of [planned, imported])
      expect(out).toMatch(
        new RegExp(`\\+ module people\\n.*warning: overridden by the environment: password_pattern \\(${variable}\\)`),
      );
  });

  test('tells what of a property file has no effect here, and why', async () => {
    const environment = await emptyInstallation();
    const lines = [
      'module.people.type=SECURITY_IN_LOCAL',
      'module.manager.type=CLUSTER_MGR',
      'module.manager.config.db.driver=POSTGRES_9_4',
    ];

    const { code, out } = await run(['import', await document('cdr.properties', lines.join('\n'))], { environment });

    expect(code).toBe(0);
    expect(out).toMatch(/\+ module manager\n {4}warning: no effect here: db\.driver\. \w/);
  });

  test('reference 1.3: takes a property export of the product: what is masked in it and read by nothing is left out, and told', async () => {
    const environment = await emptyInstallation();
    const lines = [
      'module.clustermgr.type=CLUSTER_MGR',
      'module.clustermgr.config.db.password=[REMOVED]',
      'module.clustermgr.config.db.url=[REMOVED]',
      'module.audit.type=AUDIT_LOG_PERSISTENCE',
      'module.audit.config.db.password=[REMOVED]',
      'module.people.type=SECURITY_IN_LOCAL',
      'module.auth.type=SECURITY_OUT_SMART',
      'module.auth.requires.SECURITY_IN_UP=people',
      'module.auth.config.issuer.url=http://localhost:9312',
      'module.auth.config.port=9312',
      'module.auth.config.tls.keystore.password=[REMOVED]',
      'module.auth.config.tls.keystore.keypass=[REMOVED]',
      'module.auth.config.tls.truststore.password=[REMOVED]',
    ];
    const taken = await document('export.properties', lines.join('\n'));
    const signing = [...lines, 'module.auth.config.openid.signing.jwks_text=[REMOVED]'].join('\n');

    const { code, out } = await run(['import', taken], { environment });
    const again = await run(['import', taken], { environment });
    const { out: exported } = await run(['export', '--only', 'modules'], { environment });
    const refused = await run(['import', await document('signing.properties', signing)], { environment });

    expect([code, again.code, refused.code]).toEqual([0, 0, 1]);
    expect(out).toMatch(
      /\+ module audit\n {4}warning: left out, for masked and read by nothing here: db\.password\.\n/,
    );
    expect(out).toContain(': tls.keystore.keypass, tls.keystore.password, tls.truststore.password.\n');
    expect(out).toContain('modules: 4 created\n');
    expect(again.out).toContain('modules: 4 unchanged\n');
    expect(exported).not.toMatch(/password|keypass|db\.url|REMOVED/);
    expect(refused.out).toMatch(/! module auth .*\n {4}.*openid\.signing\.jwks_text is masked/);
  });

  test('reference 12: modules of another node are taken as ours, with a warning; a plan compares them', async () => {
    const environment = await emptyInstallation();
    const dependencies = [{ moduleId: 'people', type: 'SECURITY_IN_UP' }];
    const module = (value: string) => ({
      ...{ moduleId: 'moved', moduleType: 'SECURITY_OUT_SMART', dependencies },
      options: [
        { key: 'issuer.url', value: 'http://localhost:9313' },
        { key: 'port', value: '9313' },
        { key: 'sessions.maximum_concurrent', value },
      ],
    });
    const people = { moduleId: 'people', moduleType: 'SECURITY_IN_LOCAL', options: [] };
    const nodes = (value: string) => ({ nodes: [{ nodeId: 'OldNode', modules: [module(value), people] }] });

    const { code, out } = await run(['import', await document('nodes.json', nodes('3'))], { environment });
    const again = await run(['plan', 'nodes.json'], { environment });
    const changed = await run(['plan', await document('nodes.json', nodes('4'))], { environment });
    const exported = await run(['export', '--only', 'modules'], { environment });

    expect([code, again.code, changed.code]).toEqual([0, 0, 3]);
    expect(out).toMatch(/\+ module moved\n {4}warning: nodeId is "OldNode", which is not this node/);
    expect(again.out).toContain('modules: 2 unchanged');
    expect(changed.out).toContain('maximum_concurrent "3" → "4"');
    expect(exported.out).toContain('"nodeId":"Master"');
    expect(exported.out).not.toContain('OldNode');
  });

  test('takes a part of a property file: what its modules need may be there already', async () => {
    const environment = await emptyInstallation();
    const part = (people: string) =>
      [
        'module.added.type=SECURITY_OUT_SMART',
        `module.added.requires.SECURITY_IN_UP=${people}`,
        'module.added.config.issuer.url=http://localhost:9314',
        'module.added.config.port=9314',
      ].join('\n');
    const first = await document('people.properties', 'module.people.type=SECURITY_IN_LOCAL');
    await run(['import', first], { environment });

    const strange = await run(['import', await document('part.properties', part('nobody'))], { environment });
    const taken = await run(['import', await document('part.properties', part('people'))], { environment });

    expect([strange.code, taken.code]).toEqual([1, 0]);
    expect(strange.out).toContain('requires.SECURITY_IN_UP names "nobody"');
    expect(taken.out).toContain('+ module added\n');
  });

  test('says what to do where there is no module for users yet', async () => {
    const file = await document('early.json', { users: [{ username: 'early', moduleId: 'people' }] });

    const { out } = await run(['import', file], { environment: await emptyInstallation() });

    expect(out).toContain('Import a module of type SECURITY_IN_LOCAL first.');
  });

  test('reads standard input', async () => {
    const input = JSON.stringify({ users: [{ username: 'zoe', moduleId: 'local_security' }] });

    expect(await run(['import', '-'], { environment: server.environment, input })).toMatchObject({
      code: 0,
      out: expect.stringContaining('+ user local_security/zoe'),
    });
  });
});

describe('gatehouse plan and apply', () => {
  const wanted = { ...service, clientId: 'planned', clientSecrets: [], secretRequired: false, publicJwks: '' };
  const file = (lifetime: number, clientId = 'planned') =>
    document('plan.json', {
      clients: [
        {
          ...{ ...wanted, clientId },
          allowedGrantTypes: ['AUTHORIZATION_CODE'],
          registeredRedirectUris: ['https://app.example.org/cb'],
          accessTokenValiditySeconds: lifetime,
        },
      ],
    });

  test('show what would be made and change nothing; then do it; then have nothing to do', async () => {
    const planned = await run(['plan', await file(300, 'fresh')]);
    const again = await run(['plan', 'plan.json']);
    const applied = await run(['apply', 'plan.json', '--yes']);
    const afterwards = await run(['plan', 'plan.json']);

    expect([planned.code, again.code, applied.code, afterwards.code]).toEqual([3, 3, 0, 0]);
    expect(planned.out).toMatch(/^\+ client smart_auth\/fresh\n/m);
    expect(again.out).toBe(planned.out);
    expect(afterwards.out).toMatch(/1 unchanged/);
  });

  test('show the values that are different', async () => {
    await run(['apply', await file(300), '--yes']);

    const { code, out } = await run(['plan', await file(600)]);

    expect(code).toBe(3);
    expect(out).toContain('~ client smart_auth/planned: accessTokenValiditySeconds 300 → 600\n');
  });

  test('name the secrets that would go; a masked list of another installation takes none away', async () => {
    const secrets = ['main', 'chosen by the client'].map((description) => ({
      secret: `${description}: a secret`,
      description,
    }));
    const list = (...clientSecrets: readonly object[]) =>
      document('rotated.json', { clients: [{ ...service, clientId: 'rotated', clientSecrets }] });
    await run(['apply', await list(...secrets), '--yes']);

    const planned = await run(['plan', await list(...secrets.slice(0, 1))]);
    const dumped = await list({ pid: 1_640_000, secret: '***', description: 'm***' });
    const applied = await run(['apply', dumped, '--yes']);

    expect(planned.out).toMatch(
      /~ client smart_auth\/rotated: clientSecrets\n {4}warning: .*removes 1 secret that is stored: "chosen by the client"/,
    );
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining('"chosen by the client" stays') });
    expect(await tokenStatus('rotated', 'chosen by the client: a secret')).toBe(200);
  });

  test('ask, and do nothing without a yes', async () => {
    await run(['apply', await file(300), '--yes']);

    const refused = await run(['apply', await file(900)], { environment: server.environment, answers: ['no'] });
    const { out } = await run(['plan', 'plan.json']);

    expect({ code: refused.code, err: refused.err }).toEqual({ code: 0, err: 'Do this? [y/N] Nothing was done.\n' });
    expect(out).toContain('300 → 900');
  });

  test('leave alone what is not in the document, unless they are told to take it away', async () => {
    await importLab();
    const name = await file(300);

    const { out } = await run(['plan', name]);
    expect(out).toContain('? client smart_auth/lab is not in the document');
    await run(['apply', name, '--yes']);
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(200);

    const pruned = await run(['apply', name, '--yes', '--prune']);
    expect(pruned.out).toContain('- client smart_auth/lab\n');
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(401);
  });

  test('reference 12: one page of a list is told to be one, and nothing is taken away by it', async () => {
    await importLab();
    const page = { clients: [service], pageIndex: 0, totalPages: 3 };
    const name = await document('page.json', page);

    const imported = await run(['import', name], withSecret());
    const planned = await run(['plan', name], withSecret());
    const pruned = await run(['apply', name, '--yes', '--prune'], withSecret());

    expect([imported.code, planned.code, pruned.code]).toEqual([0, 0, 1]);
    for (const { err } of [imported, planned]) expect(err).toContain('pages 2 and 3 are not in it');
    expect(pruned.err).toMatch(/the document is one page of a list[^]*nothing was done/);
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(200);
  });

  test('do nothing at all when an entry is refused', async () => {
    const name = await document('half.json', {
      clients: [{ ...wanted, clientId: 'good', enabled: false }, { clientId: 8 }],
    });

    const { code, err } = await run(['apply', name, '--yes']);

    expect({ code, err }).toEqual({ code: 1, err: 'Nothing was done: mend what is refused first.\n' });
    expect((await run(['export', '--only', 'clients'])).out).not.toContain('"good"');
  });
});

describe('ruling 66: export → empty installation → import → export', () => {
  const name = fc.string({
    unit: fc.constantFrom(...Array.from('aB-_.~é漢"\\<&\u{1F600}')),
    minLength: 1,
    maxLength: 20,
  });
  const id = fc.string({ unit: fc.constantFrom(...Array.from('aB-_.~"\\<&/:%{}')), maxLength: 20 });
  const set = (...values: readonly string[]) => fc.subarray([...values]);
  const clients = fc.sample(
    fc.record({
      clientId: id,
      clientName: name,
      enabled: fc.boolean(),
      scopes: set('openid', 'fhirUser', 'patient/*.rs', 'launch/patient', 'offline_access'),
      autoApproveScopes: set('openid', 'fhirUser'),
      registeredRedirectUris: set('https://a.example.org/cb', 'https://b.example.org/cb?x=1', 'http://127.0.0.1/cb'),
      allowedGrantTypes: fc.constant(['AUTHORIZATION_CODE']),
      rememberApprovedScopes: fc.boolean(),
      permissions: fc.subarray([
        { permission: 'ROLE_FHIR_CLIENT' },
        { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Patient' },
      ]),
    }),
    { numRuns: 1_000, seed: 4 },
  );
  const everything = {
    keystores: [
      { keystoreId: 'ward-keys', rotationDays: 90 },
      { keystoreId: 'late-keys', jsonKeys: "#{env['NOT_YET']}" },
    ],
    scripts: [
      {
        scriptId: 'ward-launch',
        source: 'function onTokenGenerating() { return `${"x"} #{env[\'NOT_YET\']}`; }\n',
        description: 'Of the ward\nand é',
      },
      { scriptId: 'told', source: 'function onTokenGenerating() {}', comment: 'ticket 7' },
    ],
    modules: [
      {
        moduleId: 'ward_auth',
        moduleType: 'SECURITY_OUT_SMART',
        options: [
          { key: 'port', value: '9311' },
          { key: 'post_authorize_script.file', value: 'library:ward-launch' },
          { key: 'issuer.url', value: 'http://localhost:9311' },
          { key: 'openid.signing.keystore_id', value: 'ward-keys' },
          { key: 'seed_clients.file', value: 'classpath:gone.json' },
          { key: 'openid.signing.jwks_text', value: '' },
          { key: 'codap.auth_script.file', value: ' ' },
          { key: 'tls.truststore.password', value: 'the-secret-of-the-truststore' },
          { key: 'openid.signing.jwks_txt', value: 'the-secret-in-a-misspelt-option' },
        ],
        dependencies: [{ moduleId: 'ward_people', type: 'SECURITY_IN_UP' }],
      },
      { moduleId: 'ward_people', moduleType: 'SECURITY_IN_LOCAL', options: [], dependencies: [] },
      {
        moduleId: 'ward_cluster',
        moduleType: 'CLUSTER_MGR',
        options: [
          { key: 'db.url', value: "jdbc:postgresql://#{env['WARD_DB_HOST']}/cdr" },
          { key: 'db.password', value: "#{env['WARD_DB_PASSWORD']}" },
        ],
        dependencies: [],
      },
    ],
    servers: [
      {
        moduleId: 'ward_auth',
        name: 'Hospital "IdP" <é>',
        issuer: 'https://idp.example.org/realms/a',
        tokenIntrospectionClientId: 'gatehouse',
        tokenIntrospectionClientSecret: 'the-secret-towards-the-idp',
      },
    ],
    clients: [
      { ...service, moduleId: 'ward_auth', clientSecrets: [{ secret: 'the-secret-of-the-ward', description: 'own' }] },
      ...clients.map((each, index) => ({ ...each, clientId: `${each.clientId}${index}`, moduleId: 'ward_auth' })),
    ],
    users: [
      {
        username: 'Zoë "the" <boss>',
        moduleId: 'ward_people',
        password: 'Correct-horse-9',
        authorities: [{ permission: 'ROLE_SUPERUSER' }],
      },
      { username: 'nobody', moduleId: 'ward_people', notes: 'line one\nline two' },
      { username: 'sly', moduleId: 'ward_people', notes: "#{'#{'}env['WARD_DB_HOST']} and #{'#{'}'#{'}" },
    ],
  };

  test('on trial, tells what would be made of every kind, and writes nothing', async () => {
    const environment = await emptyInstallation();
    const file = await document('some.json', { ...everything, clients: everything.clients.slice(0, 3) });
    const before = await run(['export'], { environment });

    const trials = [
      await run(['import', file, '--dry-run'], { environment }),
      await run(['plan', file], { environment }),
    ];

    for (const { out } of trials)
      for (const kind of ['keystore', 'script', 'module', 'server', 'client', 'user'])
        expect(out).toMatch(new RegExp(`^\\+ ${kind} `, 'm'));
    expect((await run(['export'], { environment })).out).toBe(before.out);
  });

  test('gives the same bytes, every kind filled, 1,000 clients of all characters', async () => {
    const [first, second] = [await emptyInstallation(), await emptyInstallation()];
    const filled = await run(['import', await document('everything.json', everything)], { environment: first });
    expect(filled).toMatchObject({ code: 0, out: expect.not.stringContaining('refused') });

    const exported = await run(['export', '--output', 'first.json'], { environment: first, folder });
    const variables = { WARD_DB_HOST: 'canary.example.org', WARD_DB_PASSWORD: 'canary' };
    const imported = await run(['import', 'first.json'], { environment: { ...second, ...variables }, folder });
    await run(['export', '--output', 'second.json'], { environment: { ...second, ...variables }, folder });

    const bytes = await readFile(join(folder, 'first.json'), 'utf8');
    expect({ exported: exported.code, imported: imported.code }).toEqual({ exported: 0, imported: 0 });
    expect(await readFile(join(folder, 'second.json'), 'utf8')).toBe(bytes);
    expect(bytes).not.toMatch(/the-secret-|Correct-horse|"pid"|"version"|canary/);
    expect(bytes).toContain(`{"key":"db.url","value":"jdbc:postgresql://#{env['WARD_DB_HOST']}/cdr"}`);
    expect(bytes).toContain('{"key":"openid.signing.jwks_text","value":""}');
    for (const kind of ['keystores', 'scripts', 'modules', 'servers', 'clients', 'users'])
      expect(bytes).toMatch(new RegExp(`"${kind}":\\[\\n\\{`));
  });

  test('writes to standard output where the file is `-`', async () => {
    const plain = await run(['export']);
    const { code, out, err } = await run(['export', '--output', '-']);

    expect({ code, out }).toEqual({ code: 0, out: plain.out });
    expect(err).not.toContain('written to');
    expect(existsSync(join(folder, '-'))).toBe(false);
  });

  test('ruling 53: a module is refused on trial as in earnest where the script that the document brings does nothing in its place', async () => {
    const environment = await emptyInstallation();
    const [launch, ...others] = everything.scripts;
    const file = await document('idle.json', {
      ...everything,
      scripts: [{ ...launch, source: 'var who;' }, ...others],
      ...{ clients: [], users: [], servers: [] },
    });

    const planned = await run(['plan', file], { environment });
    const imported = await run(['import', file], { environment });

    for (const { out } of [planned, imported])
      expect(out).toMatch(/! module ward_auth .*is refused\n.*library:ward-launch.*there is no function/);
  });

  test('changes nothing where it came from: secrets of modules stay, whatever the variables of the document are', async () => {
    const [environment] = [await emptyInstallation()];
    await run(['import', await document('everything.json', everything)], { environment });
    const before = await stored(environment);
    await run(['export', '--output', 'own.json'], { environment, folder });

    const planned = await run(['plan', 'own.json'], { environment });
    const imported = await run(['import', 'own.json'], { environment });

    expect([planned.code, imported.code]).toEqual([0, 0]);
    expect(imported.out).toContain('modules: 3 unchanged');
    expect(await stored(environment)).toEqual(before);
  });

  test('takes a secret of a module from its variable, where that has another value', async () => {
    const environment = await emptyInstallation();
    await run(['import', await document('everything.json', everything)], { environment });
    await run(['export', '--only', 'modules', '--output', 'own.json'], { environment, folder });
    const [variable = ''] =
      /GATEHOUSE_MODULE__WARD_AUTH__TLS_TRUSTSTORE\w+/.exec(await readFile(join(folder, 'own.json'), 'utf8')) ?? [];

    const same = await run(['plan', 'own.json'], {
      environment: { ...environment, [variable]: 'the-secret-of-the-truststore' },
    });
    const other = await run(['plan', 'own.json'], { environment: { ...environment, [variable]: 'another' } });

    expect([same.code, other.code]).toEqual([0, 3]);
    expect(other.out).toContain('~ module ward_auth: tls.truststore.password\n');
  });
});

describe('Moving an installation together with its configuration folder', () => {
  test('what counts as loaded is something to do for a plan and an apply, once, and on record', async () => {
    const environment = await emptyInstallation();
    const file = await document('seeds.json', { gatehouseExport: 1, loadedSeeds: { clients: ['smart_auth'] } });

    const planned = await run(['plan', file], { environment });
    const applied = await run(['apply', file, '--yes'], { environment });
    const again = await run(['plan', file], { environment });

    expect([planned.code, applied.code, again.code]).toEqual([3, 0, 0]);
    expect(
      await rowsOf(
        environment.DATABASE_URL ?? '',
        `select detail -> 'author' ->> 'kind' as author from audit_event where kind = 'SEED'`,
      ),
    ).toEqual([{ author: 'command' }]);
  });

  test('brings nothing back that was taken away since its seed files were loaded, and counts what stays behind of people who are there', async () => {
    const first = await startTestServer();
    const [app] = testClients;
    const wanted = {
      clients: [{ ...app, moduleId: 'smart_auth' }],
      users: [{ ...amelia, moduleId: 'local_security' }],
    };
    const { environment } = first;
    await run(['apply', await document('kept.json', wanted), '--yes', '--prune'], { environment });
    await giveEverybodyWhatStaysBehind(environment);
    const { out: exported, err } = await run(['export'], { environment });
    expect(exported).not.toMatch(/bertha|web-app/);
    expect(err).toMatch(
      /^left out: the second factors of 1 person \(1 authenticator app, 1 passkey\).*\nleft out: that 1 person agreed.*\n$/,
    );
    expect((await run(['export', '--only', 'modules'], { environment })).err).toBe('');

    const moved = { ...(await elsewhere()), GATEHOUSE_CONFIG: environment.GATEHOUSE_CONFIG ?? '' };
    const imported = await run(['import', await document('moved.json', exported)], { environment: moved });
    await startAndStop(moved);
    const again = await run(['export'], { environment: moved });
    await first.stop();

    expect(imported).toMatchObject({
      code: 0,
      err: expect.stringMatching(/smart_auth \(clients\).* import takes over/),
    });
    expect(again.out).toBe(exported);
  });
});

/** Second factors and acceptances of terms, of deleted people, too. */
async function giveEverybodyWhatStaysBehind({ DATABASE_URL = '' }: Readonly<Record<string, string>>): Promise<void> {
  const statements = [
    `insert into totp_key select pid, 'key', 'sealed', 0, now() from user_account`,
    `insert into passkey select pid::text, module_id, pid::text, pid, 'localhost', '', 0, '{}', false, false, '', now() from user_account`,
    `insert into terms_acceptance select 'smart_auth', pid, terms.version, now() from user_account, (values ('1'), ('2')) terms (version)`,
  ];
  for (const statement of statements) await rowsOf(DATABASE_URL, statement);
}

/** The environment of an installation on another database and port. */
async function elsewhere(): Promise<Readonly<Record<string, string>>> {
  return {
    ...(await emptyInstallation()),
    GATEHOUSE_HEALTH_PORT: '0',
    GATEHOUSE__module__smart_auth__config__port: String(await freePort()),
  };
}

/** The first start of a server, with what it does then. */
async function startAndStop(environment: Readonly<Record<string, string>>): Promise<void> {
  const { configuration } = await readConfiguration(environment, process.cwd());
  const server = await startServer(configuration);
  await server.stop();
}

/** What is kept of the modules, secrets sealed. */
async function stored(environment: Readonly<Record<string, string>>): Promise<unknown> {
  return rowsOf(
    environment.DATABASE_URL ?? '',
    'select module_id, options, secrets, version from module_config order by module_id',
  );
}

describe('V-07, V-86: a document that can be understood in two ways, or not at all', () => {
  test.each([
    { name: 'a member twice', input: '{"users":[{"username":"dup","username":"dupe","moduleId":"local_security"}]}' },
    { name: 'a word', input: 'hello' },
    { name: 'a list of accounts', input: 'root:x:0:0:root:/root:/bin/bash' },
    { name: 'an error page', input: '<html><body>Bad Gateway</body></html>' },
    { name: 'an error as JSON', input: '{"message":"Not found"}' },
  ])('$name ends with 1, and nothing is taken over', async ({ input }) => {
    const { code, out } = await run(['import', '-'], { environment: server.environment, input });

    expect({ code, out }).toEqual({ code: 1, out: expect.not.stringMatching(/created|\+ /) });
  });

  test('an empty list of a proper document is no mistake', async () => {
    expect(await run(['import', '-'], { environment: server.environment, input: '{"clients":[]}' })).toMatchObject({
      code: 0,
      out: 'No entries.\n',
    });
  });

  test('V-84: control characters of a file reach no terminal', async () => {
    const input = 'module.\u001B[2Jx.type=SECURITY_OUT_SMART\n';

    const { code, out, err } = await run(['import', '-'], { environment: server.environment, input });

    expect({ code, isClean: !(out + err).includes('\u001B') }).toEqual({ code: 1, isClean: true });
  });
});

describe('modules of one document that need one another', () => {
  const local = { moduleId: 'people', moduleType: 'SECURITY_IN_LOCAL', options: [], dependencies: [] };
  const outbound = (moduleId: string, port: string, trusted: string) => ({
    moduleId,
    moduleType: 'SECURITY_OUT_SMART',
    options: [
      { key: 'port', value: port },
      { key: 'issuer.url', value: `http://localhost:${port}` },
      { key: 'token_exchange.trusted_modules', value: trusted },
    ],
    dependencies: [{ moduleId: 'people', type: 'SECURITY_IN_UP' }],
  });
  const inbound = {
    moduleId: 'smart_inbound',
    moduleType: 'SECURITY_IN_SMART',
    options: [{ key: 'trust_intra_cluster_tokens.modules', value: 'Master/day' }],
    dependencies: [],
  };
  const admin = {
    moduleId: 'admin_json',
    moduleType: 'ADMIN_JSON',
    options: [{ key: 'port', value: '9319' }],
    dependencies: [
      { moduleId: 'people', type: 'SECURITY_IN_UP' },
      { moduleId: 'smart_inbound', type: 'SECURITY_IN_OIC' },
    ],
  };
  const modules = (portOfNight = '9318') => [
    ...[admin, inbound, outbound('day', '9317', 'night')],
    ...[outbound('night', portOfNight, 'day'), local],
  ];

  test('are taken over in any order, also in a circle; on trial and by a plan as well', async () => {
    const [imported, applied] = [await emptyInstallation(), await emptyInstallation()];
    const file = await document('circle.json', { modules: modules() });

    const tried = await run(['import', file, '--dry-run'], { environment: imported });
    const done = await run(['import', file], { environment: imported });
    const again = await run(['import', file], { environment: imported });
    const followed = await run(['apply', file, '--yes'], { environment: applied });

    expect([tried.out, done.out, again.out].map((out) => out.split('\n').at(-2))).toEqual([
      'modules: 5 to be created',
      'modules: 5 created',
      'modules: 5 unchanged',
    ]);
    expect([tried.code, done.code, again.code, followed.code]).toEqual([0, 0, 0, 0]);
    const bytes = (environment: Readonly<Record<string, string>>) => run(['export'], { environment });
    expect((await bytes(applied)).out).toBe((await bytes(imported)).out);
  });

  test('start on another machine, where their seed files are not: nothing is loaded, and nothing is missing', async () => {
    const environment = await emptyInstallation();
    const port = String(await freePort());
    const gone = (key: string) => ({ key, value: 'classpath:gone.json' });
    const desk = outbound('desk', port, '');
    const moved = {
      modules: [
        { ...local, options: [gone('seed.users.file')] },
        { ...desk, options: [...desk.options, gone('seed_clients.file'), gone('seed_servers.file')] },
      ],
      clients: [{ ...service, moduleId: 'desk', clientSecrets: [{ secret: 'the-secret-that-moved' }] }],
    };

    const { code, out } = await run(['import', await document('moved.json', moved)], { environment });
    const started = await startTestServer({
      databaseUrl: environment['DATABASE_URL'] ?? '',
      properties: ['node.propertysource=DATABASE'],
    });
    const fields = { grant_type: 'client_credentials', scope: 'system/*.rs' };
    const { status } = await postForm(
      `http://localhost:${port}/oauth/token`,
      fields,
      basic('lab', 'the-secret-that-moved'),
    );
    await started.stop();

    expect({ code, status }).toEqual({ code: 0, status: 200 });
    expect(out).toMatch(/warning: .*seed_clients\.file.*gone\.json/);
  });

  test('F-54: the operator is warned of a document after which no superuser gets in any more, and it is followed', async () => {
    const environment = await emptyInstallation();
    const root = {
      username: 'root',
      moduleId: 'people',
      password: 'Correct-horse-9',
      authorities: [{ permission: 'ROLE_SUPERUSER' }],
    };
    await run(['import', await document('open.json', { modules: modules(), users: [root] })], { environment });
    const strangers = { ...local, moduleId: 'strangers' };
    const shut = { ...admin, dependencies: [{ moduleId: 'strangers', type: 'SECURITY_IN_UP' }] };

    const { code, out } = await run(['import', await document('shut.json', { modules: [strangers, shut] })], {
      environment,
    });

    expect(code).toBe(0);
    expect(out).toMatch(/warning: After this nobody who has ROLE_SUPERUSER/);
  });

  test('are refused with the one that they need, and the others are taken over', async () => {
    const environment = await emptyInstallation();
    const file = await document('broken-circle.json', { modules: modules('many') });

    const { code, out } = await run(['import', file], { environment });

    expect(code).toBe(1);
    expect(out.match(/^[+!] module \w+/gm)).toEqual([
      '! module admin_json',
      '! module smart_inbound',
      '! module day',
      '! module night',
      '+ module people',
    ]);
  });
});

describe('apply --prune and modules', () => {
  const module = (moduleId: string, moduleType: string, more: object = {}) => ({
    ...{ moduleId, moduleType, options: [], dependencies: [] },
    ...more,
  });
  const outbound = (moduleId: string, port: string, keystore: string) =>
    module(moduleId, 'SECURITY_OUT_SMART', {
      options: [
        { key: 'bind_address', value: '127.0.0.1' },
        { key: 'port', value: port },
        { key: 'issuer.url', value: `http://127.0.0.1:${port}` },
        { key: 'openid.signing.keystore_id', value: keystore },
      ],
      dependencies: [{ moduleId: `${moduleId}_people`, type: 'SECURITY_IN_UP' }],
    });
  const ofWard = (port: string, id = 'ward') => [
    module(`${id}_people`, 'SECURITY_IN_LOCAL'),
    outbound(id, port, `${id}-keys`),
  ];
  const keystore = (keystoreId: string) => ({ keystoreId });

  test('stop and archive those that are not in the document, with what they need; the second run has nothing to do', async () => {
    const port = String(await freePort());
    await run(['import', await document('ward.json', { keystores: [keystore('ward-keys')], modules: ofWard(port) })]);
    const isServing = () =>
      fetch(`http://127.0.0.1:${port}/jwk`).then(
        ({ status }) => status === 200,
        () => false,
      );
    const wasServing = await until(isServing);
    const { out: everything } = await run(['export', '--only', 'keystores,modules']);
    const whole = JSON.parse(everything) as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
    const left = await document('left.json', {
      keystores: whole['keystores']?.filter((each) => each['keystoreId'] !== 'ward-keys'),
      modules: whole['modules']?.filter((each) => !String(each['moduleId']).startsWith('ward')),
    });

    const planned = await run(['plan', left, '--prune']);
    const pruned = await run(['apply', left, '--yes', '--prune']);
    const isStopped = await until(async () => !(await isServing()));
    const again = await run(['plan', left, '--prune']);

    expect([wasServing, isStopped]).toEqual([true, true]);
    expect([planned.code, pruned.code, again.code]).toEqual([3, 0, 0]);
    expect(planned.out.match(/^\? .*/gm)).toEqual([
      '? keystore ward-keys is not in the document',
      '? module ward is not in the document',
      '? module ward_people is not in the document',
    ]);
    expect(pruned.out.match(/^[-!] .*/gm)?.toSorted()).toEqual([
      '- keystore ward-keys',
      '- module ward',
      '- module ward_people',
    ]);
  });

  test('show by the plan what others need, and then do nothing at all', async () => {
    const environment = await emptyInstallation();
    const port = String(await freePort());
    const lonely = module('lonely', 'SECURITY_IN_LOCAL');
    await run(['import', await document('two.json', { modules: [...ofWard(port), lonely] })], { environment });
    const half = await document('half-ward.json', { modules: [outbound('ward', port, 'ward-keys')] });

    const shown = await run(['plan', half], { environment });
    const planned = await run(['plan', half, '--prune'], { environment });
    const pruned = await run(['apply', half, '--yes', '--prune'], { environment });

    expect(shown.out).toContain('? module ward_people is not in the document\n');
    expect([planned.code, planned.out]).toEqual([
      1,
      expect.stringMatching(/^! module ward_people is refused\n.*Others need ward_people/m),
    ]);
    expect(planned.out).toContain('? module lonely is not in the document\n');
    expect([pruned.code, pruned.err]).toEqual([1, 'Nothing was done: mend what is refused first.\n']);
  });

  test('judge by the modules as the document has them', async () => {
    const environment = await emptyInstallation();
    const port = String(await freePort());
    const file = await document('before.json', { modules: [...ofWard(port), module('others', 'SECURITY_IN_LOCAL')] });
    await run(['import', file], { environment });
    const ward = {
      ...outbound('ward', port, 'ward-keys'),
      dependencies: [{ moduleId: 'others', type: 'SECURITY_IN_UP' }],
    };
    const after = await document('after.json', { modules: [ward, module('others', 'SECURITY_IN_LOCAL')] });

    const planned = await run(['plan', after, '--prune'], { environment });
    const pruned = await run(['apply', after, '--yes', '--prune'], { environment });

    expect([planned.code, pruned.code]).toEqual([3, 0]);
    expect(pruned.out).toContain('- module ward_people\n');
  });

  test('F-54: warn, before and afterwards, where no superuser gets in any more', async () => {
    const environment = await emptyInstallation();
    const [port, portOfWard] = [String(await freePort()), String(await freePort())];
    const kept = [module('people', 'SECURITY_IN_LOCAL'), ...ofWard(portOfWard)];
    const admin = module('admin_json', 'ADMIN_JSON', {
      options: [{ key: 'port', value: port }],
      dependencies: [{ moduleId: 'people', type: 'SECURITY_IN_UP' }],
    });
    const root = {
      ...{ username: 'root', moduleId: 'people', password: 'Correct-horse-9' },
      authorities: [{ permission: 'ROLE_SUPERUSER' }],
    };
    await run(['import', await document('way-in.json', { modules: [...kept, admin], users: [root] })], { environment });
    const shut = await document('no-way-in.json', { modules: kept });

    const planned = await run(['plan', shut, '--prune'], { environment });
    const pruned = await run(['apply', shut, '--yes', '--prune'], { environment });

    expect([planned.code, pruned.code]).toEqual([3, 0]);
    for (const { out } of [planned, pruned])
      expect(out).toMatch(/module admin_json.*\n {4}warning: After this nobody who has ROLE_SUPERUSER/);
    expect(pruned.out).toContain('- module admin_json\n');
  });
});

describe('node.propertysource=PROPERTIES', () => {
  let environment: Readonly<Record<string, string>>;
  let properties: string;
  beforeAll(async () => {
    const port = await freePort();
    const database = await createTestDatabase();
    databases.push(database);
    properties = join(folder, 'counts.properties');
    const lines = [
      'node.propertysource=PROPERTIES',
      'module.people.type=SECURITY_IN_LOCAL',
      'module.smart.type=SECURITY_OUT_SMART',
      'module.smart.requires.SECURITY_IN_UP=people',
      `module.smart.config.port=${port}`,
      `module.smart.config.issuer.url=http://127.0.0.1:${port}`,
      'module.smart.config.tls.keystore.password=[REMOVED]',
      'module.smart.config.registration.initial_access_tokens=token-of-the-file-0123456789abcdef',
    ];
    await writeFile(properties, `${lines.join('\n')}\n`);
    environment = {
      GATEHOUSE_CONFIG: properties,
      GATEHOUSE_DATA: join(folder, 'data-of-properties'),
      GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
      DATABASE_URL: database.url,
    };
  });

  test('what is in the file as it is in the document is unchanged: the own export, and the file itself', async () => {
    await run(
      ['import', await document('of-file.json', { clients: [{ ...service, moduleId: 'smart', clientSecrets: [] }] })],
      {
        environment,
      },
    );
    const { out } = await run(['export'], { environment });
    const own = await document('own.json', out);

    const results = [
      await run(['plan', own], { environment }),
      await run(['apply', own, '--yes', '--prune'], { environment }),
      await run(['import', own], { environment }),
      await run(['import', properties], { environment }),
    ];

    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    for (const each of results) expect(each.out).toContain('modules: 2 unchanged\n');
  });

  test('what differs is refused with what is different, why once for all, and the rest is taken over', async () => {
    const file = await document('differs.json', {
      modules: [
        { moduleId: 'people', moduleType: 'SECURITY_IN_LOCAL', options: [{ key: 'password_pattern', value: '.{9,}' }] },
        { moduleId: 'more', moduleType: 'SECURITY_IN_LOCAL', options: [] },
      ],
      clients: [{ ...service, clientId: 'beside', moduleId: 'smart', clientSecrets: [] }],
    });

    const { code, out } = await run(['import', file], { environment });
    const pruned = await run(['plan', file, '--prune'], { environment });

    expect(code).toBe(1);
    expect(out).toMatch(/^! module people .*\n.*password_pattern differs from the property file/m);
    expect(out).toMatch(/^! module more .*\n.*is not in the property file/m);
    expect(out).toContain('+ client smart/beside\n');
    expect(out.match(/node\.propertysource=PROPERTIES/g)).toHaveLength(1);
    expect([pruned.code, pruned.out]).toEqual([1, expect.stringMatching(/^! module smart .*\n.*property file/m)]);
  });
});
