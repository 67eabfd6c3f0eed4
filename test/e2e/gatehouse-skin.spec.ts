import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatehouse } from '../support/gatehouse-command.js';
import { rowsOf } from '../support/rows.js';
import { signInPage } from '../support/skin-jars.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'skin-'));
  await mkdir(join(folder, 'clinic/resources'), { recursive: true });
  const description = { groupId: 'org.example', artifactId: 'clinic', version: '1.0' };
  await writeFile(join(folder, 'clinic/skin.json'), JSON.stringify(description));
  await writeFile(join(folder, 'clinic/userlogin.html'), signInPage('Sign in'));
  await writeFile(join(folder, 'clinic/README.md'), 'for designers');
  await writeFile(join(folder, 'clinic/resources/style.css'), 'body { color: teal }');
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => gatehouse(['skin', ...args], { environment: server.environment, folder });
const json = async <Told>(...args: string[]): Promise<Told> => {
  const { code, out, err } = await run(...args, '--json');
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Told;
};

test('a folder becomes a JAR, always the same one, that is checked, installed, worn and taken off', async () => {
  const first = await json<{ file: string; sha256: string }>('pack', 'clinic');
  const again = await json<{ sha256: string }>('pack', 'clinic', '-o', 'again.jar');
  expect(first.file).toBe('clinic-1.0.jar');
  expect(again.sha256).toBe(first.sha256);
  expect(await json('check', 'clinic-1.0.jar')).toMatchObject({
    ...{ isSound: true, identity: 'org.example:clinic:1.0', sha256: first.sha256, findings: [] },
    files: ['resources/style.css', 'userlogin.html'],
  });

  expect((await run('list')).out).toContain('There are no skins.');
  expect(await json('install', 'clinic-1.0.jar')).toMatchObject({ sha256: first.sha256, wornBy: [] });
  expect((await run('activate', 'smart_auth', 'org.example:clinic:1.0')).out).toContain('a rollback leads to built-in');
  await json('pack', 'clinic', '--identity', 'org.example:clinic:2.0');
  expect(await json('activate', 'smart_auth', 'clinic-2.0.jar', '--comment', 'autumn')).toMatchObject({
    identity: 'org.example:clinic:2.0',
  });
  expect((await run('rollback', 'smart_auth')).out).toBe(
    `smart_auth  org.example:clinic:1.0 (${first.sha256.slice(0, 12)}), a rollback leads to built-in pages\n`,
  );
  const preview = await json<{ pages: { page: string; url: string }[] }>('preview', 'smart_auth', 'clinic-2.0.jar');
  const page = await fetch(preview.pages.find(({ page: name }) => name === 'login')?.url ?? '');
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<h1>Sign in</h1>')]);
  expect((await run('preview', 'smart_auth', 'org.example:clinic:1.0', '--flavour', 'long')).out).toMatch(
    /^org\.example:clinic:1\.0 as smart_auth would show it \(long\), until 2[^]*\n {2}sign-in: userlogin\.html\n {4}http:\/\/[^]*\n {2}approval: built-in\n/,
  );
  expect((await run('list')).out).toMatch(/clinic-1.0.jar.*worn by smart_auth/);
  expect((await run('install', 'again.jar')).out).toBe(
    `again.jar is stored already, as clinic-1.0.jar: org.example:clinic:1.0 (${first.sha256.slice(0, 12)}, again.jar).\n`,
  );
  expect((await run('show', first.sha256.slice(0, 12))).out).toContain('again.jar');
  expect((await run('show', 'clinic-1.0.jar')).out).toMatch(
    /org\.example:clinic:1\.0[^]*Nothing was found that is wrong, or noteworthy\.\n$/,
  );
  expect((await run('deactivate', 'smart_auth')).out).toContain('smart_auth  built-in pages');
  expect((await run('history', 'smart_auth')).out).toMatch(/deactivated: .*rolled-back: .*activated: .*autumn/s);
  expect((await run('history', 'smart_auth')).out).toMatch(
    new RegExp(`activated: built-in pages → org\\.example:clinic:1\\.0 \\(${first.sha256.slice(0, 12)}\\) `),
  );
});

test('skins 5.4: what showed to be wrong on pages is counted and told, until it is cleared', async () => {
  await run('pack', 'clinic', '-o', 'frail.jar', '--identity', 'org.example:clinic:4.0');
  const { sha256 } = await json<{ sha256: string }>('activate', 'smart_auth', 'frail.jar');
  const facts = `'failure', 'org.example:clinic:4.0', '${sha256}', 'login', 'userlogin.html', 3, '\${x.y}', 'x is null.', 'GH-1', 7, now()`;
  await rowsOf(
    server.databaseUrl,
    `insert into skin_diagnostic (module_id, key, kind, skin, sha256, page, file, column_number, expression, message, error_id, times, first_at, line_number, last_at)
     values ('smart_auth', 'a', ${facts}, 1, now() - interval '25 hours'), ('smart_auth', 'b', ${facts}, 2, now())`,
  );

  expect((await run('show', 'frail.jar')).out).toContain(
    '\n1 mistake showed on its pages in the last 24 hours: gatehouse skin diagnostics smart_auth.\n',
  );
  expect((await run('diagnostics', 'smart_auth')).out).toMatch(
    /^userlogin\.html:2:3: x is null\.\n {2}\$\{x\.y\}\n {2}login of org\.example:clinic:4\.0: .* 7 times .* \(GH-1\)\nuserlogin\.html:1:3: [^]*$/,
  );
  const cleared = { diagnostics: [{ line: 2 }, { line: 1 }], removed: 2 };
  expect(await json('diagnostics', 'smart_auth', '--clear')).toMatchObject(cleared);
  expect((await run('diagnostics', 'smart_auth', '--clear')).out).toBe(
    'Nothing showed to be wrong.\nRemoved 0 mistakes.\n',
  );
  expect((await run('show', 'frail.jar')).out).not.toContain('24 hours');
  await run('activate', 'smart_auth', 'clinic-1.0.jar');
});

