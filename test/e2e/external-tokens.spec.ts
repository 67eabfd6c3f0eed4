import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  EXTERNAL_TOKENS,
  type ExternalTokenAuthentication,
  type ExternalTokenCaller,
} from '#inbound-security/external-token.port';
import { SMART_CONFIGURATIONS, type SmartConfigurations } from '#inbound-security/smart-configurations.port';
import { SmartBearerGuard, SmartCaller, SmartRoute } from '#inbound-security/smart-bearer-guard.port';
import { readSmartInbound } from '#inbound-security/smart/read-smart-inbound';
import { allowsIn } from '#protocol/permissions/fhir-access';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { postForm } from '../support/app.js';
import { newClientKey, type ClientKey } from '../support/client-keys.js';
import { startFhirApplication } from '../support/fhir-application.js';
import { rowsOf } from '../support/rows.js';
import { DISCOVERY, sends, startUpstream, type Upstream, type UpstreamAnswer } from '../support/upstream.js';

@Controller('fhir')
@UseGuards(SmartBearerGuard('smart_in'))
class ObservationController {
  @Get('Observation/:id')
  @SmartRoute({ access: { interaction: 'r', resourceType: 'Observation' } })
  read(@Param('id') id: string, @SmartCaller() { authorities, subject }: ExternalTokenCaller) {
    const isOpen = allowsIn(authorities, 'r', { resourceType: 'Observation', compartments: [`Patient/${id}`] });
    return { resourceType: 'Observation', id, isOpen, subject };
  }

  @Get('metadata')
  @SmartRoute({ acrValues: ['phr'], maxAge: 300 })
  sure() {
    return {};
  }
}

@Controller()
@UseGuards(SmartBearerGuard('smart_in'))
@SmartRoute({ acrValues: ['phr'] })
class SureController {}

@Controller('sure')
@SmartRoute({ maxAge: 300 })
class NarrowingController extends SureController {
  @Get('plain')
  plain() {
    return {};
  }

  @Get('scoped')
  @SmartRoute({ scopes: ['user/Observation.r'] })
  @SmartRoute({ scopes: ['user/Patient.r'] })
  scoped() {
    return {};
  }
}

/** A JWT without its first dot. */
const LOST_DOT = `${[{ alg: 'ES256' }, { iss: 'https://x' }].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url')).join('')}.sig`;

@Controller('opaque')
@UseGuards(SmartBearerGuard('opaque_in'))
class OpaqueController {
  @Get()
  who(@SmartCaller() { subject }: ExternalTokenCaller) {
    return { subject };
  }
}

const key = newClientKey('ES256', 'upstream');
const AUDIENCE = 'https://fhir.example/r4';
const INTROSPECT = '/introspect';

let upstream: Upstream;
let opaque: Upstream;
let server: AdminServer;
let app: NestFastifyApplication;
let tokens: ExternalTokenAuthentication;
let now = 0;

const keeper = administrator('keeper', ['OPENID_CONNECT_EDIT_SERVER', 'OPENID_CONNECT_VIEW_SERVER_LIST']);

const backend = {
  clientId: 'backend',
  clientName: 'Backend',
  enabled: true,
  allowedGrantTypes: ['CLIENT_CREDENTIALS'],
  accessTokenValiditySeconds: 300,
  scopes: ['system/*.rs'],
  clientSecrets: [{ secret: 'a long enough secret' }],
  secretRequired: true,
  permissions: [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'VIEW_USERS' }],
};

