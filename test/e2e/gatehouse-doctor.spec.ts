import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { gatehouse, type CommandResult, type CommandRun } from '../support/gatehouse-command.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { signInPage, skinJar } from '../support/skin-jars.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';

interface Finding {
  readonly severity: string;
  readonly about: string;
  readonly problem: string;
  readonly remedy: string;
}

let folder: string;
let database: TestDatabase;
let impostor: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  database = await createTestDatabase();
  impostor = createServer((_request, response) => {
    const tenMinutesAhead = new Date(Date.now() + 600_000).toUTCString();
    response.setHeader('date', tenMinutesAhead).setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ issuer: 'https://somebody-else.example.org' }));
  });
  await new Promise<void>((resolve) => {
    impostor.listen(0, '127.0.0.1', resolve);
  });
  await installation();
});
afterAll(async () => {
  impostor.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** An installation whose issuer is answered by somebody else, with things left to do. */
async function installation(): Promise<void> {
  const issuer = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`;
  const silent = `http://127.0.0.1:${await freePort()}`;
  const lines = [
    'node.propertysource=PROPERTIES',
    'gatehouse.egress.allowed_hosts=127.0.0.1',
    'module.people.type=SECURITY_IN_LOCAL',
    ...['proxied', 'silent'].map((id) => `module.${id}.type=SECURITY_OUT_SMART`),
    ...['proxied', 'silent'].map((id) => `module.${id}.requires.SECURITY_IN_UP=people`),
    ...[`module.proxied.config.issuer.url=${issuer}`, `module.silent.config.issuer.url=${silent}`],
    ...[`module.proxied.config.port=${await freePort()}`, `module.silent.config.port=${await freePort()}`],
    'module.silent.config.threadpool.max=10',
    'module.silent.config.implicit.enabled=true',
    'module.silent.config.federate_mode.enabled=true',
    'module.silent.config.mail.smtp.host=localhost',
    'module.silent.config.mail.smtp.port=1',
    'module.silent.config.prt=1',
    'module.silent.config.codap.auth_script.text=function authenticate( {',
    'module.silent.config.post_authorize_script.file=classpath:caller.js',
    'module.people.config.callback_script.file=classpath:gone.js',
    'module.silent.config.script.recording.enabled=true',
    'hospital.name=North',
    'stray',
    'module.silent.config.seed_clients.file=classpath:nowhere.json',
    'module.silent.config.skin.webjar_id=org.example:nowhere:1.0',
    'module.proxied.config.skin.webjar_id=clinic.jar',
    `gatehouse.skins.folder=${join(folder, 'skins')}`,
  ];
  await writeFile(join(folder, 'gatehouse.properties'), `${lines.join('\n')}\n`);
  await mkdir(join(folder, 'skins'));
  await writeFile(join(folder, 'skins/clinic.jar'), skinJar({ 'userlogin.html': signInPage('x') }));
  await writeFile(join(folder, 'skins/harm.jar'), 'no archive');
  await writeFile(join(folder, 'caller.js'), 'function onTokenGenerating() { Http.get("https://a.example"); }');
  const users = [
    { username: 'late', password: "#{env['NOT_SET_YET']}" },
    { username: 'early', password: 'Correct-horse-9' },
    ...[{ username: 'olduser' }, { username: 'oldservice', serviceAccount: true }],
    ...[
      { username: 'gone', accountDisabled: true },
      { username: 'ANONYMOUS', systemUser: true },
    ],
    { username: 'elsewhere', external: true },
  ];
  await writeFile(join(folder, 'users.json'), JSON.stringify({ users }));
  expect(await run(['import', 'users.json'])).toMatchObject({ code: 0 });
  const told = { moduleId: 'proxied', name: 'Told', issuer, federationAuthScriptText: 'function one() {}' };
  await writeFile(join(folder, 'servers.json'), JSON.stringify({ servers: [told] }));
  expect(await run(['import', 'servers.json'])).toMatchObject({ code: 0 });
  // As it was saved before sources were checked.
  await rowsOf(
    database.url,
    `update oauth2_server set definition = jsonb_set(definition, '{federationAuthScriptText}', '"function one( {"')`,
  );
}

function run(args: readonly string[], more: CommandRun['environment'] = {}): Promise<CommandResult> {
  const environment = {
    GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    DATABASE_URL: database.url,
    ...more,
  };
  return gatehouse(args, { environment, folder });
}

describe('gatehouse doctor', () => {
  let findings: readonly Finding[];
  let code: number;
  beforeAll(async () => {
    const said = await run(['doctor', '--json']);
    code = said.code;
    findings = (JSON.parse(said.out) as { readonly findings: readonly Finding[] }).findings;
  });

  test.each([
    {
      name: 'an issuer that somebody else answers for',
      about: /^module proxied$/,
      problem: /answered by another issuer/,
    },
    { name: 'the clock of whoever answers', about: /^module proxied$/, problem: /clock is \d+ seconds ahead/ },
    {
      name: 'a federation without servers',
      about: /^module silent$/,
      problem: /no server that people could sign in at/,
    },
    { name: 'an issuer that nobody answers for', about: /^module silent$/, problem: /gives nothing usable/ },
    {
      name: 'people without a password, together',
      about: /^2 users: people\/oldservice, people\/olduser$/,
      problem: /there is no password/,
    },
    { name: 'a password that is still to come', about: /^user people\/late$/, problem: /no sign-in/ },
    {
      name: 'a seed file that cannot be loaded',
      about: /silent\.config\.seed_clients\.file/,
      problem: /cannot be read/,
    },
    { name: 'a property that nothing reads', about: /^hospital\.name$/, problem: /^without effect, unless/ },
    { name: 'a line that is no property', about: /^Lines below hospital\.name$/, problem: /stray \(line \d+\)$/ },
    { name: 'a key that is misspelt', about: /silent\.config\.prt \(port\?\)$/, problem: /^unknown and ignored$/ },
    { name: 'a switch that is insecure', about: /silent\.config\.implicit\.enabled$/, problem: /^is on, which/ },
    {
      name: 'a mail server that is not there',
      about: /^mail server localhost:1 of module silent$/,
      problem: /^cannot be reached/,
    },
    {
      name: 'a script that cannot be loaded',
      about: /silent\.config\.codap\.auth_script\.text$/,
      problem: /^is no script that can be loaded: line 1, column \d+: /,
    },
    {
      name: 'a script whose file is gone',
      about: /people\.config\.callback_script\.file$/,
      problem: /gone\.js, which is not/,
    },
    { name: 'a script that may call nobody', about: /script\.http\.allowed_hosts$/, problem: /^is empty.*caller\.js/ },
    { name: 'a script of a server', about: /^server Told$/, problem: /^federationAuthScriptText is no script/ },
    {
      name: 'a JAR that is no skin',
      about: /^skin harm\.jar in the folder of skins$/,
      problem: /no whole ZIP archive/,
    },
    { name: 'a skin that is nowhere', about: /^skin of module silent$/, problem: /names org\.example:nowhere:1\.0/ },
    { name: 'a property that does nothing', about: /silent threadpool\.max/, problem: /^no effect here: \w+/ },
  ])('tells of $name', ({ about, problem }) => {
    expect(findings.filter((each) => about.test(each.about) && problem.test(each.problem))).toHaveLength(1);
  });

  test('does not miss a skin that the next start of the server stores', () => {
    expect(findings.filter(({ about }) => about === 'skin of module proxied')).toEqual([]);
    expect(findings.filter(({ about }) => about.includes('clinic.jar'))).toEqual([]);
  });

  test('says of each what to do', () => {
    expect(findings.filter(({ remedy }) => remedy === '')).toEqual([]);
  });

  test('ends with 3', () => {
    expect(code).toBe(3);
  });
});

describe('a command', () => {
  test('leaves what a server does by itself to servers: keys that are due stay as they are', async () => {
    await run(['keystore', 'generate', 'due-keys', '--rotation-days', '1']);
    const keys = () => rowsOf(database.url, `select kid from signing_key where keystore_id = 'due-keys' order by kid`);
    const before = await keys();
    await moveDatabaseClock(database.url, 3 * 86_400);

    const { code } = await run(['export', '--only', 'users']);

    expect(code).toBe(0);
    expect(await keys()).toEqual(before);
  });

  test('F-28: refuses the wrong encryption key in one message, and leaves no connection that could be lost', async () => {
    const { code, err } = await run(['export'], { GATEHOUSE_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64') });

    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^This database belongs to the encryption key .* Nothing was changed\.$/),
    ]);
    const connected = `select state, query from pg_stat_activity where datname = current_database() and application_name = 'gatehouse'`;
    expect(await rowsOf(database.url, connected)).toEqual([]);
  });

  test.each([['doctor'], ['export'], ['keystore rotate a']])(
    'says at once that the database is away: %s',
    async (line) => {
      const { code, err } = await run(line.split(' '), {
        DATABASE_URL: 'postgres://nobody:canary@127.0.0.1:1/gatehouse',
      });

      expect(code).toBe(1);
      expect(err).toMatch(/^The database is unavailable: no connection to 127\.0\.0\.1:1\/gatehouse/);
      expect(err).not.toMatch(/waiting|canary/);
    },
  );
});
