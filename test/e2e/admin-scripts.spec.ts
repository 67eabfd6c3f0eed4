import { clientToken } from '../support/endpoint-calls.js';
import { until } from '../support/server-process.js';
import { administrator, startAdminServer, type AdminServer } from '../support/admin-server.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { rowsOf } from '../support/rows.js';

let server: AdminServer;
beforeAll(async () => {
  server = await startAdminServer({
    users: [administrator('editor', ['VIEW_MODULE_CONFIG', 'UPDATE_MODULE_CONFIG'])],
  });
});
afterAll(() => server.stop());

const FIRST = 'function onTokenGenerating(theUserSession) {\n  Log.info("first");\n}\n';
const SECOND = FIRST.replace('first', 'second');

interface Version {
  readonly number: number;
  readonly source?: string;
  readonly author: string;
  readonly comment?: string;
}

interface Script {
  readonly scriptId: string;
  readonly active: Version;
  readonly lastNumber: number;
  readonly usedBy?: readonly string[];
}

const tagOf = (answer: { readonly headers: Headers }): Record<string, string> => ({
  'if-match': answer.headers.get('etag') ?? '',
});

describe('the library of scripts', () => {
  test('keeps every version; another one can run again, and nothing that happened is lost', async () => {
    const root = server.as();
    const made = await root.post<Script>('/scripts', { scriptId: 'launch', source: FIRST, comment: 'one' });
    const saved = await root.put<Script>('/scripts/launch', { source: SECOND, comment: 'two' }, tagOf(made));
    const back = await root.post<Script>('/scripts/launch/rollback', { version: 1, comment: 'oh' }, tagOf(saved));
    const found = await root.get<Script>('/scripts/launch');
    const versions = await root.get<{ versions: Version[] }>('/scripts/launch/versions');
    const second = await root.get<Version>('/scripts/launch/versions/2');
    const difference = await root.get('/scripts/launch/versions/1/diff/2');
    const noDifference = await root.get('/scripts/launch/versions/1/diff/3');
    const history = await root.get<{ events: { kind: string; number: number }[] }>('/scripts/launch/history');

    expect([made.status, saved.status, back.status]).toEqual([201, 200, 200]);
    expect(found.body).toMatchObject({
      active: { number: 1, source: FIRST, comment: 'one' },
      lastNumber: 2,
      usedBy: [],
    });
    expect(versions.body.versions.map(({ number, source }) => [number, source])).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
    expect([difference.body, noDifference.status]).toEqual([
      {
        ...{ from: 1, to: 2 },
        difference: expect.stringContaining('-  Log.info("first");\n+  Log.info("second");\n') as string,
      },
      404,
    ]);
    expect(second.body).toMatchObject({ number: 2, source: SECOND, comment: 'two' });
    expect(history.body.events.map(({ kind, number }) => `${kind} ${String(number)}`)).toEqual([
      'rolled-back 1',
      'saved 2',
      'saved 1',
    ]);
  });

  test('F-06: of two who change the same version the second is told', async () => {
    const root = server.as();
    const made = await root.post<Script>('/scripts', { scriptId: 'contended', source: FIRST });
    const [one, other] = await Promise.all([
      root.put('/scripts/contended', { source: SECOND }, tagOf(made)),
      root.put('/scripts/contended', { source: `${SECOND}// mine` }, tagOf(made)),
    ]);
    const late = await root.post('/scripts/contended/rollback', { version: 1 }, tagOf(made));

    expect([one.status, other.status].toSorted()).toEqual([200, 412]);
    expect(late.status).toBe(412);
    expect((await root.get<Script>('/scripts/contended')).body.lastNumber).toBe(2);
  });

  test('no number is too great to be no version', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'counted', source: FIRST });
    const number = '2147483648';
    const bench = {
      function: 'onTokenGenerating',
      script: { id: 'counted', version: Number(number) },
      sample: 'launch',
    };
    const answers = [
      await root.get(`/scripts/counted/versions/${number}`),
      await root.get(`/scripts/counted/versions/1/diff/${number}`),
      await root.post('/scripts/counted/rollback', { version: Number(number) }),
      await root.post('/script-bench/run', bench),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 400, 400]);
  });

  test('a comment that belongs to no version is not lost without a word', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'commented', source: FIRST });
    const same = await root.put('/scripts/commented', { source: FIRST, comment: 'this was for ticket 4711' });
    const other = await root.put('/scripts/commented', { source: SECOND, comment: 'this was for ticket 4711' });

    expect(same.headers.get('warning')).toContain('comment is not kept');
    expect(other.headers.get('warning')).toBeNull();
  });

  test('F-06: of many who save at once each is answered what they saved', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'crowded', source: FIRST });
    const sources = [...Array(6).keys()].map((index) => `${FIRST}// ${String(index)}`);
    const saved = await Promise.all(sources.map((source) => root.put<Script>('/scripts/crowded', { source })));

    expect(saved.map(({ body }) => body.active.source)).toEqual(sources);
    expect(new Set(saved.map(({ headers }) => headers.get('etag'))).size).toBe(sources.length);
    expect(saved.map(({ body }) => body.lastNumber)).toEqual(saved.map(({ body }) => body.active.number));
  });

  test.each([
    ['does not load', { source: 'function a() {\n  let x = ;\n}' }, /cannot be loaded: line 2, column \d+: /],
    ['is blank', { source: ' \n ' }, /source is blank/],
    ['is missing', {}, /source is missing/],
  ])('a source that %s is not saved', async (_name, body, message) => {
    const answer = await server
      .as()
      .post<{ messages: { message: string }[] }>('/scripts', { scriptId: 'bad', ...body });

    expect(answer.status).toBe(400);
    expect(answer.body.messages[0]?.message).toMatch(message);
    expect((await server.as().get('/scripts/bad')).status).toBe(404);
  });

  test.each(['a b', '../x', '', 'ä', 'x'.repeat(101)])('%j is no id of a script', async (scriptId) => {
    expect((await server.as().post('/scripts', { scriptId, source: FIRST })).status).toBe(400);
  });

  test('V-100: only superusers change scripts; who sees the configuration sees them', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'guarded', source: FIRST });
    const editor = server.as({ username: 'editor', password: 'the long password of editor' });
    const refused = [
      await editor.post('/scripts', { scriptId: 'own', source: FIRST }),
      await editor.put('/scripts/guarded', { source: SECOND }),
      await editor.post('/scripts/guarded/rollback', { version: 1 }),
      await editor.delete('/scripts/guarded'),
    ];

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await editor.get<Script>('/scripts/guarded')).body.active.source).toBe(FIRST);
  });

  test('an archived script is gone, and comes back as its next version', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'seasonal', source: FIRST, description: 'Of winter' });
    const archived = await root.delete<Script>('/scripts/seasonal');
    const gone = await root.get('/scripts/seasonal');
    const again = await root.post<Script>('/scripts', { scriptId: 'seasonal', source: SECOND });
    const taken = await root.post('/scripts', { scriptId: 'seasonal', source: SECOND });

    expect([archived.status, gone.status, again.status, taken.status]).toEqual([200, 404, 201, 400]);
    expect(again.body.active.number).toBe(2);
  });

  test('is searched by words of id and description, which mean nothing but themselves', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'searched', source: FIRST, description: 'Finds the 100% Ward' });
    const idsOf = async (term: string): Promise<readonly string[]> => {
      const query = encodeURIComponent(term);
      return (await root.get<{ scripts: Script[] }>(`/scripts?searchTerm=${query}`)).body.scripts.map(
        (each) => each.scriptId,
      );
    };

    expect(await idsOf('ward SEARCH')).toEqual(['searched']);
    expect(await idsOf('100%')).toEqual(['searched']);
    expect(await idsOf('_____%')).toEqual([]);
  });

  test('a source can be checked without being saved or run', async () => {
    const check = (source: string, more: object = {}) =>
      server.as().post<{ problems: { line?: number }[] }>('/script-engine/check', { source, ...more });

    expect((await check('throw new Error("at load")')).body).toEqual({ problems: [], warnings: [] });
    expect((await check('export function getUserName() {}')).body).toEqual({ problems: [], warnings: [] });
    expect((await check('export function f() {}', { ecmascriptModule: false })).body.problems).toHaveLength(1);
    expect((await check('\n\nlet = = 1')).body.problems).toMatchObject([{ line: 3 }]);
    expect((await server.as().get('/script-engine/suspended')).body).toEqual({ scripts: [] });
  });

  test('what older scripts use and is not here is told by the check and by a save, which saves it all the same', async () => {
    const root = server.as();
    const source =
      "function onTokenGenerating() {\n  load('lib.js');\n  new java.net.URL('x'); new java.util.HashMap();\n}\n";
    const checked = await root.post('/script-engine/check', { source });
    const saved = await root.post('/scripts', { scriptId: 'older', source });

    expect(checked.body).toEqual({
      problems: [],
      warnings: [
        { message: expect.stringMatching(/^load is not here: one script/) as string, line: 2, column: 3 },
        { message: 'java.net.URL is not here: use Http to call other servers', line: 3, column: 7 },
      ],
    });
    expect(saved.status).toBe(201);
    expect(saved.headers.get('warning')).toMatch(
      /source uses load \(line 2, column 3\), which is not here; One script.*java\.net\.URL \(line 3, column 7\)/,
    );
  });

  test('every change leaves an audit record with its author', async () => {
    const root = server.as();
    await root.post('/scripts', { scriptId: 'recorded', source: FIRST, comment: 'why' });
    const { body } = await root.get<{ events: { detail: Record<string, unknown> }[] }>('/audit-log?kind=SCRIPT_CHANGE');
    const mine = body.events.filter(({ detail }) => detail['scriptId'] === 'recorded');

    expect(mine).toMatchObject([{ detail: { change: 'saved', number: 1, comment: 'why' } }]);
    expect(JSON.stringify(mine)).not.toContain('onTokenGenerating');
  });
});

