import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { requestUrl } from '../support/authorization.js';
import { MemoryLog } from '../support/memory-log.js';
import { Person } from '../support/person.js';
import { Logger } from '../support/product.js';
import { rowsOf } from '../support/rows.js';
import { signInPage, skinJar } from '../support/skin-jars.js';

const editor = administrator('editor', ['VIEW_MODULE_CONFIG', 'UPDATE_MODULE_CONFIG']);
const viewer = administrator('viewer', ['VIEW_MODULE_CONFIG']);
const ARCHIVE = { 'content-type': 'application/java-archive' };
const ZIP = { 'content-type': 'application/zip' };
const MODULE = '/skin-modules/Master/smart_auth';
const jarOf = (text: string, version = '1.0'): Buffer => skinJar({ 'userlogin.html': signInPage(text) }, version);
const broken = skinJar({ 'userlogin.html': Buffer.concat([Buffer.from(signInPage('x')), Buffer.from([0xff])]) }, '0.1');

interface Skin {
  readonly sha256: string;
  readonly identity: string;
  readonly wornBy: readonly string[];
  readonly findings?: readonly { readonly severity: string }[];
}
interface Worn {
  readonly identity?: string;
  readonly previous?: string;
  readonly recentMistakes?: number;
}
interface Failure {
  readonly messages: readonly { readonly message: string }[];
}

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({
    users: [editor, viewer],
    properties: ['gatehouse.skins.max_package_bytes=200000'],
  });
});
afterAll(() => server.stop());

const tagOf = (answer: { readonly headers: Headers }): Record<string, string> => ({
  'if-match': answer.headers.get('etag') ?? '',
});

test('V-94, V-95, V-100: what is no skin, too large, or brought by somebody who may not, is refused', async () => {
  const root = server.as();
  const cases = [
    [await root.post<Failure>('/skins', jarOf('x').subarray(1), ARCHIVE), 400, 'no whole ZIP archive'],
    [await root.post<Failure>('/skins', Buffer.alloc(0), ARCHIVE), 400, 'in the body'],
    [await root.post<Failure>('/skins', Buffer.alloc(300_000), ARCHIVE), 413, 'more than 200000 bytes'],
    [await root.post<Failure>('/skins', '{}'), 415, 'as application/java-archive'],
    [await root.post<Failure>('/skins', 'x', { 'content-type': 'text/plain' }), 415, 'application/json'],
    [await root.post<Failure>('/keystores', jarOf('x'), ZIP), 415, 'as application/json'],
    [await root.post<Failure>(`${MODULE}/rollback`, jarOf('x'), ZIP), 415, 'as application/json'],
    [await root.post<Failure>('/skins?fileName=..%2Fx.jar', jarOf('x'), ARCHIVE), 400, 'no name of a file'],
    [await root.post<Failure>('/skins?identity=a%3Ab%3Ac', jarOf('x'), ARCHIVE), 400, 'and not a:b:c'],
    [await root.post<Failure>('/skins?identity=nonsense', jarOf('x'), ARCHIVE), 400, 'group:artifact:version'],
    [await server.as(editor).post<Failure>('/skins', jarOf('x'), ARCHIVE), 403, 'superuser'],
    [await server.as(editor).post<Failure>(`${MODULE}/activate`, { skin: 'a:b:c' }), 403, 'superuser'],
    [await server.as(editor).post<Failure>(`${MODULE}/rollback`), 403, 'superuser'],
    [await server.as(editor).post<Failure>(`${MODULE}/deactivate`), 403, 'superuser'],
    [await server.as('nobody').post<Failure>('/skins', jarOf('x'), ARCHIVE), 401, ''],
    [await server.as('nobody').post<Failure>('/skins', Buffer.alloc(300_000), ARCHIVE), 401, ''],
    [await root.post<Failure>(`${MODULE}/activate`, { skin: 'a:b:c' }), 400, 'a:b:c is not stored'],
    [await root.post<Failure>(`${MODULE}/activate`, {}), 400, 'skin'],
    [await root.post<Failure>(`${MODULE}/rollback`, { skin: 'x' }), 400, 'comment and nothing else'],
    [await root.post<Failure>(`${MODULE}/rollback`), 400, 'nothing to go back to'],
    [await root.post<Failure>('/skin-modules/Master/local_security/rollback'), 404, 'No outbound module'],
    [await root.post<Failure>('/skin-modules/Master/local_security/activate', { skin: 'a:b:c' }), 404, 'is smart_auth'],
    [
      await root.post<Failure>('/skins/check?module=nobody', jarOf('one'), ZIP),
      400,
      'with id nobody; there is smart_auth',
    ],
    [await root.get<Failure>('/skins/nothing'), 404, 'nothing is not stored'],
    [await root.delete<Failure>('/skins/nothing'), 404, 'None is stored: install'],
    [await root.get<Failure>('/skin-modules/Master/local_security/history'), 404, 'No outbound module'],
    [await root.get<Failure>('/skin-modules/Master/local_security/diagnostics'), 404, 'No outbound module'],
    [await root.delete<Failure>('/skin-modules/Master/local_security/diagnostics'), 404, 'No outbound module'],
    [await server.as(viewer).delete<Failure>(`${MODULE}/diagnostics`), 403, ''],
  ] as const;

  for (const [{ status, text }, expected, message] of cases) {
    expect([status, text]).toEqual([expected, expect.stringContaining(message)]);
  }
  expect(await rowsOf(server.databaseUrl, 'select from skin')).toEqual([]);
});

