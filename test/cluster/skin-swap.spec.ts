import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { requestUrl } from '../support/authorization.js';
import { gatehouse } from '../support/gatehouse-command.js';
import { Person } from '../support/person.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { ServerProcess, until } from '../support/server-process.js';
import { skinBench } from '../support/skin-bench.js';
import { skinJar } from '../support/skin-jars.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { amelia } from '../support/test-users.js';

const operator = { kind: 'command', actor: 'operator' } as const;
const APPROVAL = `<form method="post"><label th:each="one : \${scopes}"><input type="checkbox" th:name="'scope.' + \${one}" value="true"></label>
<button name="user_oauth_approval" value="true">Allow</button></form>`;
/** A skin that says on each page which one it is. */
const jarOf = (mark: string, approval = APPROVAL): Buffer =>
  skinJar({
    'userlogin.html': `<h1>${mark}</h1><link rel="stylesheet" th:href="@{/resources/${mark}.css}"><form method="post" th:action="@{/login}"><input name="username"><input name="password" type="password"></form>`,
    'userapprove.html': `<h1>${mark}</h1>${approval}`,
    [`resources/${mark}.css`]: `h1::after { content: '${mark}' }`,
  });
const jars = {
  summer: jarOf('summer'),
  autumn: jarOf('autumn'),
  // Compiles in part, and cannot show its approval page at all.
  broken: jarOf('broken', '<p th:text="${client_name.nothing.at.all}"></p><p th:text="${"></p>'),
  spare: jarOf('spare'),
  lost: jarOf('lost'),
};
type Mark = keyof typeof jars;

let database: TestDatabase;
let nodes: readonly ServerProcess[];
let hashes: Readonly<Record<string, string>>;
let visitors: Visitors | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  const a = await ServerProcess.start({ databaseUrl: database.url });
  nodes = [a, await ServerProcess.start({ databaseUrl: database.url })];
  const entries = Object.entries(jars).map(async ([mark, jar]) => {
    await writeFile(join(a.folder, `${mark}.jar`), jar);
    const { out } = await skin('install', `${mark}.jar`, '--json');
    return [mark, (JSON.parse(out) as { sha256: string }).sha256] as const;
  });
  hashes = Object.fromEntries(await Promise.all(entries));
}, 120_000);

afterAll(async () => {
  await visitors?.end();
  await Promise.all(nodes.map((node) => node.dispose()));
  await database.drop();
}, 60_000);

/** What an operator types at the machine of the first node. */
async function skin(...args: readonly string[]): Promise<{ readonly out: string }> {
  const [{ folder }] = nodes as [ServerProcess];
  const environment = {
    GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    DATABASE_URL: database.url,
  };
  const said = await gatehouse(['skin', ...args], { environment, folder });
  if (said.code !== 0) throw new Error(said.err);
  return said;
}

const activate = (mark: Mark, ...options: readonly string[]) =>
  skin('activate', 'smart_auth', hashes[mark] ?? '', ...options);

/** Decided as by a process whose notifications get lost. */
async function activateSilently(mark: Mark): Promise<void> {
  const { sql, close } = openSql(database.url);
  const { modules } = skinBench(sql, { webjarIds: new Map([['smart_auth', '']]), folder: '/nowhere' });
  expect(await modules.activate('smart_auth', { skin: hashes[mark] ?? '', author: operator })).toMatchObject({
    kind: 'changed',
  });
  await close();
}

const signInUrl = ({ origin }: ServerProcess): string =>
  requestUrl(origin, { scope: 'openid patient/*.rs', prompt: 'consent' });

async function markOn(node: ServerProcess): Promise<string | undefined> {
  return /<h1>(\w+)<\/h1>/.exec((await new Person().open(signInUrl(node))).text)?.[1];
}

/** Seconds until every process shows it for good. */
async function secondsUntil(mark: Mark | 'built-in'): Promise<number> {
  const from = performance.now();
  const shown = async (node: ServerProcess) => ((await markOn(node)) ?? 'built-in') === (mark as string);
  for (const node of nodes) expect(await until(() => shown(node), 15)).toBe(true);
  return (performance.now() - from) / 1_000;
}

const skinHealth = async ({ healthUrl }: ServerProcess): Promise<readonly [number, unknown]> => {
  const response = await fetch(`${healthUrl}/health/ready`);
  return [response.status, ((await response.json()) as { skin: unknown }).skin];
};

