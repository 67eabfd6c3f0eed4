import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { basic, postForm } from '../support/app.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { operatorRsaKey, setOf } from '../support/keystore-bench.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    properties: ['module.smart_auth.config.password_grant.enabled=true'],
    clients: [
      {
        clientId: 'desk',
        enabled: true,
        allowedGrantTypes: ['PASSWORD'],
        scopes: ['openid'],
        clientSecrets: [{ secret: 'desk-secret' }],
        secretRequired: true,
      },
    ],
  });
});

afterAll(() => server.stop());

const run = (args: readonly string[], more: Omit<Parameters<typeof gatehouse>[1] & object, 'environment'> = {}) =>
  gatehouse(args, { environment: server.environment, ...more });

async function signsIn(username: string, password: string): Promise<boolean> {
  const fields = { grant_type: 'password', username, password, scope: 'openid' };
  return (await postForm(`${server.issuer}/oauth/token`, fields, basic('desk', 'desk-secret'))).status === 200;
}

describe('The command line', () => {
  test('says how it is used, with examples, and ends with 0', async () => {
    const { code, out } = await gatehouse(['help', 'import']);

    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/Usage: gatehouse import[^]*Examples:/) });
  });

  test.each([
    { args: ['frobnicate'], said: /unknown command/ },
    { args: ['import'], said: /missing required argument 'file'/ },
    { args: ['export', '--only', 'patients'], said: /Choose from keystores, scripts, modules/ },
    { args: ['keystore', 'generate', 'x', '--rotation-days', 'often'], said: /Write a whole number/ },
    { args: ['apply', 'x.json'], said: /Nobody can be asked here\. Say --yes/ },
    { args: ['keystore', 'rotate', 'x', '--emergency'], said: /Nobody can be asked here\. Say --yes/ },
  ])('ends with 2 for $args, and says what is wrong', async ({ args, said }) => {
    const { code, out, err } = await gatehouse(args);

    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(said) });
  });

  test('ends with 1 where the property file is missing, and says which one it wanted', async () => {
    const { code, err } = await gatehouse(['doctor'], { environment: { GATEHOUSE_CONFIG: '/nowhere/a.properties' } });

    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('/nowhere/a.properties') });
  });

  test('tells programs why it failed, as JSON', async () => {
    const { out } = await gatehouse(['doctor', '--json'], {
      environment: { GATEHOUSE_CONFIG: '/nowhere/a.properties' },
    });

    expect(JSON.parse(out)).toEqual({ error: { message: expect.stringContaining('/nowhere/a.properties') } });
  });
});

describe('A document that is broken in the middle', () => {
  const broken = (...ids: readonly string[]): string =>
    `{"clients": [\n${ids.map((clientId) => `${JSON.stringify({ moduleId: 'smart_auth', clientId })},\n`).join('')}{"clientId": "ha`;

  test('is taken up to that place, with a summary, and can be imported again when it is mended', async () => {
    const first = await run(['import', '-'], { input: broken('half-1', 'half-2') });
    const again = await run(['import', '-'], { input: broken('half-1', 'half-2') });

    expect(first).toEqual({
      code: 1,
      out: expect.stringMatching(/clients: 2 created\n$/),
      err: expect.stringMatching(
        /^Line 4: .* 2 entries until then are taken over\. Run it again with the mended file/m,
      ),
    });
    expect(again.out).toBe('clients: 2 unchanged\n');
  });

  test('is told of in the report for programs, whose last line is the summary', async () => {
    const { code, out } = await run(['import', '-', '--json'], { input: broken('half-3') });

    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      expect.objectContaining({ kind: 'clients' }),
      { error: { line: 3, problem: expect.any(String), remedy: expect.any(String) } },
      { summary: { clients: { created: 1 } } },
    ]);
  });

  test('changes nothing on trial, and says so', async () => {
    const { code, err } = await run(['import', '-', '--dry-run'], { input: broken('half-4') });

    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/1 entries until then were looked at, and nothing/),
    });
  });
});

describe('gatehouse user create', () => {
  test('makes somebody who can sign in at once, with a password that is shown this once', async () => {
    const { code, out } = await run([
      'user',
      'create',
      'ada',
      '--authority',
      'ROLE_FHIR_CLIENT',
      '--given-name',
      'Ada',
    ]);
    const password = /shown only this once: (\S+)/.exec(out)?.[1] ?? '';

    expect(code).toBe(0);
    expect(await signsIn('ada', password)).toBe(true);
  });

  test('takes the password that is typed twice, and shows it nowhere', async () => {
    const { code, out, err } = await run(['user', 'create', 'ben'], {
      answers: ['Correct-horse-9', 'Correct-horse-9'],
    });

    expect(code).toBe(0);
    expect(out + err).not.toContain('Correct-horse-9');
    expect(await signsIn('ben', 'Correct-horse-9')).toBe(true);
  });

  test('does nothing when two different ones are typed', async () => {
    const { code, err } = await run(['user', 'create', 'cleo'], { answers: ['Correct-horse-9', 'Correct-horse-8'] });

    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('not the same') });
  });

  test('takes the password of standard input, as a pipeline gives it', async () => {
    const args = ['user', 'create', 'dora', '--password-stdin', '--json'];

    const { code, out } = await run(args, { input: 'Correct-horse-7\nanother line\n' });

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ created: expect.objectContaining({ username: 'dora' }) });
    expect(await signsIn('dora', 'Correct-horse-7')).toBe(true);
  });

  test('says what is wrong with a name that is taken', async () => {
    const { code, err } = await run(['user', 'create', 'amelia']);

    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/already exists/) });
  });
});