test('a skin is looked at, stored, activated, exchanged and rolled back, and all of it is on record', async () => {
  const root = server.as();
  const report = await root.post<{ isSound: boolean; files: string[] }>('/skins/check', jarOf('one'), ZIP);
  const stored = await root.post<Skin>('/skins?fileName=clinic.jar', jarOf('one'), ARCHIVE);
  const again = await root.post<Skin>('/skins', jarOf('one'), ZIP);
  const second = await root.post<Skin>('/skins', jarOf('two', '2.0'), ARCHIVE);

  expect(report.body).toMatchObject({ isSound: true, isReadable: true, files: ['userlogin.html'] });
  expect([stored.status, again.status, second.status]).toEqual([201, 200, 201]);
  expect(stored.body).toMatchObject({ identity: 'org.example:clinic:1.0', findings: [], wornBy: [] });

  const start = await root.get<Worn>(MODULE);
  const first = await root.post<Worn>(`${MODULE}/activate`, { skin: 'clinic.jar', comment: 'new' }, tagOf(start));
  const stale = await root.post(`${MODULE}/activate`, { skin: second.body.sha256 }, tagOf(start));
  const next = await root.post<Worn>(`${MODULE}/activate`, { skin: 'org.example:clinic:2.0' }, tagOf(first));
  expect([start.body, first.body, stale.status, next.body]).toMatchObject([
    { moduleId: 'smart_auth', webjarId: '' },
    { identity: 'org.example:clinic:1.0', previous: 'built-in pages' },
    412,
    {
      ...{ identity: 'org.example:clinic:2.0', previous: 'org.example:clinic:1.0' },
      previousSha256: stored.body.sha256,
    },
  ]);
  for (const used of [stored, second]) expect((await root.delete(`/skins/${used.body.sha256}`)).status).toBe(400);
  expect((await root.get<{ skins: Skin[] }>('/skins')).body.skins.map(({ wornBy }) => wornBy)).toEqual([
    ['smart_auth'],
    [],
  ]);
  expect((await root.get('/skins/org.example%3Aclinic%3A2.0')).body).toMatchObject({ sha256: second.body.sha256 });

  const back = await root.post<Worn>(`${MODULE}/rollback`, { comment: 'too bright' });
  const off = await root.post<Worn>(`${MODULE}/deactivate`);
  const history = await root.get<{ steps: { kind: string; to: string }[] }>(`${MODULE}/history`);
  expect([back.body.identity, off.body.identity]).toEqual(['org.example:clinic:1.0', undefined]);
  expect(history.body.steps.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
    'deactivated built-in pages',
    'rolled-back org.example:clinic:1.0',
    'activated org.example:clinic:2.0',
    'activated org.example:clinic:1.0',
  ]);
  expect((await root.delete(`/skins/${second.body.sha256.slice(0, 12)}`)).status).toBe(204);
  expect((await root.get('/skin-modules')).body).toEqual({
    modules: [
      { moduleId: 'smart_auth', webjarId: '', previous: 'org.example:clinic:1.0', previousSha256: stored.body.sha256 },
    ],
  });
  const records = await rowsOf<{ change: string }>(
    server.databaseUrl,
    `select detail->>'change' as change from audit_event where kind = 'SKIN_CHANGE' order by 1`,
  );
  expect(records.map(({ change }) => change)).toEqual([
    ...['activated', 'activated', 'deactivated', 'removed', 'rolled-back', 'stored', 'stored'],
  ]);
});

test('skins 5.5: a report has pages and findings with codes and places, by the properties of a module', async () => {
  const root = server.as();
  const jar = skinJar({ 'userlogin.html': `${signInPage('x')}\n<p th:text="\${client_nam}"></p>` });
  const report = await root.post<object>('/skins/check?module=smart_auth', jar, ARCHIVE);

  expect(report.body).toMatchObject({
    ...{ isSound: true, thymeleaf: '3.1' },
    findings: [
      {
        ...{ severity: 'warning', code: 'variable-unknown', file: 'userlogin.html', line: 2, expression: 'client_nam' },
        message: expect.stringContaining('did you mean client_name') as unknown,
      },
    ],
  });
  expect((report.body as { pages: object[] }).pages[0]).toMatchObject({ page: 'login', state: 'skin' });
});