test('what cannot be done is told, with what to do', async () => {
  await writeFile(join(folder, 'harm.jar'), 'no archive');
  await mkdir(join(folder, 'bare'), { recursive: true });
  await writeFile(join(folder, 'bare/userlogin.html'), Buffer.from([0x3c, 0xff]));
  await run('pack', 'bare', '-o', 'bad.jar', '--identity', 'org.example:bare:1.0');
  expect((await run('check', 'bad.jar')).out).toMatch(
    /^userlogin.html: error: is not in UTF-8. Save it in UTF-8. \[package\]\nPages[^]*\n {2}sign-in: userlogin.html {2}3 errors\n[^]*3 errors would keep it from being activated/m,
  );
  await run('pack', 'clinic', '-o', 'third.jar', '--identity', 'org.example:clinic:3.0');
  const cases: readonly (readonly [string[], number, string])[] = [
    [['pack', 'bare'], 2, '--identity group:artifact:version'],
    [['pack', 'nowhere'], 1, 'cannot be read (ENOENT)'],
    [['check', 'harm.jar'], 1, 'would be refused'],
    [['check', 'bad.jar'], 3, ''],
    [['install', 'harm.jar'], 1, 'harm.jar: '],
    [['install', 'harm.jar'], 1, 'no whole ZIP archive'],
    [['activate', 'smart_auth', 'harm.jar'], 1, 'nothing was stored'],
    [['install', 'nowhere.jar'], 1, 'cannot be read (ENOENT)'],
    [['activate', 'smart_auth', 'a:b:c'], 1, 'a:b:c is not stored'],
    [['activate', 'smart_auth', 'bad.jar'], 1, 'userlogin.html: error: is not in UTF-8'],
    [
      ['activate', 'smart_auth', 'bad.jar'],
      1,
      'nothing was stored or changed. Mend it, or activate it all the same with --override',
    ],
    [['show', 'bad.jar'], 1, 'bad.jar is not stored'],
    [['activate', 'smart_auth', 'third.jar', '--comment', '\u0007'], 1, 'signs that nobody sees'],
    [['show', 'third.jar'], 1, 'third.jar is not stored'],
    [['activate', 'nowhere', 'bad.jar'], 1, 'no outbound module nowhere; there is smart_auth'],
    [['rollback', 'nowhere'], 1, 'no outbound module nowhere; there is smart_auth'],
    [['history', 'nowhere'], 1, 'no outbound module nowhere; there is smart_auth'],
    [['diagnostics', 'nowhere', '--clear'], 1, 'no outbound module nowhere; there is smart_auth'],
    [['show', 'nothing'], 1, 'nothing is not stored'],
    [['remove', 'nothing'], 1, 'nothing is not stored'],
    [['remove', 'clinic-1.0.jar'], 1, 'is what smart_auth wears'],
    [['preview', 'smart_auth', 'nothing'], 1, 'nothing is not stored'],
    [['preview', 'nowhere', 'clinic-1.0.jar'], 1, 'no outbound module'],
    [['preview', 'smart_auth', 'clinic-1.0.jar', '--flavour', 'sweet'], 1, 'right-to-left'],
    [['preview', 'smart_auth', 'clinic-1.0.jar', '--language', '??'], 1, 'fr-CA'],
  ];

  for (const [args, code, said] of cases) {
    const result = await run(...args);
    expect([args, result.code, result.err]).toEqual([args, code, expect.stringContaining(said)]);
  }
});

test('a JAR is judged by the limits of the installation; where there is none, that is told', async () => {
  const with2 = { ...server.environment, GATEHOUSE__gatehouse__skins__max_entries: '2' };
  const inside = (environment: Record<string, string>, ...args: string[]) =>
    gatehouse(['skin', ...args], { environment, folder });
  await run('pack', 'clinic', '-o', 'limited.jar');

  expect(await run('check', 'limited.jar')).toMatchObject({ code: 0, err: '' });
  expect((await inside(with2, 'check', 'limited.jar')).out).toContain('2 are allowed');
  expect((await inside(with2, 'pack', 'clinic', '-o', 'none.jar')).err).toContain('would be taken');
  const nowhere = await inside({ GATEHOUSE_CONFIG: join(folder, 'none.properties') }, 'check', 'limited.jar', '--json');
  expect(nowhere).toMatchObject({ code: 0, err: expect.stringContaining('a server that sets none') });
  expect(JSON.parse(nowhere.out)).toMatchObject({ isSound: true });
  const wrong = await inside({ ...with2, GATEHOUSE__gatehouse__skins__max_entries: 'few' }, 'check', 'limited.jar');
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('gatehouse.skins.max_entries') });
});