/** People who sign in and allow, and others who only look, at every process all the time; what failed, and how much was done. */
class Visitors {
  readonly failed: string[] = [];
  readonly marks = new Set<string>();
  looked = 0;
  allowed = 0;
  private isOver = false;
  private readonly work = nodes.flatMap((node) => [
    this.repeat(() => this.look(node)),
    this.repeat(() => this.allow(node)),
  ]);

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.work);
  }

  private async repeat(once: () => Promise<void>): Promise<void> {
    while (!this.isOver) {
      await once().catch((error: unknown) => this.failed.push(String(error)));
      // The machine is shared with the two servers and the database.
      await delay(5);
    }
  }

  private async look(node: ServerProcess): Promise<void> {
    const { status, text } = await new Person().open(signInUrl(node));
    if (status !== 200 || !text.includes('name="password"'))
      this.failed.push(`${String(status)} ${text.slice(0, 200)}`);
    const mark = /<h1>(\w+)<\/h1>/.exec(text)?.[1] ?? 'built-in';
    this.marks.add(mark);
    // Files of a page are there as long as the page is, whatever is worn by then.
    const [, sheet] = /href="([^"]*\/resources\/\w+\.css)"/.exec(text) ?? [];
    if (sheet !== undefined) {
      const file = await fetch(node.origin + sheet);
      if (!(await file.text()).includes(mark)) this.failed.push(`${String(file.status)} ${sheet}`);
    }
    this.looked++;
  }

  private async allow(node: ServerProcess): Promise<void> {
    const answer = await new Person().authorize(signInUrl(node), amelia);
    if (!answer.searchParams.has('code')) this.failed.push(answer.href);
    this.allowed++;
  }
}

test('F-26, skins 5.6: skins are put on, exchanged, broken and taken back under load, and no request fails', async () => {
  const load = new Visitors();
  visitors = load;
  const seconds: Record<string, number> = {};

  await activate('summer');
  seconds['put on'] = await secondsUntil('summer');
  await activate('autumn');
  seconds['exchanged'] = await secondsUntil('autumn');
  await expect(activate('broken')).rejects.toThrow('override');
  await activate('broken', '--override');
  seconds['broken'] = await secondsUntil('broken');
  await rowsOf(database.url, 'delete from skin where sha256 = $1', [hashes['spare']]);
  const before = load.allowed;
  // With the approval page of the broken one, that is with the built-in page in its place.
  expect(await until(() => load.allowed > before + 2, 30)).toBe(true);
  await skin('rollback', 'smart_auth');
  seconds['taken back'] = await secondsUntil('autumn');
  const silent = performance.now();
  await activateSilently('summer');
  await secondsUntil('summer');
  const withoutWord = (performance.now() - silent) / 1_000;
  const statics = await Promise.all(
    nodes.flatMap(({ origin }) =>
      (['summer', 'autumn', 'broken'] as const).map(
        async (mark) => (await fetch(`${origin}/skins/${hashes[mark] ?? ''}/resources/${mark}.css`)).status,
      ),
    ),
  );
  await load.end();

  expect(load.failed).toEqual([]);
  expect([...load.marks].toSorted()).toEqual(expect.arrayContaining(['autumn', 'broken', 'summer']));
  expect([load.looked > 20, load.allowed > 5]).toEqual([true, true]);
  expect(Object.entries(seconds).filter(([, taken]) => taken >= 2)).toEqual([]);
  expect(withoutWord).toBeLessThan(10);
  expect(statics).toEqual([200, 200, 200, 200, 200, 200]);
}, 120_000);

test('F-26, skins 5.6: processes that cannot load a skin wear on what they wear, are ready, and say so', async () => {
  const worn = await markOn(nodes[0] as ServerProcess);
  const text = `with gone as (delete from skin where sha256 = '${hashes['lost'] ?? ''}') update skin_worn set sha256 = '${hashes['lost'] ?? ''}'`;
  await changeElsewhere(database.url, { topic: 'skins', text });

  const isTold = async (node: ServerProcess) => (await skinHealth(node))[1] !== 'up';
  for (const node of nodes) expect(await until(() => isTold(node), 10)).toBe(true);
  expect(await Promise.all(nodes.map(skinHealth))).toEqual([
    [200, 'warning'],
    [200, 'warning'],
  ]);
  expect(await Promise.all(nodes.map(markOn))).toEqual([worn, worn]);

  await activate('autumn');
  await secondsUntil('autumn');
  expect(await Promise.all(nodes.map(skinHealth))).toEqual([
    [200, 'up'],
    [200, 'up'],
  ]);
}, 60_000);