test('what several skins are called names none of them, wherever a skin is named', async () => {
  const root = server.as();
  const [first, second] = [
    await root.post<Skin>('/skins?fileName=twin.jar', jarOf('i'), ARCHIVE),
    await root.post<Skin>('/skins?fileName=twin.jar', jarOf('ii'), ARCHIVE),
  ];
  const answers = [
    await root.get<Failure>('/skins/twin.jar'),
    await root.delete<Failure>('/skins/twin.jar'),
    await root.post<Failure>(`${MODULE}/activate`, { skin: 'twin.jar' }),
  ];

  for (const { status, text } of answers) {
    expect([status, text]).toEqual([400, expect.stringContaining('twin.jar is the name of 2 skins')]);
    for (const { body } of [first, second])
      expect(text).toContain(`${body.sha256.slice(0, 12)} (org.example:clinic:1.0`);
  }
  const removed = [first, second].map(({ body }) => root.delete(`/skins/${body.sha256.slice(0, 8)}`));
  expect((await Promise.all(removed)).map(({ status }) => status)).toEqual([204, 204]);
});

test('V-102, skins 5.4: what showed to be wrong on pages is told, each mistake once, until somebody has seen it', async () => {
  const root = server.as();
  const jar = skinJar({
    'userlogin.html': `${signInPage('x')}\n<a th:href="|javascript:\${client_name}|">x</a>`,
    'usererror.html': `<p>\n<b th:text="\${nothing.__\${#strings.substringAfter(uri, '/such/')}__.at.all}"></b></p>`,
  });
  const stored = await root.post<Skin>('/skins', jar, ARCHIVE);
  await root.post(`${MODULE}/activate`, { skin: stored.body.sha256, override: true });
  const person = new Person();
  const shown = await person.open(requestUrl(server.issuer, { scope: 'openid' }));
  const log = new MemoryLog();
  Logger.overrideLogger(log);
  for (const path of ['/no/such/canary?canary=1', '/no/such/canaries']) await person.open(server.issuer + path);
  Logger.overrideLogger(false);
  interface Told {
    readonly diagnostics: readonly { readonly errorId: string }[];
  }
  const told = await server.as(viewer).get<Told>(`${MODULE}/diagnostics?pageSize=10`);

  expect(shown.text).toContain('<a href="#">');
  expect(told.body).toMatchObject({
    ...{ pageIndex: 0, totalPages: 1 },
    diagnostics: [
      {
        kind: 'failure',
        page: 'error',
        file: 'usererror.html',
        line: 2,
        column: expect.any(Number) as number,
        times: 2,
      },
      { kind: 'notice', page: 'login', file: 'userlogin.html', line: 2, expression: '|javascript:${client_name}|' },
    ],
  });
  const lines = log.entries.filter((entry) => entry.includes('A page of a skin could not be shown'));
  expect([lines.length, told.text, lines.join()]).toEqual([
    1,
    ...Array<unknown>(2).fill(expect.not.stringMatching(/canar/)),
  ]);
  const records = await rowsOf(
    server.databaseUrl,
    `select 1 from audit_event where kind = 'SKIN_PAGE' and error_reference = '${told.body.diagnostics[0]?.errorId ?? ''}' and detail::text !~ 'canar'`,
  );
  expect(records).toHaveLength(1);
  const counted = async () => [
    (await root.get<Worn>(MODULE)).body.recentMistakes,
    (await root.get<{ modules: Worn[] }>('/skin-modules')).body.modules[0]?.recentMistakes,
    (await root.get<Worn>(`/skins/${stored.body.sha256}`)).body.recentMistakes,
  ];
  expect(await counted()).toEqual([2, 2, 2]);
  expect((await server.as(editor).delete(`${MODULE}/diagnostics`)).body).toEqual({ removed: 2 });
  expect(await counted()).toEqual([0, 0, 0]);
  expect((await root.get(`${MODULE}/diagnostics`)).body).toEqual({ diagnostics: [], pageIndex: 0, totalPages: 0 });
});

test('errors keep a skin off unless they are overridden', async () => {
  const root = server.as();
  const stored = await root.post<Skin>('/skins', broken, ARCHIVE);
  const refused = await root.post<Failure>(`${MODULE}/activate`, { skin: stored.body.sha256 });
  const forced = await root.post<Worn>(`${MODULE}/activate`, { skin: stored.body.sha256, override: true });

  expect([stored.status, stored.body.findings]).toMatchObject([201, [{ severity: 'error' }]]);
  expect([refused.status, refused.text]).toEqual([400, expect.stringMatching(/not in UTF-8.*--override/s)]);
  expect([forced.status, forced.headers.get('warning')]).toEqual([200, expect.stringContaining('not in UTF-8')]);
});
