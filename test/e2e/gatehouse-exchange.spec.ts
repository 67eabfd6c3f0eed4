import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { basic, postForm } from '../support/app.js';
import { gatehouse, type CommandResult, type CommandRun } from '../support/gatehouse-command.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;
let folder: string;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
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

async function tokenStatus(clientId: string, secret: string): Promise<number> {
  const fields = { grant_type: 'client_credentials', scope: 'system/*.rs' };
  return (await postForm(`${server.issuer}/oauth/token`, fields, basic(clientId, secret))).status;
}

describe('gatehouse import', () => {
  test('takes over a client beside a running server, which knows it within a second', async () => {
    const file = await document('lab.json', { clients: [service] });

    const { code, out } = await run(['import', file], withSecret());

    expect({ code, out }).toEqual({ code: 0, out: '+ client smart_auth/lab\nclients: 1 created\n' });
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(200);
  });

  test('has nothing to do the second time, and does not touch the secret', async () => {
    const file = await document('lab.json', { clients: [service] });

    const { code, out } = await run(['import', file], withSecret());

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
  const file = (lifetime: number) =>
    document('plan.json', {
      clients: [
        {
          ...wanted,
          allowedGrantTypes: ['AUTHORIZATION_CODE'],
          registeredRedirectUris: ['https://app.example.org/cb'],
          accessTokenValiditySeconds: lifetime,
        },
      ],
    });

  test('show what would be made and change nothing; then do it; then have nothing to do', async () => {
    const planned = await run(['plan', await file(300)]);
    const again = await run(['plan', 'plan.json']);
    const applied = await run(['apply', 'plan.json', '--yes']);
    const afterwards = await run(['plan', 'plan.json']);

    expect([planned.code, again.code, applied.code, afterwards.code]).toEqual([3, 3, 0, 0]);
    expect(planned.out).toMatch(/^\+ client smart_auth\/planned\n/m);
    expect(again.out).toBe(planned.out);
    expect(afterwards.out).toMatch(/1 unchanged/);
  });

  test('show the values that are different', async () => {
    const { code, out } = await run(['plan', await file(600)]);

    expect(code).toBe(3);
    expect(out).toContain('~ client smart_auth/planned: accessTokenValiditySeconds 300 → 600\n');
  });

  test('ask, and do nothing without a yes', async () => {
    const refused = await run(['apply', await file(900)], { environment: server.environment, answers: ['no'] });
    const { out } = await run(['plan', 'plan.json']);

    expect({ code: refused.code, err: refused.err }).toEqual({ code: 0, err: 'Do this? [y/N] Nothing was done.\n' });
    expect(out).toContain('300 → 900');
  });

  test('leave alone what is not in the document, unless they are told to take it away', async () => {
    const name = await file(300);

    const { out } = await run(['plan', name]);
    expect(out).toContain('? client smart_auth/lab is not in the document');
    await run(['apply', name, '--yes']);
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(200);

    const pruned = await run(['apply', name, '--yes', '--prune']);
    expect(pruned.out).toContain('- client smart_auth/lab\n');
    expect(await tokenStatus('lab', 'the-secret-of-the-lab')).toBe(401);
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
    modules: [
      {
        moduleId: 'ward_auth',
        moduleType: 'SECURITY_OUT_SMART',
        options: [
          { key: 'port', value: '9311' },
          { key: 'issuer.url', value: 'http://localhost:9311' },
          { key: 'openid.signing.keystore_id', value: 'ward-keys' },
        ],
        dependencies: [{ moduleId: 'ward_people', type: 'SECURITY_IN_UP' }],
      },
      { moduleId: 'ward_people', moduleType: 'SECURITY_IN_LOCAL', options: [], dependencies: [] },
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
    ],
  };

  test('gives the same bytes, every kind filled, 1,000 clients of all characters', async () => {
    const [first, second] = [await emptyInstallation(), await emptyInstallation()];
    const filled = await run(['import', await document('everything.json', everything)], { environment: first });
    expect(filled).toMatchObject({ code: 0, out: expect.not.stringContaining('refused') });

    const exported = await run(['export', '--output', 'first.json'], { environment: first, folder });
    const imported = await run(['import', 'first.json'], { environment: second, folder });
    await run(['export', '--output', 'second.json'], { environment: second, folder });

    const bytes = await readFile(join(folder, 'first.json'), 'utf8');
    expect({ exported: exported.code, imported: imported.code }).toEqual({ exported: 0, imported: 0 });
    expect(await readFile(join(folder, 'second.json'), 'utf8')).toBe(bytes);
    expect(bytes).not.toMatch(/the-secret-|Correct-horse|"pid"|"version"/);
    for (const kind of ['keystores', 'modules', 'servers', 'clients', 'users'])
      expect(bytes).toMatch(new RegExp(`"${kind}":\\[\\n\\{`));
  });
});