const ADD_VERSION = `with added as (
    insert into script_version (script_id, number, source, source_hash, comment, author)
    select id, last_number + 1, $1, '', '', 'test' from script where id = 'in-use' returning number)
  update script set last_number = last_number + 1 where id = 'in-use' returning last_number as number`;

interface Refused {
  readonly messages: readonly { readonly message: string }[];
}

describe('a script that a module names', () => {
  const saying = (text: string): string => `function onTokenGenerating() {\n  Log.warn(${JSON.stringify(text)});\n}\n`;
  const ofTokens = { key: 'post_authorize_script.file', value: 'library:in-use' };
  const nameIt = async (moduleId = 'smart_auth', option = ofTokens) => {
    const at = `/module-config/Master/${moduleId}`;
    const { body } = await server.as().get<{ options: object[] }>(at);
    const options = [...body.options, option];
    return server.as().put(`${at}/set?restart=true`, { options });
  };
  const records = async (): Promise<readonly { outcome: string; detail: Record<string, unknown> }[]> =>
    (
      await server
        .as()
        .get<{ events: { outcome: string; detail: Record<string, unknown> }[] }>('/audit-log?kind=SCRIPT')
    ).body.events;

  test('runs in its active version at once, and each run is on record with what it logged, without secrets', async () => {
    const root = server.as();
    await root.post('/scripts', {
      scriptId: 'in-use',
      source: `${saying('one, Bearer abcdefgh12345')} if (0) load('a');`,
    });
    const named = await nameIt();
    await clientToken(server.issuer);
    await root.put('/scripts/in-use', { source: saying('two') });
    await clientToken(server.issuer);
    await root.post('/scripts/in-use/rollback', { version: 1 });
    await clientToken(server.issuer);

    expect([named.status, named.headers.get('warning')]).toEqual([
      200,
      expect.stringContaining('post_authorize_script.file: names library:in-use, which uses load (line 4, column 9)'),
    ]);

    expect(
      (await records()).slice(0, 3).map(({ outcome, detail }) => [outcome, detail['version'], detail['log']]),
    ).toEqual([
      ['success', 1, ['warn: one, Bearer [redacted]']],
      ['success', 2, ['warn: two']],
      ['success', 1, ['warn: one, Bearer [redacted]']],
    ]);
    const [{ detail } = { detail: {} }] = await records();
    expect(detail).toMatchObject({
      script: 'library:in-use',
      function: 'onTokenGenerating',
      hostCalls: expect.any(Number) as number,
    });
  });

  test('S-09: that throws is on record with line and column, and the app hears none of it', async () => {
    const root = server.as();
    const source = 'function onTokenGenerating() {\n  throw new Error("canary-script");\n}\n';
    await root.put('/scripts/in-use', { source });
    const refused = await clientToken(server.issuer).then(() => 'a token', String);

    expect(refused).toMatch(/500.*server_error/);
    expect(refused).not.toContain('canary-script');
    // Nobody waits for the record of a run.
    await until(async () => (await records())[0]?.outcome === 'failure');
    expect((await records())[0]).toMatchObject({
      outcome: 'failure',
      detail: { failure: 'thrown', message: 'canary-script', line: 2, version: 3 },
    });
  });

  test.each([
    [
      'without a function',
      '// to be done\n',
      /^source is wrong for module\.smart_auth\.config\.post_authorize_script\.file/,
    ],
    ['with a misspelt one', 'function onTokenGeneratng() {}', /write onTokenGenerating for onTokenGeneratng/],
    ['of another kind', 'export function onTokenGenerating() {}', /script that can be loaded.*: line 1, column \d/],
  ])('is not saved, and not rolled back, %s: its modules would give nobody a token', async (_kind, source, why) => {
    const root = server.as();
    const before = (await root.get<Script>('/scripts/in-use')).body;
    // As one that was saved before a module named the script.
    const [old] = await rowsOf<{ number: number }>(server.databaseUrl, ADD_VERSION, [source]);
    const refused = [
      await root.put<Refused>('/scripts/in-use', { source }),
      await root.post<Refused>('/scripts/in-use/rollback', { version: old?.number }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([400, 400]);
    for (const { body } of refused) expect(body.messages[0]?.message).toMatch(why);
    expect((await root.get<Script>('/scripts/in-use')).body.active).toEqual(before.active);
  });

  test('F-54: no administrator shuts themselves out by one that their own sign-in asks; the command saves it all the same', async () => {
    const root = server.as();
    const asking = (body: string): string => `function onAuthenticateSuccess(o, f, c) {\n  ${body}\n}\n`;
    await root.post('/scripts', { scriptId: 'entrance', source: asking('return o;') });
    await nameIt('local_security', { key: 'callback_script.file', value: 'library:entrance' });
    const save = async (body: string) => root.put<Refused>('/scripts/entrance', { source: asking(body) });
    const refused = [
      await save('c.missing();'),
      await save('return f.newFailure();'),
      await save('return f.newSuccess();'),
    ];
    const good = await save('o.setUserData("ward", "7"); return o;');
    const { environment } = server;
    const run = (args: string[], input = '') => gatehouse(['script', ...args], { environment, input });
    const forced = await run(['save', 'entrance', '-'], asking('throw "nobody";'));
    const shut = await root.get('/scripts/entrance');
    const back = await run(['rollback', 'entrance', '2']);

    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(refused.map(({ body }) => body.messages[0]?.message)).toEqual([
      expect.stringMatching(/would shut you out.*callback_script\.file.*fails.*entrance:2/),
      expect.stringContaining('it refuses you'),
      expect.stringContaining('takes ROLE_SUPERUSER from you'),
    ]);
    expect([good.status, forced.code, shut.status, back.code]).toEqual([200, 0, 503, 0]);
    expect(shut.text).toContain('gatehouse script rollback');
    expect((await root.get('/scripts/entrance')).status).toBe(200);
  });

  test('is judged for its modules by import and plan as well', async () => {
    const { environment } = server;
    const scripts = [{ scriptId: 'in-use', source: '// to be done' }];
    const input = JSON.stringify({ scripts });
    const planned = await gatehouse(['plan', '-'], { environment, input });
    const imported = await gatehouse(['import', '-'], { environment, input });

    expect(planned.out).toMatch(/! script in-use .*is refused[^]*post_authorize_script\.file/);
    expect([imported.code, imported.out + imported.err]).toEqual([1, expect.stringContaining('post_authorize_script')]);
  });

  test('that no longer does what its module names it for is saved, and its author is told', async () => {
    const root = server.as();
    const saved = await root.put('/scripts/in-use', { source: 'function getUserName() { return "x"; }' });
    await root.post('/scripts/in-use/rollback', { version: 1 });

    expect([saved.status, saved.headers.get('warning')]).toEqual([
      200,
      expect.stringMatching(/post_authorize_script\.file names library:in-use, which does nothing here/),
    ]);
  });

  test('cannot be archived, and tells who names it', async () => {
    const { status, text } = await server.as().delete('/scripts/in-use');

    expect([status, text]).toEqual([400, expect.stringContaining('smart_auth')]);
    expect((await server.as().get<Script>('/scripts/in-use')).body.usedBy).toEqual(['smart_auth']);
  });
});