beforeAll(async () => {
  upstream = await startUpstream(key);
  opaque = await startUpstream(key);
  const definition = { nodeId: 'Master', moduleId: 'smart_in', name: 'Hospital', issuer: upstream.issuer };
  const introspected = {
    ...{ ...definition, moduleId: 'opaque_in', issuer: opaque.issuer },
    ...{ tokenIntrospectionClientId: 'gatehouse', tokenIntrospectionClientSecret: 'a long secret' },
  };
  const bound = {
    ...{ ...definition, moduleId: 'bound_in' },
    ...{ tokenIntrospectionClientId: 'gatehouse', tokenIntrospectionClientSecret: 'a long secret' },
  };
  server = await startAdminServer({
    users: [keeper],
    clock: { now: () => new Date(Date.now() + now * 1_000) },
    clients: [backend],
    files: {
      'servers.json': JSON.stringify({ servers: [definition] }),
      'opaque.json': JSON.stringify({ servers: [introspected] }),
      'bound.json': JSON.stringify({ servers: [bound] }),
    },
    properties: [
      'module.smart_in.type=SECURITY_IN_SMART',
      'module.smart_in.config.trust_intra_cluster_tokens.modules=Master/smart_auth',
      'module.smart_in.config.seed_servers.file=classpath:servers.json',
      `module.smart_in.config.allowed_audience_list=${AUDIENCE}`,
      'module.opaque_in.type=SECURITY_IN_SMART',
      'module.opaque_in.config.seed_servers.file=classpath:opaque.json',
      'module.opaque_in.config.token_endpoint=https://idp.example/token',
      'module.bound_in.type=SECURITY_IN_SMART',
      'module.bound_in.config.seed_servers.file=classpath:bound.json',
      'module.admin_json.requires.SECURITY_IN_OIC=smart_in',
    ],
  });
  const read = (moduleId: string, config: Readonly<Record<string, string>>) =>
    readSmartInbound({ nodeId: 'Master', moduleId, config: new Map(Object.entries(config)) }, new Set()).instance;
  app = await startFhirApplication({
    databaseUrl: server.databaseUrl,
    instances: [
      read('smart_in', { allowed_audience_list: AUDIENCE }),
      read('opaque_in', {
        'smart_configuration.scopes_supported': 'openid user/*.rs',
        authorization_endpoint: 'https://idp.example/authorize',
        token_endpoint: 'https://idp.example/token',
        management_endpoint: 'https://idp.example/manage',
        introspection_endpoint: 'https://idp.example/introspect',
        revocation_endpoint: 'https://idp.example/revoke',
      }),
      read('bound_in', { 'key_validation.prevent_token_key_reuse': 'true', 'cache_authentication.seconds': '0' }),
    ],
    controllers: [ObservationController, NarrowingController, OpaqueController],
    clock: { now: () => new Date(Date.now() + now * 1_000) },
  });
  tokens = app.get(EXTERNAL_TOKENS, { strict: false });
});
afterAll(async () => {
  await Promise.all([upstream.stop(), opaque.stop()]);
  // Where the application could not start, the server must not keep the run from ending.
  await (app as NestFastifyApplication | undefined)?.close();
  await server.stop();
});
beforeEach(() => {
  upstream.answers.clear();
  opaque.answers.clear();
  upstream.hits.clear();
  opaque.hits.clear();
});

const tokenOf = (claims: Readonly<Record<string, unknown>> = {}, header = {}): string => {
  return upstream.token({ aud: AUDIENCE, client_id: 'their-app', ...claims }, { header });
};
const named = (sub: string, at = upstream): string => `${sub}@${new URL(at.issuer).host}`;
const ask = (token: string, moduleId = 'smart_in') =>
  tokens.authenticate(moduleId, { token, remoteAddress: '192.0.2.1' });

async function callerOf(token: string, moduleId = 'smart_in'): Promise<ExternalTokenCaller> {
  const outcome = await ask(token, moduleId);
  if (outcome.kind !== 'admitted') throw new Error(outcome.cause);
  return outcome.caller;
}

/** Gives the holder's account permissions, and waits until the other process knows. */
async function permit(token: string, permissions: readonly (string | { permission: string; argument: string })[]) {
  const { user } = await callerOf(token);
  const path = `/user-management/Master/smart_in/${user?.pid}`;
  const { body } = await server.as().get(path);
  const authorities = permissions.map((each) => (typeof each === 'string' ? { permission: each } : each));
  expect((await server.as().put(path, { ...body, authorities })).status).toBe(200);
  await until(async () => (await callerOf(token)).authorities.length > 0);
}

/** What another process did is seen within a second. */
async function until(fact: () => Promise<boolean>): Promise<void> {
  for (const since = performance.now(); performance.now() - since < 2_000;) if (await fact()) return;
  throw new Error('It did not come about.');
}

const isRefused = async (token: string): Promise<boolean> => (await ask(token)).kind === 'refused';

