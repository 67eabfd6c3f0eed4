import { jest } from '@jest/globals';
import { decodeJwt } from 'jose';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { newPkce, obtainCode, obtainTokens, postForm, redemption, type Tokens } from '../support/app.js';
import { answerParameters, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { answered, refresh } from '../support/endpoint-calls.js';
import { keySetOf, newClientKey } from '../support/client-keys.js';
import { FederatedUpstream } from '../support/federated-upstream.js';
import { ldapModuleLines, ldapProperties } from '../support/ldap-module.js';
import { Person, type Page } from '../support/person.js';
import { Logger } from '../support/product.js';
import { rowsOf } from '../support/rows.js';
import { Slapd } from '../support/slapd.js';
import { directoryPasswords } from '../support/slapd-entries.js';
import { testClients } from '../support/test-clients.js';
import { amelia, bertha, carla } from '../support/test-users.js';

/** Asked by every kind of module: refuses bertha, fails for carla, and gives all others a patient, a FHIR user and a permission. */
const CALLBACK = `
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  if (theOutcome.username === 'bertha') {
    var failure = theOutcomeFactory.newFailure();
    failure.message = 'the secret reason';
    failure.incorrectPassword = true;
    return failure;
  }
  if (theOutcome.username === 'carla') throw 'the secret fault';
  var isToken = typeof theContext.getClaim === 'function';
  var ward = theContext.headers.get('x-ward');
  theOutcome.setUserData('ward', ward);
  theOutcome.addLaunchResourceId('patient', ward || isToken && theContext.getClaim('patientId') || 'of-' + theOutcome.username.replace(/[^a-z]+/gi, '-'));
  theOutcome.addLaunchResourceId('location', '777');
  theOutcome.setFhirUserUrl('https://fhir.example/Practitioner/' + theContext.moduleId);
  theOutcome.addAuthority('FHIR_READ_ALL_OF_TYPE', 'Goal');
  theOutcome.addAuthority('VIEW_USERS');
  theOutcome.setUserData('by', theContext.remoteScheme + ' ' + (theContext.headers.get('user-agent') === 'A Browser')
    + ' ' + theContext.headers.get('cookie') + ' ' + theContext.headers.get('authorization'));
  if (theOutcome.username === 'amelia') theOutcome.email = 'looked.up@dir.example';
  if (isToken && theContext.getClaim('sub') === 'maria') theOutcome.givenName = 'Maria of the script';
  if (isToken) theOutcome.setUserData('scopes', theContext.getApprovedScopes().length);
  return theOutcome;
}
function getUserName(theOidcUserInfoMap, theServerInfo) {
  return 'EXT_USER:' + (theOidcUserInfoMap['preferred_username'] || theOidcUserInfoMap['sub']);
}`;

/** The same data everywhere: the token tells what the session has. */
const TOKENS = `
function onTokenGenerating(theUserSession, theDetails) {
  if (theUserSession === null) return;
  theDetails.addAccessTokenClaim('data', theUserSession.userData);
  theDetails.addAccessTokenClaim('mail', theUserSession.email);
}`;

/** A module whose script knows the passwords. */
const SIGN_IN = `
function authenticate(theRequest, theOutcomeFactory) {
  Log.info('asked about ' + theRequest.username + ', ' + theRequest.getPassword());
  if (theRequest.username === 'broken') throw 'the secret fault';
  if (theRequest.username === 'silent') return;
  if (theRequest.password !== 'open sesame 40') {
    var failure = theOutcomeFactory.newFailure();
    failure.incorrectPassword = true;
    return failure;
  }
  var success = theOutcomeFactory.newSuccess();
  if (theRequest.username !== 'nameless') success.username = theRequest.username.toLowerCase();
  success.familyName = 'Baba';
  success.addAuthority('ROLE_FHIR_CLIENT');
  success.addLaunchResourceId('patient', '40');
  if (theRequest.username === 'deep') success.setUserData('deep', JSON.parse('['.repeat(5000) + ']'.repeat(5000)));
  return success;
}`;

const [publicApp] = testClients;
const app = { ...publicApp, scopes: 'openid fhirUser launch/patient patient/*.rs user/*.rs offline_access'.split(' ') };
const SCOPE = 'openid fhirUser launch/patient patient/*.rs offline_access';

const outbound = (id: string, inbound: string, more: readonly string[] = []): readonly string[] => [
  `module.${id}.type=SECURITY_OUT_SMART`,
  `module.${id}.requires.SECURITY_IN_UP=${inbound}`,
  `module.${id}.config.bind_address=127.0.0.1`,
  `module.${id}.config.port=PORT`,
  `module.${id}.config.context_path=/${id}`,
  `module.${id}.config.issuer.url=http://127.0.0.1:PORT/${id}`,
  `module.${id}.config.seed_clients.file=classpath:clients.json`,
  `module.${id}.config.post_authorize_script.file=classpath:tokens.js`,
  ...more.map((line) => `module.${id}.config.${line}`),
];

const keeper = administrator('keeper', ['OPENID_CONNECT_ADD_SERVER', 'OPENID_CONNECT_EDIT_SERVER']);

let slapd: Slapd;
let upstream: FederatedUpstream;
let server: AdminServer;
beforeAll(async () => {
  [slapd, upstream] = await Promise.all([Slapd.start(), FederatedUpstream.start('one')]);
  const scripts = { federationAuthScriptText: CALLBACK, federationUserMappingScriptText: CALLBACK };
  const definition = { ...upstream.definition(scripts), moduleId: 'fed' };
  const trusted = { nodeId: 'Master', moduleId: 'smart_in', name: 'Other', issuer: upstream.issuer };
  server = await startAdminServer({
    clients: [app, { ...app, clientId: 'old-app', allowedGrantTypes: ['PASSWORD'] }],
    users: [amelia, bertha, carla, keeper],
    files: {
      'callback.js': CALLBACK,
      'tokens.js': TOKENS,
      'sign-in.js': SIGN_IN,
      'servers.json': JSON.stringify({ servers: [definition] }),
      'trusted.json': JSON.stringify({ servers: [trusted] }),
    },
    properties: [
      'module.local_security.config.callback_script.file=classpath:callback.js',
      'module.smart_auth.config.password_grant.enabled=true',
      'module.local_security.config.callback_script.may_add_administrative_permissions=false',
      'module.smart_auth.config.post_authorize_script.file=classpath:tokens.js',
      ...ldapModuleLines('directory', ldapProperties(slapd, { 'callback_script.file': 'classpath:callback.js' })),
      ...outbound('staff', 'directory'),
      'module.scripted.type=SECURITY_IN_SCRIPTED',
      'module.scripted.config.callback_script.file=classpath:sign-in.js',
      'module.scripted.config.max_failed_logins_until_lock=3',
      ...outbound('caves', 'scripted'),
      ...outbound('fed', 'local_security', ['federate_mode.enabled=true', 'seed_servers.file=classpath:servers.json']),
      'module.smart_in.type=SECURITY_IN_SMART',
      'module.smart_in.config.seed_servers.file=classpath:trusted.json',
      'module.smart_in.config.allowed_audience_list=https://gatehouse.example',
      'module.smart_in.config.callback_script.text=function onAuthenticateSuccess(o, f, c) { if (c.getStringClaim("tier") === "lead") return f.newFailure(); if (c.getStringClaim("tier") === "gold" || o.username === "anna") o.addAuthority("ROLE_SUPERUSER"); return o; }',
      'module.smart_in.config.username.plain=true',
      'module.admin_json.requires.SECURITY_IN_OIC=smart_in',
    ],
  });
});
afterAll(async () => {
  await server.stop();
  await Promise.all([slapd.stop(), upstream.stop()]);
});

/** Somebody at a workstation of a ward, of which their proxy tells. */
class PersonOf extends Person {
  constructor(private readonly ward: string) {
    super();
  }

  override request(url: string, init: RequestInit = {}): Promise<Page> {
    const headers = new Headers(init.headers);
    headers.set('x-ward', this.ward);
    return super.request(url, { ...init, headers });
  }
}

const signInRecord = async (username: string) =>
  rowsOf<{ error_code: string; detail: Readonly<Record<string, unknown>> }>(
    server.databaseUrl,
    `select error_code, detail from audit_event where kind = 'SIGN_IN' and outcome = 'failure' and username = $1 order by at desc limit 1`,
    [username],
  );
/** Of the runs that failed last. */
const failedRun = async (username: string) =>
  rowsOf<{ detail: Readonly<Record<string, unknown>>; flow_id: string; client_id: string }>(
    server.databaseUrl,
    `select detail, flow_id, client_id from audit_event where kind = 'SCRIPT' and outcome = 'failure' and username = $1 order by at desc limit 1`,
    [username],
  );
const signInPage = async (issuer: string, who: { username: string; password: string }) => {
  const person = new Person();
  return person.signIn(await person.open(requestUrl(issuer)), who);
};

describe('onAuthenticateSuccess of a local module', () => {
  test('what it puts on the session is in the launch, in the tokens and in those of later refreshes', async () => {
    const first = await obtainTokens(server.issuer, { scope: SCOPE });
    const second = (await refresh(server.issuer, first.refresh_token)).body as Tokens;

    for (const tokens of [first, second]) {
      expect(tokens).toMatchObject({ patient: 'of-amelia', location: '777', scope: SCOPE });
      expect(decodeJwt(tokens.access_token)['data']).toMatchObject({
        by: expect.stringMatching(/^http \w+ null null$/) as string,
      });
      expect(decodeJwt(tokens.access_token)['mail']).toBe('looked.up@dir.example');
    }
    expect(decodeJwt(first.id_token)['fhirUser']).toBe('https://fhir.example/Practitioner/local_security');
  });

  test('another sign-in of the same person changes nothing in apps that are open, nor in what they have been promised', async () => {
    const open = await obtainTokens(server.issuer, { scope: SCOPE }, new PersonOf('north'));
    const promised = await obtainCode(server.issuer, { scope: SCOPE }, new PersonOf('north'));
    const other = await obtainTokens(server.issuer, { scope: SCOPE }, new PersonOf('south'));
    const redeemed = await answered(postForm(`${server.issuer}/oauth/token`, redemption(promised)));
    const renewed = await refresh(server.issuer, open.refresh_token);

    const seen = [open, redeemed.body, renewed.body, other].map((tokens) => {
      const data = decodeJwt(String(tokens['access_token']))['data'] as { ward: string };
      return [tokens['patient'], data.ward];
    });
    expect(seen).toEqual([...Array.from({ length: 3 }, () => ['north', 'north']), ['south', 'south']]);
  });

  test('rulings 6 and 37: what it gives is on record, and power over the server is not given where the switch is off', async () => {
    const { access_token: token } = await obtainTokens(server.issuer, { scope: SCOPE });

    const [run] = await rowsOf<{ detail: Readonly<Record<string, unknown>>; trace: readonly { ruleId: string }[] }>(
      server.databaseUrl,
      `select detail, trace from audit_event where kind = 'SCRIPT' and username = 'amelia' and module_id = 'local_security' order by at desc limit 1`,
    );
    expect(run?.trace.map(({ ruleId }) => ruleId)).toEqual([
      ...['permission.added-by-script', 'permission.administrative-from-script'],
      ...['context.added-by-script', 'context.added-by-script'],
    ]);
    expect(run?.detail['log']).toEqual([expect.stringMatching(/^warn: VIEW_USERS is not given/)]);
    const listed = await server.as({ token }).get('/user-management/Master/local_security');
    expect([401, 403]).toContain(listed.status);
  });

  test('S-09: who is refused sees the same page as anybody; the reason is on record', async () => {
    const page = await signInPage(server.issuer, bertha);

    expect(kindOf(page)).toBe('sign-in');
    expect(page.text).not.toContain('secret');
    expect(await signInRecord('bertha')).toMatchObject([
      { error_code: 'wrong-password', detail: { message: 'the secret reason' } },
    ]);
  });

  test('the launch of the sign-in goes before what the person works with by default, by password as well', async () => {
    const fields = { grant_type: 'password', client_id: 'old-app', scope: 'launch/patient patient/*.rs' };
    const { body } = await answered(
      postForm(`${server.issuer}/oauth/token`, { ...fields, username: 'amelia', password: amelia.password }),
    );

    expect(body).toMatchObject({ patient: 'of-amelia', location: '777' });
  });

  test('ruling 53: nobody signs in where it fails', async () => {
    const page = await signInPage(server.issuer, carla);

    expect(kindOf(page)).toBe('sign-in');
    expect(page.text).not.toContain('secret');
  });
});

test('onAuthenticateSuccess of a directory', async () => {
  const person = new Person();
  const alice = { username: 'alice', password: directoryPasswords.alice };
  const { verifier, challenge } = newPkce();
  const approval = await openSignedIn(
    person,
    requestUrl(`${server.issuer}/staff`, { code_challenge: challenge, scope: SCOPE }),
    alice,
  );
  const { code = '' } = answerParameters(await person.approve(approval));
  const callback = new URL('https://app.example/cb');
  const fields = redemption({ code, pkce: { verifier, challenge }, callback });

  const { body } = await answered(postForm(`${server.issuer}/staff/oauth/token`, fields));

  expect(body).toMatchObject({ patient: 'of-Alice', location: '777', scope: SCOPE });
});

test('federated sign-in: the name, the session and the launch are those of the scripts of the definition; no scopes are approved yet', async () => {
  const person = new Person();
  const { verifier, challenge } = newPkce();
  const away = await person.open(requestUrl(`${server.issuer}/fed`, { code_challenge: challenge, scope: SCOPE }));
  const claims = { sub: 'maria', patientId: 'from-the-realm' };
  const approval = await person.open(upstream.signIn(away.headers.get('location') ?? '', { claims }).href);
  const { code = '' } = answerParameters(await person.approve(approval));
  const fields = redemption({ code, pkce: { verifier, challenge }, callback: new URL('https://app.example/cb') });

  const { body } = await answered(postForm(`${server.issuer}/fed/oauth/token`, fields));

  expect(body).toMatchObject({ patient: 'from-the-realm', scope: SCOPE });
  expect(decodeJwt(String(body.access_token))).toMatchObject({ sub: 'EXT_USER:maria', data: { scopes: 0 } });
  const accounts = `select username, given_name from user_account where username like 'EXT_USER:%'`;
  expect(await rowsOf(server.databaseUrl, accounts)).toEqual([
    { username: 'EXT_USER:maria', given_name: 'Maria of the script' },
  ]);
  const given = `select trace from audit_event where kind = 'SCRIPT' and module_id = 'fed' and username = 'EXT_USER:maria' and trace <> '[]'`;
  const [run] = await rowsOf<{ trace: readonly { ruleId: string; value: string }[] }>(server.databaseUrl, given);
  expect(run?.trace).toContainEqual(
    expect.objectContaining({
      ruleId: 'permission.added-by-script',
      value: expect.stringContaining('VIEW_USERS') as string,
    }),
  );
});

test('V-75: the script decides about the name that the account has here, whatever the other server calls the person by now', async () => {
  const person = new Person();
  const { verifier, challenge } = newPkce();
  const away = await person.open(requestUrl(`${server.issuer}/fed`, { code_challenge: challenge, scope: SCOPE }));
  const claims = { sub: 'maria', preferred_username: 'ADMIN' };
  const approval = await person.open(upstream.signIn(away.headers.get('location') ?? '', { claims }).href);
  const { code = '' } = answerParameters(await person.approve(approval));
  const fields = redemption({ code, pkce: { verifier, challenge }, callback: new URL('https://app.example/cb') });

  const { body } = await answered(postForm(`${server.issuer}/fed/oauth/token`, fields));

  expect(body).toMatchObject({ patient: 'of-EXT-USER-maria' });
});

test('V-75: a token whose holder is called like somebody else gets nothing by that name', async () => {
  const statuses: number[] = [];
  for (const sub of ['s1', 's2', 's1']) {
    const token = upstream.upstream.token({
      ...{ aud: 'https://gatehouse.example', sub, preferred_username: 'anna', tier: 'plain', scope: 'openid' },
    });
    statuses.push((await server.as({ token }).get('/user-management/Master/local_security')).status);
  }

  expect(statuses).toEqual([200, 403, 200]);
});

test('SMART inbound: the script gives the holder of a token what its claims say, and refuses others', async () => {
  const token = (tier: string): string =>
    upstream.upstream.token({ aud: 'https://gatehouse.example', sub: `s-${tier}`, tier, scope: 'openid' });

  const gold = await server.as({ token: token('gold') }).get('/user-management/Master/local_security');
  const lead = await server.as({ token: token('lead') }).get('/user-management/Master/local_security');

  expect([gold.status, lead.status]).toEqual([200, 401]);
});

test('V-46, S-10: what it gives because of one token counts for that token alone, and none of it stays with the account', async () => {
  const token = (tier: string): string =>
    upstream.upstream.token({ aud: 'https://gatehouse.example', sub: 'of-two', tier, scope: 'openid' });
  const [plain, gold] = [token('plain'), token('gold')];
  const statuses: number[] = [];
  for (const shown of [plain, gold, plain, gold, token('plain'), gold])
    statuses.push((await server.as({ token: shown }).get('/user-management/Master/local_security')).status);
  const [row] = await rowsOf<{ said: object }>(
    server.databaseUrl,
    `select sign_in_details as said from user_account where username = 'of-two'`,
  );

  expect(statuses).toEqual([403, 200, 403, 200, 403, 200]);
  expect(row?.said).toEqual({ authorities: [], launchContexts: [] });
});

test('V-100: who may only add and edit definitions makes none whose claims the script of the module would hear', async () => {
  const api = server.as(keeper);
  const path = '/openid-connect-servers/Master/smart_in';
  const own = {
    name: 'mine',
    issuer: 'https://evil.example',
    validationJwkText: keySetOf(newClientKey('ES256', 'own')),
  };
  const made = await api.post(path, own);
  const { body } = await server.as().post<{ pid: number }>(path, { ...own, issuer: 'https://quiet.example' });
  const changed = await api.put(`${path}/${String(body.pid)}`, { ...own, issuer: 'https://evil.example' });
  const named = await api.put(`${path}/${String(body.pid)}`, { ...body, name: 'Quiet' });
  const elsewhere = await api.post('/openid-connect-servers/Master/fed', own);
  const denials = await rowsOf<{ detail: object }>(
    server.databaseUrl,
    `select detail from audit_event where kind = 'ADMIN_REFUSAL' and username = 'keeper'`,
  );

  expect([made.status, changed.status, named.status, elsewhere.status]).toEqual([403, 403, 200, 201]);
  expect(made.text).toContain('callback_script of smart_in relies on all its definitions');
  expect(denials).toHaveLength(2);
});

describe('product reference 8.5: a module whose script knows the passwords', () => {
  const at = (): string => `${server.issuer}/caves`;

  test('signs people in, keeps an account of them, and puts what it says into their launches', async () => {
    const person = new Person();
    const ali = { username: 'Ali', password: 'open sesame 40' };
    const page = await openSignedIn(person, requestUrl(at(), { scope: SCOPE }), ali);

    expect(kindOf(page)).toBe('approval');
    const rows = await rowsOf(
      server.databaseUrl,
      `select username, family_name, external from user_account where module_id = 'scripted'`,
    );
    expect(rows).toEqual([{ username: 'ali', family_name: 'Baba', external: true }]);
  });

  test('V-28, V-54: a disabled account stays out, whatever the script says', async () => {
    await signInPage(at(), { username: 'cassim', password: 'open sesame 40' });
    const { body } = await server
      .as()
      .get<{ users: readonly { pid: number }[] }>('/user-management/Master/scripted?searchTerm=cassim');
    const user = { ...body.users[0], accountDisabled: true };
    const changed = await server.as().put(`/user-management/Master/scripted/${String(user.pid)}`, user);
    expect(changed.status).toBe(200);

    expect(kindOf(await signInPage(at(), { username: 'cassim', password: 'open sesame 40' }))).toBe('sign-in');
  });

  test('V-52: too many wrong passwords lock the name; so do too many for which the script fails, and that is told to nobody', async () => {
    for (let turn = 0; turn < 3; turn++) await signInPage(at(), { username: 'morgiana', password: 'open barley' });
    const locked = await signInPage(at(), { username: 'morgiana', password: 'open sesame 40' });
    for (let turn = 0; turn < 4; turn++) await signInPage(at(), { username: 'broken', password: 'x' });
    const broken = await signInPage(at(), { username: 'broken', password: 'x' });

    await rowsOf(
      server.databaseUrl,
      `update sign_in_throttle set failures = 5, locked_until = null where module_id = 'scripted'`,
    );
    await signInPage(at(), { username: 'broken', password: 'x' });
    const lock = await rowsOf<{ minutes: number }>(
      server.databaseUrl,
      `select ceil(extract(epoch from max(locked_until) - gatehouse_now()) / 60)::int as minutes from sign_in_throttle where module_id = 'scripted'`,
    );

    expect(lock).toEqual([{ minutes: 15 }]);
    expect([kindOf(locked), kindOf(broken)]).toEqual(['sign-in', 'sign-in']);
    expect(broken.text).not.toContain('secret');
    const failures = await rowsOf<{ error_code: string }>(
      server.databaseUrl,
      `select distinct error_code from audit_event where kind = 'SIGN_IN' and module_id = 'caves' and outcome = 'failure' order by 1`,
    );
    expect(failures.map((row) => row.error_code)).toEqual(
      expect.arrayContaining(['locked', 'unavailable', 'wrong-password']),
    );
  });

  test.each([
    { username: 'silent', message: /returned nothing/ },
    { username: 'nameless', message: /username of the outcome is missing/ },
    { username: 'deep', message: /nested too deep/ },
  ])(
    'ruling 36, R-20: what it returns for $username cannot be used, which is on record beside the sign-in and in the log, without the password it logged',
    async ({ username, message }) => {
      const logged = jest.spyOn(Logger.prototype, 'error');
      const page = await signInPage(at(), { username, password: 'open sesame 40' });

      expect([kindOf(page), new URL(page.url).searchParams.get('error')]).toEqual(['sign-in', 'unavailable']);
      const [run] = await failedRun(username);
      expect(run?.detail).toMatchObject({
        ...{ function: 'authenticate', failure: 'unusable-result', message: expect.stringMatching(message) as string },
        ...{ runId: expect.any(String) as string, log: [`info: asked about ${username}, [redacted]`] },
      });
      const [refusal] = await rowsOf<{ detail: Readonly<Record<string, unknown>>; flow_id: string; client_id: string }>(
        server.databaseUrl,
        `select detail, flow_id, client_id from audit_event where kind = 'SIGN_IN' and module_id = 'caves' and error_code = 'unavailable' order by at desc limit 1`,
      );
      expect(refusal?.detail['runId']).toBe(run?.detail['runId']);
      expect(run).toMatchObject({
        flow_id: expect.stringMatching(/./) as string,
        client_id: expect.any(String) as string,
      });
      expect(refusal).toMatchObject({ flow_id: run?.flow_id, client_id: run?.client_id });
      const lines = logged.mock.calls.map(([line]) => line as Readonly<Record<string, unknown>>);
      const cause = 'authenticate of classpath:sign-in.js: unusable-result';
      expect(lines).toContainEqual(expect.objectContaining({ cause, runId: run?.detail['runId'], moduleId: 'caves' }));
      logged.mockRestore();
    },
  );
});
