import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { subjectOf } from '#protocol/user/subject';
import { administrator, root, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { tokensFor } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { amelia } from '../support/test-users.js';

type Json = Readonly<Record<string, unknown>>;

interface Recording {
  readonly id: string;
  readonly functionName: string;
}

const CANARY = 'canary-of-the-context-service-Zx81';
const clerk = administrator('clerk', ['VIEW_MODULE_CONFIG', 'UPDATE_MODULE_CONFIG']);

/** Asks the context service who the patient is; `%` is where it is. One line, as the property file has it. */
const script = [
  'function onTokenGenerating(theUserSession, theDetails) {',
  '  if (theUserSession === null) return;',
  `  var answer = Http.post('%/context?user=' + theUserSession.username).addRequestHeader('Authorization', 'Bearer ${CANARY}')`,
  `    .setContentString('client_secret=${CANARY}').execute();`,
  '  theUserSession.addLaunchResourceId("patient", answer.parseResponseAsJson().patient);',
  '  theDetails.addAccessTokenClaim("ward", answer.parseResponseAsJson().ward);',
  '}',
].join(' ');

describe('the script bench', () => {
  let context: Server;
  let server: AdminServer;
  let source: string;
  beforeAll(async () => {
    context = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ patient: 'pat-4711', ward: 'seven', access_token: CANARY, name: 'Homer Simpson' }));
    });
    await new Promise<void>((resolve) => context.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${String((context.address() as AddressInfo).port)}`;
    source = script.replace('%', `http://${host}`);
    server = await startAdminServer({
      users: [amelia, clerk],
      properties: [
        `module.smart_auth.config.post_authorize_script.text=${source}`,
        `module.smart_auth.config.script.http.allowed_hosts=${host}`,
        'module.smart_auth.config.script.recording.enabled=true',
      ],
    });
    for (let count = 0; count < 3; count++) await tokensFor(server.issuer);
  });
  afterAll(async () => {
    await server.stop();
    context.close();
  });

  const run = async (body: Json, as: Parameters<AdminServer['as']>[0] = root) => {
    const { status, body: result, text } = await server.as(as).post<Json>('/script-bench/run', body);
    return { status, result, text };
  };
  const recordings = async (): Promise<readonly Recording[]> => {
    const path = '/script-bench/recordings/Master/smart_auth?functionName=onTokenGenerating';
    return (await server.as().get<{ recordings: readonly Recording[] }>(path)).body.recordings;
  };

  test('every sample can be run, and none of them fails by a script of others', async () => {
    const { body } = await server
      .as()
      .get<{ samples: readonly { id: string; functionName: string }[] }>('/script-bench/samples');
    const outcomes = [];
    for (const { id, functionName } of body.samples) {
      const { result } = await run({
        function: functionName,
        moduleId: 'smart_auth',
        sample: id,
        script: { text: 'function other() {}' },
      });
      outcomes.push([functionName, result['outcome']]);
    }

    const needed = ['getUserName', 'codap:authenticate', 'sign-in:authenticate'];
    expect(outcomes).toEqual(
      body.samples.map(({ functionName }) => [functionName, needed.includes(functionName) ? 'failed' : 'missing']),
    );
  });

  test('tells what a script would have done to session, launch, token response and access token', async () => {
    const text = `function onTokenGenerating(theUserSession, theDetails) {
      Log.info('launch ' + theDetails.launch);
      theUserSession.addLaunchResourceId('patient', '555');
      theDetails.addAccessTokenClaim('ward', 'seven');
    }`;
    const { status, result } = await run({
      function: 'onTokenGenerating',
      moduleId: 'smart_auth',
      sample: 'ehr-launch',
      script: { text },
    });

    expect(status).toBe(200);
    expect(result).toMatchObject({
      outcome: 'returned',
      log: [{ level: 'info', text: 'launch a-launch-of-the-ehr' }],
      effect: { claims: { accepted: ['ward'] } },
      use: { memoryBytes: expect.any(Number) as number, millis: expect.any(Number) as number },
    });
    const { differences } = result['effect'] as { differences: readonly Json[] };
    expect(differences).toEqual(
      expect.arrayContaining([
        { path: 'launch.resources[+]', after: { type: 'patient', id: '555' } },
        { path: 'tokenResponse.patient', after: '555' },
        { path: 'accessToken.ward', after: 'seven' },
      ]),
    );
  });

  test('STD OID-7: the subject is that of a real token, whatever the person is called', async () => {
    const { body } = await server
      .as()
      .get<{ samples: readonly { id: string; input: Json }[] }>('/script-bench/samples');
    const input = body.samples.find(({ id }) => id === 'ehr-launch-with-patient')?.input ?? {};
    const { result } = await run({
      ...{ function: 'onTokenGenerating', moduleId: 'smart_auth', script: { text: 'function onTokenGenerating() {}' } },
      input: { ...input, user: { ...(input['user'] as Json), username: 'Łucja' } },
    });

    expect(result).toMatchObject({ effect: { after: { accessToken: { sub: subjectOf('Łucja') } } } });
  });

  test('V-99: what the server keeps from scripts it keeps from them here, and says so', async () => {
    const text = `function onTokenGenerating(theUserSession) { theUserSession.addAuthority('ROLE_SUPERUSER'); }`;
    const { result } = await run({
      function: 'onTokenGenerating',
      moduleId: 'smart_auth',
      sample: 'ehr-launch-with-patient',
      script: { text },
    });
    const { decisions, after } = result['effect'] as { decisions: readonly Json[]; after: Json };

    expect(decisions).toContainEqual(expect.objectContaining({ ruleId: 'permission.administrative-from-script' }));
    expect(JSON.stringify(after['accessToken'])).not.toContain('ROLE_SUPERUSER');
  });

  test.each([
    [
      'registration',
      "function onUserSelfRegistrationRequest(a, b) { b.addAuthority('ROLE_SUPERUSER'); b.familyName = '\\u200b'; b.getOrCreateDefaultLaunchContext('what ever').resourceId = 'x y'; }",
      3,
    ],
    [
      'codap-request',
      "function authenticate(r, f) { var o = f.newSuccess(); o.username = 'd-1'; o.addAuthority('ROLE_SUPERUSER'); return o; }",
      1,
    ],
    [
      'context-selection-empty',
      "function onSmartLoginPreContextSelection(s, c) { c.addChoice('Patient', 'x y', 'Nobody'); }",
      1,
    ],
    ['local-sign-in', "function onAuthenticateSuccess(o) { o.username = 'other'; o.notes = 'n'; }", 2],
  ])('V-99: of the sample %s nothing is an effect that counts for nothing in earnest', async (sample, text, lines) => {
    const { body } = await server.as().get<{ samples: readonly Json[] }>('/script-bench/samples');
    const functionName = body.samples.find(({ id }) => id === sample)?.['functionName'];
    const { result } = await run({ function: functionName, moduleId: 'smart_auth', sample, script: { text } });

    expect(result).toMatchObject({ outcome: 'returned', log: Array(lines).fill({ level: 'warn' }) });
    const { differences } = result['effect'] as { differences: readonly { path: string; after: Json }[] };
    expect(differences.filter(({ path }) => path !== 'account.defaultLaunchContexts')).toEqual(
      sample === 'codap-request'
        ? [expect.objectContaining({ after: expect.objectContaining({ authorities: [] }) as Json })]
        : [],
    );
  });

  test('input may be as deep as what the grants take, and is refused beyond it', async () => {
    const { body } = await server
      .as()
      .get<{ samples: readonly { id: string; input: Json }[] }>('/script-bench/samples');
    const input = body.samples.find(({ id }) => id === 'codap-request')?.input ?? {};
    const text = `function authenticate(r) { Log.info(r.authorizationToken.getClaim('acr')); throw 'seen'; }`;
    const asked = async (levels: number) => {
      const deep = JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
      const requestedRecord = { ...(input['requestedRecord'] as Json), deep };
      return run({
        function: 'codap:authenticate',
        moduleId: 'smart_auth',
        script: { text },
        input: { ...input, requestedRecord },
      });
    };

    expect((await asked(24)).result).toMatchObject({
      failure: { reason: 'thrown' },
      log: [{ text: expect.stringContaining('loa') as string }],
    });
    expect((await asked(30)).status).toBe(400);
  });

  test('runs a version of the library that is not the active one', async () => {
    const versions = ['one', 'two'].map((name) => `function getUserName() { return '${name}'; }`);
    const saved = await server.as().post('/scripts', { scriptId: 'mapping', source: versions[0] });
    await server.as().put('/scripts/mapping', { scriptId: 'mapping', source: versions[1] });
    const as = { function: 'getUserName', sample: 'user-mapping' };
    const older = await run({ ...as, script: { id: 'mapping', version: 1 } });
    const active = await run({ ...as, script: { id: 'mapping' } });
    const none = await run({ ...as, script: { id: 'mapping', version: 3 } });

    expect(saved.status).toBe(201);
    expect(older.result['effect']).toMatchObject({ after: { account: { username: 'one' } } });
    expect(active.result['effect']).toMatchObject({ after: { account: { username: 'two' } } });
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('is not in the library')]);
  });

  test('tells where a script failed', async () => {
    const text = 'function getUserName(theMap) {\n  return theMap.nothing.there;\n}';
    const { result } = await run({ function: 'getUserName', sample: 'user-mapping', script: { text } });

    expect(result).toMatchObject({ outcome: 'failed', failure: { reason: 'thrown', line: 2 } });
  });

  test('other servers are not called unless somebody says so, and every call is told', async () => {
    const configured = { function: 'onTokenGenerating', moduleId: 'smart_auth', sample: 'ehr-launch' };
    const refused = await run(configured);
    const live = await run({ ...configured, calls: 'live' });

    expect(refused.result).toMatchObject({
      outcome: 'failed',
      calls: [{ operation: 'http', method: 'POST', failure: expect.stringContaining('on the bench') as string }],
    });
    expect(live.result).toMatchObject({ outcome: 'returned', calls: [{ status: 200 }] });
    expect(live.result['effect']).toMatchObject({ after: { tokenResponse: { patient: 'pat-4711' } } });
  });

  test('real token requests are recorded, with stand-ins for people and ids, and without any secret', async () => {
    const tokens = await tokensFor(server.issuer);
    const [newest] = await recordings();
    const { body, text } = await server.as().get<Json>(`/script-bench/recording/${String(newest?.id)}`);

    expect(decodeJwt(tokens.access_token)).toMatchObject({ ward: 'seven' });
    expect(body).toMatchObject({
      functionName: 'onTokenGenerating',
      script: 'post_authorize_script.text',
      ended: { outcome: 'returned' },
    });
    for (const kept of [CANARY, amelia.username, amelia.email, 'pat-4711', 'Simpson'])
      expect(text.toLowerCase()).not.toContain(kept.toLowerCase());
    const rows = await rowsOf<{ sealed: string }>(server.databaseUrl, 'SELECT sealed FROM script_recording');
    expect(rows.every(({ sealed }) => sealed.startsWith('gs1.'))).toBe(true);
  });

  test('a recorded session runs with the answers of then, and replays show where two versions differ', async () => {
    const [newest] = await recordings();
    const as = { function: 'onTokenGenerating', moduleId: 'smart_auth' };
    const { result } = await run({ ...as, recordingId: newest?.id, calls: 'recorded' });
    expect(result).toMatchObject({ outcome: 'returned', calls: [{ status: 200 }] });

    const same = await server.as().post<Json>('/script-bench/replay', { ...as, new: { text: source } });
    expect(same.body).toMatchObject({ verdicts: { equal: 4, different: 0 } });

    const text = source.replace('"ward"', '"unit"');
    const other = await server.as().post<Json>('/script-bench/replay', { ...as, new: { text }, last: 2 });
    expect(other.body).toMatchObject({ done: 2, of: 2, verdicts: { different: 2 } });
    const gone = await server.as().post<Json>('/script-bench/replay', { ...as, new: { text }, continueAfter: 'gone' });
    expect([gone.status, gone.text]).toEqual([400, expect.stringMatching(/continueAfter.*begin again/s)]);
    const [session] = other.body['sessions'] as readonly { differences: readonly Json[] }[];
    expect(session?.differences).toEqual(
      expect.arrayContaining([
        { path: 'accessToken.ward', before: 'seven' },
        { path: 'accessToken.unit', after: 'seven' },
      ]),
    );
  });

  test.each([
    [
      'live calls',
      '/script-bench/run',
      { function: 'onTokenGenerating', moduleId: 'smart_auth', sample: 'ehr-launch', calls: 'live' },
    ],
    ['a recording', '/script-bench/run', { function: 'getUserName', script: { text: '' }, recordingId: 'any' }],
    ['a replay', '/script-bench/replay', { function: 'getUserName', moduleId: 'smart_auth', new: { text: '' } }],
  ])('V-100: %s is for those who may save scripts', async (_what, path, body) => {
    const { status } = await server.as(clerk).post(path, body);

    expect(status).toBe(403);
  });

  test('scripts of server definitions run by their issuer', async () => {
    const issuer = 'https://idp.example.org/realms/a';
    await server.as().post('/openid-connect-servers/Master/smart_auth', {
      ...{ issuer, name: 'IdP', tokenIntrospectionClientId: 'us' },
      federationUserMappingScriptText: `function getUserName() { return 'of-the-server'; }`,
    });
    const asked = { function: 'getUserName', sample: 'user-mapping', moduleId: 'smart_auth' };
    const known = await run({ ...asked, script: { issuer: `${issuer}/` } });
    const other = await run({ ...asked, script: { issuer: 'https://nobody.example.org' } });
    const without = await run({
      ...asked,
      function: 'onAuthenticateSuccess',
      sample: 'federated-sign-in',
      script: { issuer },
    });

    expect(known.result).toMatchObject({ effect: { after: { account: { username: 'of-the-server' } } } });
    expect([known.status, other.status, without.status]).toEqual([200, 400, 400]);
  });

  test('V-100: others run what they like on samples, and see no variables and no recordings', async () => {
    const text = `function getUserName() { return 'x' + Environment.getEnv('JS_ANYTHING'); }`;
    const { status } = await run({ function: 'getUserName', sample: 'user-mapping', script: { text } }, clerk);
    const listed = await server.as(clerk).get('/script-bench/recordings/Master/smart_auth');

    expect([status, listed.status]).toEqual([200, 403]);
  });

  test('leaves a record of who ran what, and nothing else', async () => {
    const { body } = await server.as().get<{ records: readonly Json[] }>('/audit-log?kind=SCRIPT_BENCH&pageSize=1');
    const count = (table: string) =>
      rowsOf<{ count: number }>(server.databaseUrl, `SELECT count(*)::integer AS count FROM ${table}`);
    const before = [await count('token_family'), await count('browser_session')];
    await run({ function: 'onTokenGenerating', moduleId: 'smart_auth', sample: 'refresh', script: { text: '' } });

    expect(JSON.stringify(body)).toContain('"actor":"');
    expect([await count('token_family'), await count('browser_session')]).toEqual(before);
  });

  test('recordings go on demand', async () => {
    const { body } = await server.as().delete<Json>('/script-bench/recordings/Master/smart_auth');

    expect(body['removed']).toBeGreaterThanOrEqual(4);
    expect(await recordings()).toEqual([]);
  });
});