describe('gatehouse script', () => {
  const script = (...args: readonly string[]) => run(['script', ...args]);
  const save = (source: string, ...more: readonly string[]) =>
    run(['script', 'save', 'ward', '-', ...more], { input: source });

  test('saves versions, shows them, and has another one run', async () => {
    const none = await script('list');
    const first = await save('function one() {}\n', '--description', 'Of the ward', '--comment', 'begin');
    const second = await save('function two() {}\n');
    const back = await script('rollback', 'ward', '1', '--comment', 'oh');

    expect(none.out).toBe('There are no scripts.\n');
    expect([first, second, back].map(({ code, out }) => [code, out.replace(/, saved .* by .*?\)/, '')])).toEqual([
      [0, 'ward  version 1  Of the ward\n'],
      [0, 'ward  version 2  Of the ward\n'],
      [0, 'ward  version 1, the newest is 2  Of the ward\n'],
    ]);
    expect((await script('list', '--search', 'ward')).out).toBe(back.out);
    expect((await script('show', 'ward')).out).toBe('function one() {}\n');
    expect((await script('show', 'ward', '--number', '2')).out).toBe('function two() {}\n');
    expect((await script('show', 'ward', '--versions')).out).toMatch(
      /^2 {2}.*\n1 {2}.*gatehouse command \(.*\) {2}begin\n$/,
    );
    expect((await script('show', 'ward', '--history')).out).toMatch(
      /^\S+ {2}rolled-back, version 1 .* {2}oh\n[^]*saved, version 1/,
    );
    expect(JSON.parse((await script('list', '--json')).out)).toMatchObject({ scripts: [{ scriptId: 'ward' }] });
  });

  test('keeps nothing that cannot be loaded, and tells where', async () => {
    const broken = 'function a() {\n  let x = ;\n}\n';
    const refused = await run(['script', 'save', 'other', '-'], { input: broken });
    const checked = await run(['script', 'check', '-'], { input: broken });
    const sound = await run(['script', 'check', '-'], { input: 'export function a() {}' });
    const asScript = await run(['script', 'check', '-', '--no-module'], { input: 'export function a() {}' });

    expect([refused, checked, sound, asScript].map(({ code }) => code)).toEqual([1, 1, 0, 1]);
    expect(refused.err).toMatch(/line 2, column \d+: .*nothing was saved/);
    expect(checked.err).toMatch(/line 2, column \d+: /);
    expect(sound.out).toBe('- can be loaded.\n');
  });

  test.each([
    ['show', 'nobody'],
    ['show', 'nobody', '--versions'],
    ['show', 'nobody', '--history'],
    ['rollback', 'nobody', '1'],
  ])('says that there is no such script: %s %s %s', async (...args) => {
    expect(await script(...args)).toMatchObject({ code: 1, err: expect.stringContaining('There is no such script') });
  });
});

describe('gatehouse keystore', () => {
  test('generates a keystore, whose private parts nobody sees', async () => {
    const { code, out } = await run(['keystore', 'generate', 'ward-keys', '--rotation-days', '90', '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ keystoreId: 'ward-keys', kind: 'generated', rotationDays: 90 });
    expect(out).not.toMatch(/"(?:d|p|q|dp|dq|qi|k)":/);
  });

  test('rotates: the new keys are published before they sign', async () => {
    await run(['keystore', 'generate', 'shift-keys']);

    const { code, out } = await run(['keystore', 'rotate', 'shift-keys']);

    expect(code).toBe(0);
    expect(out).toMatch(/published, signs from \d{4}-/);
    expect(out.match(/ {2}RS256 /g)).toHaveLength(2);
  });

  test('asks before it makes every token worthless', async () => {
    const { code, err } = await run(['keystore', 'rotate', 'default-keystore', '--emergency'], { answers: ['n'] });

    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/Every token .* Nothing was done/s) });
  });

  test('reads the file of a keystore anew, as the refusal of its rotation says', async () => {
    const file = join(dirname(server.environment.GATEHOUSE_CONFIG ?? ''), 'filed.jwks');
    const [first, second] = [operatorRsaKey('first'), operatorRsaKey('second')];
    await writeFile(file, setOf(first));
    const keystores = JSON.stringify({ keystores: [{ keystoreId: 'filed', filePath: 'classpath:filed.jwks' }] });
    await run(['import', '-'], { input: keystores });

    const rotated = await run(['keystore', 'rotate', 'filed']);
    await writeFile(file, setOf(second, first));
    const reloaded = await run(['keystore', 'reload', 'filed']);

    expect({ code: rotated.code, err: rotated.err }).toEqual({
      code: 1,
      err: expect.stringContaining('on every machine, then reload: gatehouse keystore reload filed'),
    });
    expect(reloaded.code).toBe(0);
    expect(reloaded.out).toMatch(/^filed \(file\)\n {2}\w+ {2}second {2}published.*\n {2}\w+ {2}first {2}signing/);
  });

  test('says that there is no such keystore', async () => {
    for (const command of ['rotate', 'reload'])
      expect(await run(['keystore', command, 'nobody'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('There is no such keystore'),
      });
  });
});