describe('a token of another server', () => {
  test('its holder has an account here that holds nothing, until an administrator gives it something', async () => {
    const token = tokenOf({ sub: 'anna-1', preferred_username: 'anna', scope: 'user/*.rs' });
    const before = await callerOf(token);
    await permit(
      token,
      ['FHIR_READ_ALL_OF_TYPE', 'ACCESS_ADMIN_JSON'].map((permission) =>
        permission.endsWith('TYPE') ? { permission, argument: 'Observation' } : permission,
      ),
    );
    const after = await callerOf(token);

    expect(before).toMatchObject({
      ...{ source: 'other', issuer: upstream.issuer, moduleId: 'smart_in', clientId: 'their-app', subject: 'anna-1' },
      ...{ user: { moduleId: 'smart_in', username: named('anna-1') }, scopes: ['user/*.rs'], authorities: [] },
    });
    expect(after.authorities).toEqual(
      expect.arrayContaining([
        { permission: 'FHIR_READ_ALL_OF_TYPE', argument: 'Observation' },
        { permission: 'ACCESS_ADMIN_JSON' },
      ]),
    );
  });

  test('ruling 10: scopes narrow FHIR permissions, and nothing else', async () => {
    const claims = { sub: 'narrow', scope: 'patient/Observation.rs', patient: '42' };
    await permit(tokenOf(claims), ['FHIR_ALL_READ', 'FHIR_ALL_WRITE', 'VIEW_USERS']);

    expect((await callerOf(tokenOf(claims))).authorities).toEqual(
      expect.arrayContaining([{ permission: 'VIEW_USERS' }]),
    );
    const { authorities } = await callerOf(tokenOf(claims));
    const place = (id: string) => ({ resourceType: 'Observation', compartments: [`Patient/${id}`] });
    expect([
      allowsIn(authorities, 'r', place('42')),
      allowsIn(authorities, 'u', place('42')),
      allowsIn(authorities, 'r', place('43')),
    ]).toEqual([true, false, false]);
  });

  test('V-75: one name at two people is two accounts', async () => {
    const [one, two] = [
      await callerOf(tokenOf({ sub: 'one', preferred_username: 'same' })),
      await callerOf(tokenOf({ sub: 'two', preferred_username: 'same' })),
    ];

    expect([one.user?.username, two.user?.username]).toEqual([named('one'), named('two')]);
  });

  test('V-75: neither a name nor a client of another server makes anybody an administrator, or another person, here', async () => {
    const callers = [
      await callerOf(tokenOf({ sub: 'mallory', preferred_username: 'ADMIN' })),
      await callerOf(tokenOf({ sub: 'wanted' })),
      await callerOf(tokenOf({ sub: undefined, client_id: 'wanted' })),
      await callerOf(tokenOf({ sub: 'wanted', client_id: 'wanted' })),
    ];

    const [mallory, person, client, same] = callers.map(({ user }) => user);
    expect([mallory?.username, person?.username, client?.username]).toEqual([
      ...[named('mallory'), named('wanted')],
      `client:${named('wanted')}`,
    ]);
    expect([client?.pid === person?.pid, client?.pid === same?.pid]).toEqual([false, true]);
  });

  test('R-11, V-28: a locked account ends at once, remembered token or not', async () => {
    const token = tokenOf({ sub: 'locked' });
    const { user } = await callerOf(token);
    const path = `/user-management/Master/smart_in/${user?.pid}`;
    const { body } = await server.as().get(path);
    await server.as().put(path, { ...body, accountLocked: true });

    await until(() => isRefused(token));
    expect(await isRefused(tokenOf({ sub: 'locked', jti: 'other' }))).toBe(true);
  });

  test('of an account an administrator sets no password, disables it, takes its factor away and deletes it, for good (V-28)', async () => {
    const token = tokenOf({ sub: 'short-lived' });
    const { user } = await callerOf(token);
    const path = `/user-management/Master/smart_in/${user?.pid}`;
    const { body } = await server.as().get(path);
    const refused = await server.as().put(path, { ...body, password: 'a second way in' });
    const reset = await server.as().delete(`${path}/second-factor`);
    const disabled = await server.as().put(path, { ...body, accountDisabled: true });
    await until(() => isRefused(token));

    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('another server of smart_in knows')]);
    expect([reset.status, disabled.status, (await server.as().delete(path)).status]).toEqual([204, 200, 204]);
    expect(await isRefused(tokenOf({ sub: 'short-lived', jti: 'later' }))).toBe(true);
    expect(
      (await server.as().get<{ users: unknown[] }>('/user-management/Master/smart_in?searchTerm=short-lived')).body
        .users,
    ).toEqual([]);
  });

  test('calls the admin API, where its module is named', async () => {
    const token = tokenOf({ sub: 'admin-1', preferred_username: 'foreign-admin' });
    await permit(token, ['ACCESS_ADMIN_JSON', 'VIEW_USERS']);
    const nobody = await server.as({ token: tokenOf({ sub: 'nobody' }) }).get('/user-management/Master/local_security');
    const forged = await server
      .as({ token: `${token.slice(0, -4)}AAAA` })
      .get('/user-management/Master/local_security');

    expect((await server.as({ token }).get('/user-management/Master/local_security')).status).toBe(200);
    expect([nobody.status, forged.status]).toEqual([403, 401]);
    expect(forged.headers.get('www-authenticate')).toContain('Bearer realm="gatehouse", error="invalid_token"');
  });

  test('V-100: who may edit definitions and nothing else is nobody whom a definition vouches for', async () => {
    const own = newClientKey('ES256', 'own');
    await permit(tokenOf({ sub: 'chief' }), ['ROLE_SUPERUSER']);
    const api = server.as(keeper);
    const { body } = await api.get(
      `/openid-connect-servers/Master/smart_in?issuer_url=${encodeURIComponent(upstream.issuer)}`,
    );
    const path = `/openid-connect-servers/Master/smart_in/${String(body['pid'])}`;
    const changes = [
      { validationJwkText: JSON.stringify(own.jwk) },
      { federationJwkSetUrl: `${opaque.issuer}/jwks` },
      { issuer: opaque.issuer },
    ];
    const refused = [];
    for (const change of changes) refused.push(await api.put(path, { ...body, ...change }));
    const renamed = await api.put(path, { ...body, name: 'Clinic' });
    const token = upstream.token({ aud: AUDIENCE, sub: 'chief', scope: 'cdr_all_user_authorities' }, { key: own });

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(refused[0]?.text).toContain('people have accounts here by this definition');
    expect([renamed.status, (await ask(token)).kind]).toEqual([200, 'refused']);
  });

  test('tokens of our own module count beside it, and are looked up each time', async () => {
    const response = await postForm(`${server.issuer}/oauth/token`, {
      ...{ grant_type: 'client_credentials', client_id: 'backend', client_secret: 'a long enough secret' },
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const before = await server.as({ token }).get('/user-management/Master/local_security');
    await postForm(`${server.issuer}/session/token/revoke`, {
      ...{ token, client_id: 'backend', client_secret: 'a long enough secret' },
    });
    const after = await server.as({ token }).get('/user-management/Master/local_security');

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  test.each([
    ['made for somebody else', { aud: 'https://other.example' }, {}],
    ['without audience', { aud: undefined }, {}],
    ['of an unknown issuer', { iss: 'https://evil.example' }, {}],
    ['expired', { exp: 1 }, {}],
    ['that does not expire', { exp: undefined }, {}],
    ['V-46: an ID token', { at_hash: 'x', nonce: 'n', scope: undefined }, { typ: 'JWT' }],
    ['V-46: an ID token without hashes', { nonce: 'n', scope: undefined }, { typ: undefined }],
    ['V-46: a Keycloak refresh token', { typ: 'Refresh' }, { typ: 'JWT' }],
    ['V-46: a logout token', { events: {} }, { typ: 'JWT' }],
    ['V-46: a logout token by its type', {}, { typ: 'logout+jwt' }],
    ['V-46: a client assertion', {}, { typ: 'client-authentication+jwt' }],
    ['bound to a key', { cnf: { jkt: 'x' } }, {}],
    ['that names nobody', { sub: undefined, client_id: undefined }, {}],
    ['of a person without id', { sub: '', client_id: 'wanted' }, {}],
    ['V-46: an ID token with scopes of null', { scope: null }, { typ: 'JWT' }],
    ['V-46: a Cognito ID token', { token_use: 'id' }, { typ: undefined }],
  ])('%s is refused', async (_name, claims, header) => {
    expect(await ask(tokenOf({ sub: 'refused', ...claims }, header))).toMatchObject({
      kind: 'refused',
      description: 'The access token is unknown here, expired or revoked.',
    });
  });

  test.each([
    ['Keycloak', { typ: 'Bearer', azp: 'app', client_id: undefined, nonce: 'n' }, { typ: 'JWT' }, 'app'],
    ['Okta', { scope: undefined, scp: ['user/*.rs'], cid: 'app', client_id: undefined }, { typ: undefined }, 'app'],
    ['RFC 9068', {}, { typ: 'application/at+jwt' }, 'their-app'],
  ])('as %s writes them they count', async (_name, claims, header, clientId) => {
    expect((await callerOf(tokenOf({ sub: 'vendor', ...claims }, header))).clientId).toBe(clientId);
  });
});

describe('what is remembered', () => {
  test('V-44: 600 tokens that differ in their subject alone, interleaved, are never taken for one another', async () => {
    const people = Array.from({ length: 60 }, (_none, place) => `crowd-${place}`);
    const all = people.map((sub) => ({ sub, token: tokenOf({ sub, iat: 1_700_000_000, jti: 'same' }) }));
    const found: boolean[] = [];
    for (let round = 0; round < 10; round++) {
      const callers = await Promise.all(all.map(({ token }) => callerOf(token)));
      found.push(
        ...callers.map(({ subject, user }, place) => subject === all[place]?.sub && user?.username === named(subject)),
      );
    }

    expect([found.length, found.every(Boolean)]).toEqual([600, true]);
  });

  test('R-11, V-100: a definition that is archived vouches for nobody within a second, and the next of its issuer for the same people', async () => {
    const issuer = upstream.issuer;
    const token = tokenOf({ sub: 'archived' });
    const { user } = await callerOf(token);
    const list = await server
      .as()
      .get(`/openid-connect-servers/Master/smart_in?issuer_url=${encodeURIComponent(issuer)}`);
    await server.as().delete(`/openid-connect-servers/Master/smart_in/${String(list.body['pid'])}`);
    await until(() => isRefused(token));
    const again = await server.as().post('/openid-connect-servers/Master/smart_in', { issuer, name: 'Hospital' });

    expect(again.status).toBe(201);
    await until(async () => !(await isRefused(token)));
    expect((await callerOf(token)).user?.pid).toBe(user?.pid);
  });
});

describe('key_validation.prevent_token_key_reuse', () => {
  afterAll(() => {
    upstream.keys = [key];
  });
  const signed = (by: ClientKey, header = {}) => upstream.token({ sub: 'bound' }, { key: by, header });
  const outcomeOf = async (token: string) => {
    const outcome = await ask(token, 'bound_in');
    return outcome.kind === 'admitted' ? outcome.kind : outcome.cause;
  };

  test('V-40: a kid stands for one key for good, at whichever process it was seen, and each token needs one', async () => {
    const other = newClientKey('ES256', 'other');
    const impostor = newClientKey('ES256', 'upstream');
    const first = [await outcomeOf(signed(key)), await outcomeOf(signed(key, { kid: undefined }))];
    upstream.keys = [impostor, other];
    now += 31;
    const then = [await outcomeOf(signed(impostor)), await outcomeOf(signed(other))];
    const elsewhere = await ask(upstream.token({ aud: AUDIENCE, sub: 'free' }, { key: impostor }));

    const reused = `${upstream.issuer}: its kid is missing, or was that of another key`;
    expect([first, then]).toEqual([
      ['admitted', reused],
      [reused, 'admitted'],
    ]);
    expect(elsewhere.kind).toBe('admitted');
  });
});

describe('a token that only its server can read', () => {
  const answers = (answer: object, status = 200): string[] => {
    const shown: string[] = [];
    opaque.answers.set(INTROSPECT, (request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        shown.push(`${request.headers.authorization ?? ''} ${body}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    return shown;
  };
  const active = { active: true, sub: 'opaque-1', username: 'olga', client_id: 'app', scope: 'user/*.rs' };
  const soon = () => Math.floor(Date.now() / 1_000) + now + 120;

  test('is asked about once while it is remembered, never past its expiry', async () => {
    const shown = answers({ ...active, exp: soon() });
    const first = await callerOf('opaque-token', 'opaque_in');
    await callerOf('opaque-token', 'opaque_in');
    now += 121;
    answers({ active: false });
    const late = await ask('opaque-token', 'opaque_in');

    expect(first).toMatchObject({
      subject: 'opaque-1',
      user: { username: named('opaque-1', opaque) },
      scopes: ['user/*.rs'],
    });
    expect(shown).toEqual([
      `Basic ${Buffer.from('gatehouse:a+long+secret').toString('base64')} token=opaque-token&token_type_hint=access_token`,
    ]);
    expect(late.kind).toBe('refused');
  });

  test.each([
    ['not active', { active: false }, 200, 'refused'],
    ['active in words alone', { active: 'true', sub: 'x' }, 200, 'refused'],
    ['of another issuer', { ...active, iss: 'https://evil.example' }, 200, 'refused'],
    ['expired', { ...active, exp: 1 }, 200, 'refused'],
    ['bound to a key', { ...active, cnf: { jkt: 'x' } }, 200, 'refused'],
    ['of nobody', { active: true }, 200, 'refused'],
    ['V-46: a refresh token', { ...active, token_type: 'refresh_token' }, 200, 'refused'],
    ['V-46: a refresh token of Hydra', { ...active, token_type: 'Bearer', token_use: 'refresh_token' }, 200, 'refused'],
    ['V-46: an ID token', { ...active, typ: 'ID' }, 200, 'refused'],
    ['not to be asked about by us', { error: 'invalid_client' }, 401, 'unavailable'],
  ])('one that is %s', async (name, answer, status, kind) => {
    answers({ exp: soon(), ...answer }, status);

    expect((await ask(`token-${name.replaceAll(' ', '-')}`, 'opaque_in')).kind).toBe(kind);
  });

  test.each(['ghr_AAAAAAAAAAAAAAAAAAAAAA.0.x', 'ghc_code', 'ghs_secret', 'ght_initial', 'ghd_device', LOST_DOT])(
    'V-22: %s, which is a value of ours, is refused and shown to nobody',
    async (value) => {
      const shown = answers({ ...active, exp: soon() });

      expect([(await ask(value, 'opaque_in')).kind, shown]).toEqual(['refused', []]);
    },
  );

  test('is refused, and shown to nobody, where no server takes such tokens', async () => {
    expect([(await ask('no-jwt')).kind, upstream.hits.size]).toEqual(['refused', 0]);
  });

  test('is asked about each time where cache_authentication.seconds is 0', async () => {
    upstream.answers.set(INTROSPECT, sends({ ...active, exp: soon() }));
    const kinds = [await ask('uncached', 'bound_in'), await ask('uncached', 'bound_in')].map(({ kind }) => kind);

    expect([kinds, upstream.hits.get(INTROSPECT)]).toEqual([['admitted', 'admitted'], 2]);
  });

  test('is refused, and shown to nobody, where two servers could be asked: the audit log says why', async () => {
    const at = '/openid-connect-servers/Master/smart_in';
    const both = [upstream, opaque].map(({ issuer }) => ({
      ...{ issuer: `${issuer}/`, name: 'Both', tokenIntrospectionClientId: 'us' },
      tokenIntrospectionClientSecret: 'another long secret',
    }));
    const { body: before } = await server.as().get(`${at}?issuer_url=${encodeURIComponent(upstream.issuer)}`);
    await server.as().put(`${at}/${String(before['pid'])}`, { ...before, ...both[0] });
    const second = await server.as().post(at, both[1] ?? {});
    [upstream, opaque].forEach(({ hits }) => hits.clear());
    const answered = await server.as({ token: 'whose-is-this' }).get('/user-management/Master/local_security');
    const [row] = await rowsOf<{ text: string }>(
      server.databaseUrl,
      `select detail::text as text from audit_event where outcome = 'failure' order by at desc limit 1`,
    );
    await server.as().delete(`${at}/${String(second.body['pid'])}`);
    await server.as().put(`${at}/${String(before['pid'])}`, {
      ...{ ...before, tokenIntrospectionClientId: null, tokenIntrospectionClientSecret: null },
    });

    expect([answered.status, upstream.hits.get(INTROSPECT), opaque.hits.get(INTROSPECT)]).toEqual([
      401,
      undefined,
      undefined,
    ]);
    expect(row?.text).toContain('give each a SMART inbound module of its own');
    expect(JSON.stringify(answered.body)).not.toContain('SMART inbound');
  });

  test('V-72: whoever changes where the secret goes gives it again; the new server gets none, and nobody is shown it', async () => {
    const capture = await startUpstream(key);
    const credentials: string[] = [];
    for (const path of ['/introspect', '/token', '/jwks', DISCOVERY])
      capture.answers.set(path, ({ headers }, response) => {
        credentials.push(headers.authorization ?? '');
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(capture.document));
      });
    const at = '/openid-connect-servers/Master/opaque_in';
    const { body: definition } = await server.as().get(`${at}?issuer_url=${encodeURIComponent(opaque.issuer)}`);
    const path = `${at}/${String(definition['pid'])}`;
    const moves = [
      { issuer: capture.issuer },
      { federationTokenUrl: `${capture.issuer}/token` },
      { wellKnownEndpoint: `${capture.issuer}${DISCOVERY}` },
    ];
    const { tokenIntrospectionClientSecret: masked, ...withoutSecret } = definition;
    const refused = [];
    for (const move of moves)
      for (const json of [definition, withoutSecret]) refused.push(await server.as().put(path, { ...json, ...move }));
    await ask('after-the-try', 'opaque_in');
    const removed = await server.as().put(path, { ...definition, ...moves[0], tokenIntrospectionClientSecret: '' });
    await until(
      async () =>
        (await ask(`moved-${performance.now()}`, 'opaque_in')).kind === 'refused' || capture.hits.has('/introspect'),
    );
    const back = await server.as().put(path, { ...definition, tokenIntrospectionClientSecret: 'a long secret' });
    await capture.stop();

    expect(refused.map(({ status }) => status)).toEqual(Array(6).fill(400));
    expect(new Set(refused.map(({ body }) => JSON.stringify(body['messages'])))).toMatchObject({ size: 3 });
    expect([removed.status, back.status, masked]).toEqual([200, 200, '***']);
    expect(new Set(credentials)).toEqual(new Set(['']));
    expect(JSON.stringify([definition, refused, removed, back])).not.toContain('a long secret');
  });

  test('ruling 12: is refused where the definition has a validation key, and shown to nobody', async () => {
    const { body: definition } = await server
      .as()
      .get(`/openid-connect-servers/Master/opaque_in?issuer_url=${encodeURIComponent(opaque.issuer)}`);
    const path = `/openid-connect-servers/Master/opaque_in/${String(definition['pid'])}`;
    await server.as().put(path, { ...definition, validationJwkText: JSON.stringify(key.jwk) });
    opaque.hits.clear();
    await until(async () => (await ask('another-token', 'opaque_in')).kind === 'refused');
    opaque.hits.clear();
    const outcome = await ask('one-more-token', 'opaque_in');
    const asked = opaque.hits.get(INTROSPECT);
    await server.as().put(path, definition);
    answers({ ...active, exp: soon() });
    await until(async () => (await ask(`back-${performance.now()}`, 'opaque_in')).kind === 'admitted');

    expect([outcome.kind, asked]).toEqual(['refused', undefined]);
  });

  test('R-18: a flood of invented ones from one network is bounded, and keeps no real one from elsewhere out', async () => {
    let most = 0;
    let underWay = 0;
    opaque.answers.set(INTROSPECT, (request, response) => {
      let body = '';
      most = Math.max(most, ++underWay);
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        underWay--;
        sends(body.includes('token=real') ? { ...active, exp: soon() } : { active: false })(request, response);
      });
    });
    const from = async (remoteAddress: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const { statusCode, headers: answered } = await app.inject({ url: '/opaque', headers, remoteAddress });
      return { status: statusCode, retryAfter: Number(answered['retry-after'] ?? 0) };
    };
    const known = await from('198.51.100.66', 'real-before');
    const flood = Array.from({ length: 150 }, (_, n) => from('198.51.100.66', `junk-${String(n)}`));
    const real = await from('198.51.100.7', 'real-elsewhere');
    const answers = await Promise.all(flood);
    const asked = opaque.hits.get(INTROSPECT) ?? 0;

    expect([known.status, real.status]).toEqual([200, 200]);
    expect(answers.filter(({ status, retryAfter }) => status === 429 && retryAfter > 0).length).toBeGreaterThan(50);
    expect(asked).toBeLessThan(100);
    expect(most).toBeLessThanOrEqual(5);
    // What is remembered needs nobody's answer.
    expect((await from('198.51.100.66', 'real-before')).status).toBe(200);
  });

  test('G-21: while its server is silent the caller hears so in 5 s, and others are served', async () => {
    opaque.answers.set(INTROSPECT, () => undefined);
    const since = performance.now();
    const waiting = ask('silent', 'opaque_in');
    expect((await ask(tokenOf({ sub: 'meanwhile' }))).kind).toBe('admitted');
    expect(performance.now() - since).toBeLessThan(1_500);
    expect((await waiting).kind).toBe('unavailable');
    expect(performance.now() - since).toBeLessThan(6_000);
  });
});

describe('a definition that is saved', () => {
  const at = '/openid-connect-servers/Master/bound_in';
  /** Saves a definition of an issuer and takes it away again. @returns what was warned of */
  async function warningOf(issuer: string, more: object = {}): Promise<string> {
    const { status, body, headers } = await server.as().post(at, { issuer, name: 'Tried', ...more });
    expect(status).toBe(201);
    await server.as().delete(`${at}/${String(body['pid'])}`);
    return decodeURIComponent(headers.get('warning') ?? '');
  }

  test('reference 6: is looked up at its server; what is wrong is told, and does not keep it from being saved', async () => {
    const gone = await startUpstream(key);
    await gone.stop();
    const independent = {
      validationJwkText: JSON.stringify(key.jwk),
      ...{ federationAuthorizationUrl: `${gone.issuer}/auth`, federationTokenUrl: `${gone.issuer}/token` },
    };
    const page: UpstreamAnswer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    };
    const warnings = [await warningOf(opaque.issuer), await warningOf(gone.issuer, independent)];
    const away = await warningOf(gone.issuer);
    opaque.answers.set(DISCOVERY, sends({ ...opaque.document, issuer: 'https://evil.example' }));
    const foreign = [await warningOf(opaque.issuer), await warningOf(opaque.issuer, independent)];
    opaque.answers.set(DISCOVERY, page);
    const garbage = await warningOf(opaque.issuer);

    expect(warnings).toEqual(['', '']);
    expect(away).toMatch(/discovery document cannot be had now.*gatehouse\.egress\.allowed_hosts/);
    expect(foreign).toEqual(Array(2).fill(expect.stringMatching(/is not what the server calls itself.*evil\.example/)));
    expect(garbage).toContain('discovery document cannot be used');
  });

  test('is not looked up again where nothing changes that decides who it is', async () => {
    const { body } = await server.as().post(at, { issuer: opaque.issuer, name: 'Tried' });
    const path = `${at}/${String(body['pid'])}`;
    opaque.hits.clear();
    await server.as().put(path, { ...body, name: 'Renamed' });
    const renamed = opaque.hits.get(DISCOVERY);
    await server.as().put(path, { ...body, issuer: `${opaque.issuer}/` });
    await server.as().delete(path);

    expect([renamed, opaque.hits.get(DISCOVERY)]).toEqual([undefined, 1]);
  });
});

describe('an application that protects FHIR data', () => {
  test('reference 8.3: advertises what its module says, and nothing of what it does not say', () => {
    const configurations = app.get<SmartConfigurations>(SMART_CONFIGURATIONS, { strict: false });

    expect(['opaque_in', 'smart_in', 'no_such'].map((moduleId) => configurations.of(moduleId))).toEqual([
      {
        scopes_supported: ['openid', 'user/*.rs'],
        authorization_endpoint: 'https://idp.example/authorize',
        token_endpoint: 'https://idp.example/token',
        management_endpoint: 'https://idp.example/manage',
        introspection_endpoint: 'https://idp.example/introspect',
        revocation_endpoint: 'https://idp.example/revoke',
      },
      { scopes_supported: ['openid', 'fhirUser'] },
      undefined,
    ]);
  });

  const get = async (url: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const { statusCode, headers: answered, json } = await app.inject({ method: 'GET', url, headers });
    return { status: statusCode, challenge: String(answered['www-authenticate'] ?? ''), body: json<object>() };
  };

  test('lets in by what scopes leave of the permissions', async () => {
    const token = tokenOf({ sub: 'reader', scope: 'patient/Observation.rs', patient: '7' });
    await permit(token, ['FHIR_ALL_READ']);

    expect(await get('/fhir/Observation/7', `Bearer ${token}`)).toMatchObject({
      status: 200,
      body: { isOpen: true, subject: 'reader' },
    });
    expect(await get('/fhir/Observation/8', `Bearer ${token}`)).toMatchObject({ status: 200, body: { isOpen: false } });
  });

  test('RFC 6750-3: refusals say what is wrong', async () => {
    const poor = tokenOf({ sub: 'reader', scope: 'patient/Condition.rs', patient: '7' });
    const answers = [
      await get('/fhir/Observation/7'),
      await get('/fhir/Observation/7', 'Bearer no.good.token'),
      await get('/fhir/Observation/7', `Bearer ${poor}`),
      await get('/fhir/Observation/7', 'Basic YTpi'),
      await get(`/fhir/Observation/7?access_token=${poor}`, `Bearer ${poor}`),
    ];

    expect(answers).toMatchObject([
      { status: 401, challenge: 'Bearer realm="gatehouse"' },
      { status: 401, challenge: expect.stringContaining('error="invalid_token"') as string },
      {
        status: 403,
        challenge: expect.stringMatching(/error="insufficient_scope".*scope="user\/Observation\.r"/) as string,
      },
      { status: 400, body: { error: 'invalid_request' } },
      { status: 400, body: { error: 'invalid_request' } },
    ]);
  });

  test('RFC 9470-3: a sign-in that is not good enough is told', async () => {
    const fresh = Math.floor(Date.now() / 1_000) + now;
    const [old, good] = [
      await get('/fhir/metadata', `Bearer ${tokenOf({ sub: 'x', acr: 'phr', auth_time: 1 })}`),
      await get('/fhir/metadata', `Bearer ${tokenOf({ sub: 'x', acr: 'phr', auth_time: fresh })}`),
    ];

    expect([old.status, good.status]).toEqual([401, 200]);
    expect(old.challenge).toMatch(/error="insufficient_user_authentication".*acr_values="phr", max_age="300"/);
  });

  test.each([
    { name: 'all of it', claims: {}, statuses: [200, 200] },
    { name: 'none of the level of the class that it comes from', claims: { acr: 'other' }, statuses: [401, 401] },
    { name: 'a sign-in that is older than the controller allows', claims: { auth_time: -400 }, statuses: [401, 401] },
    { name: 'a sign-in by a clock that is a little fast', claims: { auth_time: 50 }, statuses: [200, 200] },
    { name: 'a sign-in in the future', claims: { auth_time: 99_999 }, statuses: [401, 401] },
    { name: 'one of two scopes', claims: { scope: 'user/Observation.rs' }, statuses: [200, 403] },
    { name: 'the other one', claims: { scope: 'user/Patient.rs' }, statuses: [200, 403] },
  ])('V-54: what a handler needs comes on top of what its controller needs: $name', async ({ claims, statuses }) => {
    const at = Math.floor(Date.now() / 1_000) + now + ((claims as { auth_time?: number }).auth_time ?? 0);
    const good = { sub: 'sure', acr: 'phr', scope: 'user/*.rs' };
    const authorization = `Bearer ${tokenOf({ ...good, ...claims, auth_time: at })}`;

    const answers = [await get('/sure/plain', authorization), await get('/sure/scoped', authorization)];

    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });
});
