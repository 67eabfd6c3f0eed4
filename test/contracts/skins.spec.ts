import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Sql } from '#database/sql.port';
import type { SkinWearing } from '#skin/module-skins.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { MemoryLog } from '../support/memory-log.js';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { skinBench } from '../support/skin-bench.js';
import { jarWith, signInPage, skinJar } from '../support/skin-jars.js';

const author: ChangeAuthor = { kind: 'command', actor: 'operator' };
const IDENTITY = 'org.example:clinic:1.0';
const jarOf = (text: string, version = '1.0'): Buffer => skinJar({ 'userlogin.html': signInPage(text) }, version);
const broken = skinJar({ 'userlogin.html': Buffer.concat([Buffer.from(signInPage('x')), Buffer.from([0xff, 0xfe])]) });

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let folder: string;
let bench: ReturnType<typeof skinBench>;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
});
beforeEach(async () => {
  await moveDatabaseClock(database.url, 0);
  await rowsOf(database.url, 'delete from skin_worn; delete from skin_event; delete from skin;');
  folder = await mkdtemp(join(tmpdir(), 'skins-'));
  bench = skinBench(sql, { webjarIds: new Map([['auth', '']]), folder });
  await bench.preparer.prepare(bench.webjarIds);
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(async () => {
  await close();
  await database.drop();
});

async function stored(jar: Buffer, fileName = ''): Promise<string> {
  const saved = await bench.library.store({ jar, fileName }, author);
  if (!('skin' in saved)) throw new Error(JSON.stringify(saved));
  return saved.skin.sha256;
}

function shown(wearing: SkinWearing): unknown {
  if (!('worn' in wearing)) return wearing;
  const { identity = 'built-in', previous } = wearing.worn.json;
  return [wearing.kind, identity, previous];
}

/** The same database, and the names of the statements that it is asked. */
function countedSql() {
  const asked: string[] = [];
  const query: Sql['query'] = (statement, values) => {
    asked.push(statement.name);
    return sql.query(statement, values);
  };
  return { asked, sql: { query, transaction: sql.transaction.bind(sql) } };
}

const titleOf = (moduleId = 'auth'): string | undefined =>
  /^<h1>.*?<\/h1>/.exec(bench.catalog.wornBy(moduleId)?.skin.files.get('userlogin.html')?.toString() ?? '')?.[0];

describe('skins of the store', () => {
  test('are kept as they came, once; whoever wears nothing of theirs can let them go', async () => {
    const [first, again] = [await stored(jarOf('one'), 'clinic.jar'), await stored(jarOf('one'), 'other.jar')];

    expect(again).toBe(first);
    expect(await bench.store.bytes(first)).toEqual(jarOf('one'));
    const shown = { sha256: first, identity: IDENTITY, findings: [] };
    expect(await bench.library.find('clinic.jar')).toMatchObject({ kind: 'found', skin: shown });
    expect((await bench.library.list({ pageIndex: 0, pageSize: 10 })).items).toHaveLength(1);
    expect(await bench.library.remove(first, author)).toMatchObject({ kind: 'removed', skin: { sha256: first } });
    expect(await bench.library.remove(first, author)).toMatchObject({ kind: 'unclear', isAmbiguous: false });
    expect(bench.records.map(({ kind, detail }) => [kind, detail?.['change']])).toEqual([
      ['SKIN_CHANGE', 'stored'],
      ['SKIN_CHANGE', 'named'],
      ['SKIN_CHANGE', 'removed'],
    ]);
  });

  test('are found by every name that they came by; where several have it, by the one that came last', async () => {
    const [one, two] = [await stored(jarOf('one'), 'clinic.jar'), await stored(jarOf('two', '2.0'), 'clinic.jar')];
    expect((await bench.store.named(['clinic.jar'])).get('clinic.jar')?.sha256).toBe(two);

    await stored(jarOf('one'), 'clinic-2026.jar');
    await stored(jarOf('one'), 'clinic.jar');

    const named = await bench.store.named(['clinic.jar', 'clinic-2026.jar', 'other.jar']);
    expect([...named].map(([name, { sha256 }]) => [name, sha256]).toSorted()).toEqual([
      ['clinic-2026.jar', one],
      ['clinic.jar', one],
    ]);
    expect(bench.records.map(({ detail }) => [detail?.['change'], detail?.['fileName']])).toEqual([
      ['stored', 'clinic.jar'],
      ['stored', 'clinic.jar'],
      ['named', 'clinic-2026.jar'],
      ['named', 'clinic.jar'],
    ]);
    expect(await bench.library.remove(one, author)).toMatchObject({ kind: 'removed' });
    expect((await bench.store.named(['clinic.jar'])).get('clinic.jar')?.sha256).toBe(two);
  });

  test('what a JAR does not say of itself may be said when it is brought again, and stays', async () => {
    const jar = jarWith([]);
    const sha256 = await stored(jar);
    expect(await bench.library.store({ jar, declared: 'org.example:clinic:3.0' }, author)).toMatchObject({
      kind: 'unchanged',
      skin: { sha256, identity: 'org.example:clinic:3.0' },
    });
    expect(await bench.library.store({ jar }, author)).toMatchObject({ skin: { identity: 'org.example:clinic:3.0' } });

    for (const declared of ['org.example:clinic:4.0', 'net.other:clinic:3.0', 'clinic'])
      expect(await bench.library.store({ jar, declared }, author)).toMatchObject({
        kind: 'refused',
        problems: [{ field: 'identity', problem: expect.stringContaining('stored as org.example:clinic:3.0') }],
      });
  });

  test('are meant by what one alone is called; several of a name are told apart by their hashes', async () => {
    const hashes: string[] = [];
    for (const [jar, fileName] of [
      [jarOf('a'), 'clinic.jar'],
      [jarOf('b', '2.0'), 'clinic.jar'],
      [jarOf('c', '2.0'), 'autumn.jar'],
      [jarWith([]), 'by-hand.jar'],
    ] as const)
      hashes.push(await stored(jar, fileName));
    const meant = async (name: string): Promise<number | boolean> => {
      const found = await bench.library.find(name);
      return found.kind === 'found' ? hashes.indexOf(found.skin.sha256) : found.isAmbiguous;
    };
    const [first = '', second = ''] = hashes;

    const names = [first, second.slice(0, 12), second.slice(0, 8).toUpperCase(), second.slice(0, 7), 'f'.repeat(64)];
    expect(await Promise.all(names.map(meant))).toEqual([0, 1, 1, false, false]);
    const identities = [IDENTITY, 'org.example:clinic:2.0', 'org.example:clinic:3.0', '?:clinic:?', 'a:b:c'];
    // One that says nothing of itself may be version 3.0.
    expect(await Promise.all(identities.map(meant))).toEqual([0, true, 3, 3, false]);
    expect(await Promise.all(['autumn.jar', 'clinic.jar', 'Autumn.jar', ''].map(meant))).toEqual([
      2,
      true,
      false,
      false,
    ]);
    expect(await bench.modules.activate('auth', { skin: 'clinic.jar', author })).toMatchObject({
      problems: [
        { remedy: expect.stringContaining(`${second.slice(0, 12)} (org.example:clinic:2.0, clinic.jar`) as string },
      ],
    });
  });

  test('of an artifact the last five stay, and those that are worn or were before', async () => {
    const hashes: string[] = [];
    for (const text of ['a', 'b']) hashes.push(await stored(jarOf(text)));
    for (const skin of hashes) await bench.modules.activate('auth', { skin, author });
    for (const text of ['c', 'd', 'e', 'f', 'g', 'h']) hashes.push(await stored(jarOf(text, '2.0')));

    const { items } = await bench.library.list({ pageIndex: 0, pageSize: 20 });
    expect(items.map(({ json }) => hashes.indexOf(json.sha256))).toEqual([7, 6, 5, 4, 3, 1, 0]);
    for (const used of hashes.slice(0, 2))
      expect(await bench.library.remove(used, author)).toMatchObject({ kind: 'refused' });
  });

  test('V-94: what cannot be read is refused, and nothing of it stays', async () => {
    const refusal = await bench.library.store({ jar: jarOf('x').subarray(3) }, author);
    const badName = await bench.library.store({ jar: jarOf('x'), fileName: '../x.jar' }, author);
    const other = await bench.library.store({ jar: jarOf('x'), declared: 'net.other:clinic:1.0' }, author);

    for (const each of [refusal, badName, other]) expect(each).toMatchObject({ kind: 'refused' });
    expect(await rowsOf(database.url, 'select from skin')).toHaveLength(0);
  });
});

describe('what a module wears', () => {
  test('is asked for all modules at once, however many there are', async () => {
    const [one, two] = [await stored(jarOf('one')), await stored(jarOf('two', '2.0'), 'two.jar')];
    for (const number of [1, 2, 3, 4]) bench.webjarIds.set(`m${String(number)}`, number > 2 ? 'two.jar' : '');
    for (const skin of [one, two]) await bench.modules.activate('auth', { skin, author });
    const { asked, sql: counted } = countedSql();
    const { library, modules } = skinBench(counted, bench);

    const { items } = await library.list({ pageIndex: 0, pageSize: 10 });
    expect(items.map(({ json }) => json.wornBy)).toEqual([['auth', 'm3', 'm4'], []]);
    expect(asked.toSorted()).toEqual(['skin_count', 'skin_list', 'skin_named', 'skin_worn']);
    expect((await modules.modules()).map(({ json }) => [json.moduleId, json.identity])).toEqual([
      ['auth', 'org.example:clinic:2.0'],
      ['m1', undefined],
      ['m2', undefined],
      ['m3', 'org.example:clinic:2.0'],
      ['m4', 'org.example:clinic:2.0'],
    ]);
    expect(asked).toHaveLength(7);
  });

  test('of changes at once each starts from what the one before it left', async () => {
    const hashes: string[] = [];
    for (const version of ['1.0', '2.0', '3.0']) hashes.push(await stored(jarOf(version, version)));
    const { modules } = bench;

    await Promise.all(hashes.map((skin) => modules.activate('auth', { skin, author })));

    const steps = (await modules.history('auth', { pageIndex: 0, pageSize: 10 }))?.items ?? [];
    const [last, middle, first] = steps.map(({ json }) => json);
    expect([first?.from, middle?.from, last?.from]).toEqual(['built-in pages', first?.to, middle?.to]);
    expect(shown(await modules.rollBack('auth', { author }))).toEqual(['changed', middle?.to, first?.to]);
  });

  test('changes step by step, and back step by step', async () => {
    const [one, two] = [await stored(jarOf('one')), await stored(jarOf('two', '2.0'))];
    const { modules } = bench;

    expect(shown(await modules.activate('auth', { skin: one, author }))).toEqual([
      'changed',
      IDENTITY,
      'built-in pages',
    ]);
    expect(titleOf()).toBe('<h1>one</h1>');
    expect(shown(await modules.activate('auth', { skin: one, author }))).toEqual([
      'unchanged',
      IDENTITY,
      'built-in pages',
    ]);
    const second = await modules.activate('auth', { skin: 'org.example:clinic:2.0', author, comment: 'autumn' });
    expect(shown(second)).toEqual(['changed', 'org.example:clinic:2.0', IDENTITY]);
    expect(titleOf()).toBe('<h1>two</h1>');
    expect(shown(await modules.rollBack('auth', { author }))).toEqual(['changed', IDENTITY, 'built-in pages']);
    expect(shown(await modules.rollBack('auth', { author }))).toEqual(['changed', 'built-in', undefined]);
    expect(titleOf()).toBeUndefined();
    expect(await modules.rollBack('auth', { author })).toMatchObject({ kind: 'refused' });
    // Its pages may still be open.
    expect(bench.catalog.bySha256(two)).toBeDefined();
    await modules.activate('auth', { skin: two, author });
    expect(shown(await modules.deactivate('auth', { author }))).toEqual([
      'changed',
      'built-in',
      'org.example:clinic:2.0',
    ]);

    const history = await modules.history('auth', { pageIndex: 0, pageSize: 10 });
    expect(history?.items.map(({ json: { kind, from, to } }) => `${kind}: ${from} → ${to}`)).toEqual([
      'deactivated: org.example:clinic:2.0 → built-in pages',
      'activated: built-in pages → org.example:clinic:2.0',
      `rolled-back: ${IDENTITY} → built-in pages`,
      `rolled-back: org.example:clinic:2.0 → ${IDENTITY}`,
      `activated: ${IDENTITY} → org.example:clinic:2.0`,
      `activated: built-in pages → ${IDENTITY}`,
    ]);
    expect(bench.records.at(-1)).toMatchObject({
      moduleId: 'auth',
      detail: { change: 'deactivated', fromSha256: two },
    });
  });

  test('goes with a module that is archived, and keeps no skin from being removed', async () => {
    const skin = await stored(jarOf('one'));
    await bench.modules.activate('auth', { skin, author });
    expect(await bench.library.remove(skin, author)).toMatchObject({ kind: 'refused' });

    await sql.transaction((transaction) => bench.store.forget(transaction, 'auth'));
    await bench.catalog.refresh();

    expect(titleOf()).toBeUndefined();
    expect((await bench.modules.history('auth', { pageIndex: 0, pageSize: 10 }))?.items).toEqual([]);
    expect(await bench.library.remove(skin, author)).toMatchObject({ kind: 'removed' });
  });

  test('errors keep a skin off unless somebody overrides them, which is on record', async () => {
    const skin = await stored(broken);

    const refused = await bench.modules.activate('auth', { skin, author });
    const override = await bench.modules.activate('auth', { skin, author, override: true, comment: 'for a test' });

    expect(refused).toMatchObject({ kind: 'refused', problems: [{ field: 'userlogin.html' }, { field: 'skin' }] });
    expect(override).toMatchObject({ kind: 'changed', warnings: [{ field: 'userlogin.html' }] });
    expect(bench.records.at(-1)?.detail).toMatchObject({ errorsOverridden: true, comment: 'for a test' });
  });

  test('V-100: only superusers bring and change; of two at once one wins', async () => {
    const skin = await stored(jarOf('one'));
    const limited: ChangeAuthor = {
      kind: 'user',
      actor: 'editor',
      authorities: [{ permission: 'UPDATE_MODULE_CONFIG' }],
    };
    const attempts = [
      bench.library.store({ jar: jarOf('mine') }, limited),
      bench.library.remove(skin, limited),
      bench.modules.activate('auth', { skin, author: limited }),
      bench.modules.deactivate('auth', { author: limited }),
      bench.modules.rollBack('auth', { author: limited }),
    ];
    for (const each of await Promise.all(attempts)) expect(each).toMatchObject({ kind: 'forbidden' });

    const both = await Promise.all([1, 2].map(() => bench.modules.activate('auth', { skin, author, ifVersions: [1] })));
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'stale']);
    expect(await bench.modules.activate('other', { skin, author })).toEqual({ kind: 'unknown' });
    expect(await bench.modules.activate('auth', { skin: 'a:b:c', author })).toMatchObject({ kind: 'refused' });
  });

  test('a value that is configured later wins, and what is activated after that', async () => {
    const [one, two] = [await stored(jarOf('one')), await stored(jarOf('two', '2.0'))];
    await bench.modules.activate('auth', { skin: one, author });

    bench.webjarIds.set('auth', 'org.example:clinic:2.0');
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBe('<h1>two</h1>');
    // A JAR of the same name is worn when somebody says so.
    await stored(jarOf('three', '2.0'));
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBe('<h1>two</h1>');
    await bench.modules.activate('auth', { skin: one, author });
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBe('<h1>one</h1>');
    expect(shown(await bench.modules.rollBack('auth', { author }))).toEqual([
      'changed',
      'org.example:clinic:2.0',
      IDENTITY,
    ]);
    expect(bench.catalog.wornBy('auth')?.skin.sha256).toBe(two);
  });

  test('a skin that is configured and not there is told of, and worn as soon as it is brought', async () => {
    bench.webjarIds.set('auth', IDENTITY);
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBeUndefined();
    expect(bench.catalog.problems()).toMatchObject([
      { moduleId: 'auth', missing: IDENTITY, problem: expect.stringContaining(IDENTITY) },
    ]);

    // Whoever only looks finds the same, and wears nothing by it.
    const { catalog } = skinBench(sql, bench);
    expect([await catalog.examine(), catalog.problems()]).toEqual([bench.catalog.problems(), []]);

    await stored(jarOf('one'));
    expect(titleOf()).toBe('<h1>one</h1>');
    expect(bench.catalog.problems()).toEqual([]);
  });

  test('JARs of the folder are stored; one that was exchanged there is worn after the next start, a broken one is not', async () => {
    await writeFile(join(folder, 'clinic.jar'), jarOf('one'));
    await writeFile(join(folder, 'harm.jar'), jarOf('x').subarray(9));
    bench.webjarIds.set('auth', 'clinic.jar');
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBe('<h1>one</h1>');
    expect(await bench.preparer.folderFindings()).toMatchObject([{ fileName: 'harm.jar', severity: 'error' }]);
    const asked = ['clinic.jar', 'harm.jar', IDENTITY, 'org.example:clinic:?', 'org.example:clinic:9', 'clinic'];
    expect([...(await bench.preparer.inFolder(asked))]).toEqual(['clinic.jar', IDENTITY, 'org.example:clinic:?']);

    await writeFile(join(folder, 'clinic.jar'), broken);
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBe('<h1>one</h1>');
    await writeFile(join(folder, 'clinic.jar'), jarOf('two'));
    await bench.preparer.prepare(bench.webjarIds);
    expect(titleOf()).toBe('<h1>two</h1>');
  });

  test('a JAR of the folder that has another name, or is put back there, is found by that', async () => {
    const put = (text: string, name: string) => writeFile(join(folder, name), jarOf(text));
    const wear = async (webjarId: string) => {
      bench.webjarIds.set('auth', webjarId);
      await bench.preparer.prepare(bench.webjarIds);
      return titleOf();
    };
    await put('one', 'clinic.jar');
    expect(await wear('')).toBeUndefined();
    await rename(join(folder, 'clinic.jar'), join(folder, 'clinic-2026.jar'));
    expect(await wear('clinic-2026.jar')).toBe('<h1>one</h1>');
    expect(bench.catalog.problems()).toEqual([]);

    await put('two', 'clinic-2026.jar');
    expect(await wear('clinic-2026.jar')).toBe('<h1>two</h1>');
    await put('one', 'clinic-2026.jar');
    expect(await wear('clinic-2026.jar')).toBe('<h1>one</h1>');
    // What somebody brings by the same name is worn when it is activated, and what lies in the folder all the time is no news.
    const three = await stored(jarOf('three'), 'clinic-2026.jar');
    expect(await wear('clinic-2026.jar')).toBe('<h1>one</h1>');
    await bench.modules.activate('auth', { skin: three, author });
    expect(await wear('clinic-2026.jar')).toBe('<h1>three</h1>');
  });

  test('F-26: what cannot be loaded is told of, and what is worn stays', async () => {
    const [one, two] = [await stored(jarOf('one')), await stored(jarOf('two'))];
    await bench.modules.activate('auth', { skin: one, author });
    const before = bench.catalog.wornBy('auth');

    await rowsOf(database.url, 'delete from skin');
    await bench.catalog.refresh();
    expect(bench.catalog.wornBy('auth')).toBe(before);
    // In memory it is there; the one to come is not.
    await rowsOf(database.url, `update skin_worn set sha256 = '${two}'`);
    await bench.catalog.refresh();
    expect(bench.catalog.wornBy('auth')).toBe(before);
    expect(bench.catalog.problems()).toMatchObject([
      { problem: expect.stringContaining('what it wore before is shown') },
    ]);
  });

  test('F-26: what cannot be loaded is not read anew with every look', async () => {
    const [one, two, three] = [await stored(jarOf('one')), await stored(jarOf('two')), await stored(jarOf('three'))];
    for (const skin of [one, two, three]) await bench.modules.activate('auth', { skin, author });
    // One is gone, one cannot be read, and so is what is worn.
    await rowsOf(database.url, `delete from skin where sha256 = '${one}'`);
    await rowsOf(database.url, `update skin set bytes = 'harm'`);
    const counted = countedSql();
    const { catalog, preparer } = skinBench(counted.sql, bench);

    await preparer.prepare(bench.webjarIds);
    for (let look = 0; look < 3; look += 1) await catalog.refresh();

    expect(counted.asked.filter((name) => name === 'skin_bytes')).toHaveLength(2);
    expect(catalog.problems()).toMatchObject([{ problem: expect.stringContaining('cannot be read') }]);
    for (let look = 0; look < 120; look += 1) await catalog.refresh();
    expect(counted.asked.filter((name) => name === 'skin_bytes')).toHaveLength(4);
  });

  test('is not looked after any more when the module is gone; one that restarts wears what it is about to', async () => {
    bench.webjarIds.set('other', 'net.other:none:1.0');
    await stored(jarOf('one'));
    await bench.preparer.prepare(bench.webjarIds);
    expect(bench.catalog.problems()).toMatchObject([{ moduleId: 'other' }]);

    bench.webjarIds.delete('other');
    await bench.catalog.refresh();
    expect(bench.catalog.problems()).toEqual([]);

    await bench.preparer.prepare(new Map([['auth', IDENTITY]]));
    await bench.catalog.refresh();
    expect(titleOf()).toBe('<h1>one</h1>');
    bench.webjarIds.delete('auth');
    await bench.catalog.refresh();
    expect(titleOf()).toBeUndefined();
  });

  test('what was taken off stays for a session, then it goes', async () => {
    const [one, two] = [await stored(jarOf('one')), await stored(jarOf('two'))];
    for (const skin of [one, two]) await bench.modules.activate('auth', { skin, author });

    expect(bench.catalog.bySha256(one)).toBeDefined();
    await moveDatabaseClock(database.url, 13 * 3_600);
    await bench.catalog.refresh();
    expect(bench.catalog.bySha256(one)).toBeUndefined();
  });
});

test('every process says in its log what a module wears from now on', async () => {
  const log = new MemoryLog();
  Logger.overrideLogger(log);
  try {
    const first = await stored(jarOf('first'));
    await bench.modules.activate('auth', { author, skin: first });
    await bench.modules.activate('auth', { author, skin: first });
    await bench.modules.deactivate('auth', { author });
  } finally {
    Logger.overrideLogger(false);
  }

  const [digits] = /\([0-9a-f]{12}\)/.exec(log.entries.join()) ?? [];
  expect(log.entries.filter((entry) => entry.includes('auth wears')).map((entry) => JSON.parse(entry)[0])).toEqual([
    `auth wears ${IDENTITY} ${digits ?? ''}, before it wore built-in pages`,
    `auth wears built-in pages, before it wore ${IDENTITY} ${digits ?? ''}`,
  ]);
});
