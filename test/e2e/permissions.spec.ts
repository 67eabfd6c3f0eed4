import { decodeJwt } from 'jose';
import { clientToken, introspect, refresh, tokensFor } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const [publicApp, , , backend] = testClients;
const permissions = (...names: readonly string[]) =>
  names.map((name) => {
    const [permission, argument] = name.split(' ');
    return argument === undefined ? { permission } : { permission, argument };
  });
const SCOPES = [
  'openid',
  'patient/*.cruds',
  'user/*.cruds',
  'offline_access',
  'cdr_all_user_authorities',
  'launch/patient',
];
const app = { ...publicApp, scopes: SCOPES, autoApproveScopes: SCOPES };
const service = { ...backend, scopes: ['patient/*.read'], canIntrospectOwnTokens: true };
const clients = [
  ...testClients,
  { ...app, clientId: 'app', permissions: permissions('ACCESS_ADMIN_JSON', 'FHIR_ALL_DELETE') },
  { ...service, clientId: 'superuser-service', permissions: permissions('ROLE_FHIR_CLIENT_SUPERUSER') },
  { ...service, clientId: 'poor-service' },
  {
    ...service,
    clientId: 'admin-service',
    scopes: ['system/Observation.rs'],
    permissions: permissions('ACCESS_ADMIN_JSON', 'OPENID_CONNECT_ADD_CLIENT', 'FHIR_ALL_READ', 'FHIR_ALL_WRITE'),
  },
  { ...service, clientId: 'changing-service', permissions: permissions('FHIR_ALL_READ') },
];
const superuser = { ...amelia, authorities: permissions('ROLE_FHIR_CLIENT_SUPERUSER', 'ACCESS_ADMIN_WEB') };
const patient = {
  ...bertha,
  authorities: permissions('FHIR_READ_ALL_IN_COMPARTMENT Patient/456', 'FHIR_WRITE_ALL_IN_COMPARTMENT Patient/456'),
};

let server: TestServer;
const people = { amelia: new Person(), bertha: new Person() };
beforeAll(async () => {
  server = await startTestServer({
    clients,
    users: [superuser, patient],
    properties: [
      'module.open.type=SECURITY_OUT_SMART',
      'module.open.requires.SECURITY_IN_UP=local_security',
      'module.open.config.bind_address=127.0.0.1',
      'module.open.config.port=PORT',
      'module.open.config.context_path=/open',
      'module.open.config.issuer.url=http://127.0.0.1:PORT/open',
      'module.open.config.seed_clients.file=classpath:clients.json',
      'module.open.config.enforce_approved_scopes_to_restrict_permissions=false',
      'module.open.config.access_token.permissions_claim=true',
    ],
  });
});
afterAll(() => server.stop());

/** What introspection says that a token may do, as texts. */
async function allowed(token: string, issuer = server.issuer): Promise<readonly string[]> {
  const { body } = await introspect(issuer, token);
  const list = body.permissions as readonly { permission: string; argument?: string }[];
  return list.map(({ permission, argument }) => [permission, argument].filter(Boolean).join(' ')).toSorted();
}

const tokens = (scope: string, username: 'amelia' | 'bertha' = 'amelia', issuer = server.issuer) => {
  const credentials = { amelia: superuser, bertha: patient }[username];
  return tokensFor(issuer, { clientId: 'app', scope, person: people[username], credentials });
};

describe('the example of the documents: a superuser with patient/*.read reads and does not write', () => {
  const reading = ['ACCESS_FHIR_ENDPOINT', 'FHIR_BATCH', 'FHIR_CAPABILITIES', 'FHIR_MANUAL_VALIDATION'];
  const everybody = [...reading, 'FHIR_TRANSACTION', 'ROLE_FHIR_CLIENT'];

  test('ruling 38, S-14: a client for itself', async () => {
    const list = await allowed((await clientToken(server.issuer, 'superuser-service')).access_token);

    expect(list).toEqual(expect.arrayContaining([...everybody, 'FHIR_ALL_READ']));
    expect(list.filter((name) => /WRITE|DELETE|PATCH|IMPORT|GATEHOUSE/.test(name))).toEqual([]);
  });

  test('ruling 38, STD S8: a person, of the patient in context', async () => {
    const { access_token } = await tokens('patient/*.read launch/patient');

    expect(await allowed(access_token)).toEqual(
      [...everybody, 'ACCESS_ADMIN_WEB', 'FHIR_READ_ALL_IN_COMPARTMENT Patient/123'].toSorted(),
    );
  });
});

describe('what introspection tells', () => {
  test.each([
    { scope: 'openid', expected: [] },
    { scope: 'patient/*.rs', expected: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/456'] },
    { scope: 'patient/Observation.rs', expected: ['FHIR_READ_TYPE_IN_COMPARTMENT Observation:Patient/456'] },
    { scope: 'user/*.d', expected: [] },
    {
      scope: 'user/*.cruds',
      expected: ['FHIR_READ_ALL_IN_COMPARTMENT Patient/456', 'FHIR_WRITE_ALL_IN_COMPARTMENT Patient/456'],
    },
    {
      scope: 'patient/Observation.rs?category=laboratory',
      expected: ['GATEHOUSE_FHIR_ACCESS Observation.rs?category=laboratory in Patient/456'],
    },
  ])('STD S8, ruling 38: a person with a compartment and $scope', async ({ scope, expected }) => {
    expect(await allowed((await tokens(scope, 'bertha')).access_token)).toEqual(expected);
  });

  test("a person's token has nothing of the client's permissions, and a client without any gets a token that may do nothing", async () => {
    expect(await allowed((await tokens('user/*.cruds', 'bertha')).access_token)).not.toContain('FHIR_ALL_DELETE');
    expect(await allowed((await clientToken(server.issuer, 'poor-service')).access_token)).toEqual([]);
  });

  test('ruling 10: permissions that are not about FHIR data stay', async () => {
    expect(await allowed((await clientToken(server.issuer, 'admin-service')).access_token)).toEqual([
      'ACCESS_ADMIN_JSON',
      'FHIR_READ_ALL_OF_TYPE Observation',
      'OPENID_CONNECT_ADD_CLIENT',
    ]);
  });

  test('cdr_all_user_authorities keeps all', async () => {
    const list = await allowed((await tokens('openid cdr_all_user_authorities')).access_token);

    expect(list).toEqual(expect.arrayContaining(['ACCESS_ADMIN_WEB', 'FHIR_ALL_WRITE', 'FHIR_ALL_DELETE']));
  });

  test('STD F2: a refresh with fewer scopes gives fewer permissions, and a later one without scopes all again', async () => {
    const first = await tokens('patient/*.cruds offline_access', 'bertha');
    const less = (
      await refresh(server.issuer, first.refresh_token, { client_id: 'app', scope: 'patient/Observation.rs' })
    ).body;
    const all = (await refresh(server.issuer, String(less.refresh_token), { client_id: 'app' })).body;

    expect(await allowed(String(less.access_token))).toEqual(['FHIR_READ_TYPE_IN_COMPARTMENT Observation:Patient/456']);
    expect(await allowed(String(all.access_token))).toHaveLength(2);
  });

  test('a refresh token may do nothing itself', async () => {
    const { refresh_token } = await tokens('patient/*.rs offline_access', 'bertha');

    expect((await introspect(server.issuer, refresh_token)).body).not.toHaveProperty('permissions');
  });
});

describe('R-11, ruling 38: a right that was taken away ends at once, for tokens that are out', () => {
  /** Another node made a change. */
  const change = async (statement: string, topic: string): Promise<void> => {
    await changeElsewhere(server.databaseUrl, { topic, text: statement });
  };
  const secondsUntil = async (token: string, expected: readonly string[]): Promise<number> => {
    const started = performance.now();
    while (JSON.stringify(await allowed(token)) !== JSON.stringify(expected))
      if (performance.now() - started > 60_000) throw new Error('The right is still there.');
    return (performance.now() - started) / 1_000;
  };

  test("a person's", async () => {
    const { access_token } = await tokens('user/*.cruds', 'bertha');
    expect(await allowed(access_token)).toHaveLength(2);
    const left = JSON.stringify(permissions('FHIR_READ_ALL_IN_COMPARTMENT Patient/456'));

    await change(`update user_account set authorities = '${left}' where username = 'bertha'`, 'users:local_security');
    const seconds = await secondsUntil(access_token, ['FHIR_READ_ALL_IN_COMPARTMENT Patient/456']);
    const before = JSON.stringify(patient.authorities);
    await change(`update user_account set authorities = '${before}' where username = 'bertha'`, 'users:local_security');

    expect(seconds).toBeLessThan(10);
    await secondsUntil(
      access_token,
      patient.authorities.map(({ permission }) => `${permission} Patient/456`),
    );
  });

  test("a client's", async () => {
    const { access_token } = await clientToken(server.issuer, 'changing-service');
    expect(await allowed(access_token)).toEqual(['FHIR_ALL_READ']);

    await change(
      `update oauth2_client set definition = jsonb_set(definition, '{permissions}', '[]') where client_id = 'changing-service'`,
      'clients:smart_auth',
    );

    expect(await secondsUntil(access_token, [])).toBeLessThan(10);
  });
});

describe('the switches', () => {
  test('enforce_approved_scopes_to_restrict_permissions off: scopes do not narrow', async () => {
    const issuer = `${server.issuer}/open`;
    const { access_token } = await tokensFor(issuer, {
      clientId: 'app',
      scope: 'openid',
      person: new Person(),
      credentials: patient,
    });

    expect(await allowed(access_token, issuer)).toHaveLength(2);
  });

  test('access_token.permissions_claim: off, no token has the claim; on, it has what introspection tells', async () => {
    const issuer = `${server.issuer}/open`;
    const without = await clientToken(server.issuer, 'admin-service');
    const { access_token } = await clientToken(issuer, 'admin-service');

    expect(decodeJwt(without.access_token)).not.toHaveProperty('gatehouse_permissions');
    expect(decodeJwt(access_token).gatehouse_permissions).toEqual(
      (await introspect(issuer, access_token)).body.permissions,
    );
  });

  test('a token carries no more than 100 permissions', async () => {
    const issuer = `${server.issuer}/open`;
    const many = Array.from({ length: 101 }, (_, place) => ({
      permission: 'FHIR_READ_INSTANCE',
      argument: `Patient/${String(place)}`,
    }));
    await rowsOf(
      server.databaseUrl,
      `update oauth2_client set definition = jsonb_set(definition, '{permissions}', '${JSON.stringify(many)}')
        where module_id = 'open' and client_id = 'poor-service'`,
    );

    const { access_token } = await clientToken(issuer, 'poor-service', SECRET);

    expect(await allowed(access_token, issuer)).toHaveLength(101);
    expect(decodeJwt(access_token)).not.toHaveProperty('gatehouse_permissions');
  });
});

test('ruling 54: the trace of a token says which permission was dropped by which rule', async () => {
  await clientToken(server.issuer, 'admin-service');

  const [row] = await rowsOf<{ trace: { kind: string; value: string; outcome: string; ruleId: string }[] }>(
    server.databaseUrl,
    `select trace from audit_event where kind = 'TOKEN' and client_id = 'admin-service' order by at desc limit 1`,
  );
  expect(row?.trace.filter(({ kind }) => kind === 'permission')).toEqual([
    {
      kind: 'permission',
      value: 'FHIR_ALL_WRITE',
      outcome: 'dropped',
      ruleId: 'permission.no-scope',
      source: 'scopes',
    },
    { kind: 'permission', value: 'FHIR_ALL_READ', outcome: 'granted', ruleId: 'permission.narrowed', source: 'scopes' },
  ]);
});
