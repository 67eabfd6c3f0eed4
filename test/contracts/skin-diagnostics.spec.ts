import type { Sql } from '#database/sql.port';
import { DiagnosticQueue } from '#skin/diagnostics/diagnostic-queue';
import { KeptDiagnostics } from '#skin/diagnostics/kept-diagnostics';
import { failureOf } from '#skin/diagnostics/skin-mistake';
import type { NewDiagnostic } from '#skin/stores/diagnostic.store';
import { SqlDiagnosticStore } from '#skin/stores/typeorm/sql-diagnostic.store';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

const DAY = 86_400;
const ALL = { offset: 0, limit: 1_000 };
let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let store: SqlDiagnosticStore;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  store = new SqlDiagnosticStore(sql);
});
beforeEach(async () => {
  await moveDatabaseClock(database.url, 0);
  await rowsOf(database.url, 'delete from skin_diagnostic');
});
afterAll(async () => {
  await close();
  await database.drop();
});

const diagnostic = (key: string, more: Partial<NewDiagnostic> = {}): NewDiagnostic => ({
  ...{ key, kind: 'failure', moduleId: 'auth', skin: 'org.example:clinic:1.0', sha256: 'aa', page: 'login' },
  ...{ file: 'userlogin.html', message: 'Is wrong.', errorId: 'GH-1', times: 1, firstAge: 5, lastAge: 0, ...more },
});

describe('what was wrong with pages of skins', () => {
  test('is one row a mistake for all processes, which add up', async () => {
    const first = diagnostic('a', { line: 2, column: 3, expression: '${x}', times: 3, lastAge: 4 });
    await Promise.all([store.add([first, diagnostic('b')]), new SqlDiagnosticStore(sql).add([diagnostic('b')])]);
    await store.add([diagnostic('a', { errorId: 'GH-2', times: 4 }), diagnostic('a', { moduleId: 'other' })]);

    const { diagnostics, total } = await store.list('auth', ALL);
    expect(total).toBe(2);
    expect(diagnostics[0]).toMatchObject({ line: 2, column: 3, expression: '${x}', times: 7, errorId: 'GH-2' });
    expect(diagnostics[1]).not.toHaveProperty('line');
    expect(diagnostics[1]).toMatchObject({ times: 2, file: 'userlogin.html', kind: 'failure' });
    expect((await store.list('auth', { offset: 1, limit: 1 })).diagnostics).toHaveLength(1);
    const [{ firstAt, lastAt } = { firstAt: new Date(), lastAt: new Date() }] = diagnostics;
    expect(lastAt.getTime() - firstAt.getTime()).toBeGreaterThan(4_000);
  });

  test('R-18: is two hundred rows of a module at most; the oldest go', async () => {
    await store.add([diagnostic('old', { lastAge: 60 }), diagnostic('other', { moduleId: 'other', lastAge: 60 })]);
    await store.add(Array.from({ length: 200 }, (_, number) => diagnostic(`m${String(number)}`)));

    const { diagnostics, total } = await store.list('auth', ALL);
    expect([total, diagnostics.some(({ errorId }) => errorId !== 'GH-1')]).toEqual([200, false]);
    expect(await rowsOf(database.url, `select 1 from skin_diagnostic where key = 'old'`)).toEqual([]);
    expect((await store.list('other', ALL)).total).toBe(1);
  });

  test('is a recent one for a day, and goes after thirty', async () => {
    await store.add([diagnostic('a'), diagnostic('b'), diagnostic('a', { moduleId: 'other', sha256: 'bb' })]);
    const recent = async () => (await store.recent()).toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));

    expect(await recent()).toEqual([
      { moduleId: 'auth', sha256: 'aa', count: 2 },
      { moduleId: 'other', sha256: 'bb', count: 1 },
    ]);
    await moveDatabaseClock(database.url, DAY + 1);
    expect(await recent()).toEqual([]);
    expect(await store.purge()).toBe(0);
    await moveDatabaseClock(database.url, 30 * DAY + 60);
    expect(await store.purge()).toBe(3);
  });

  test('goes with its module, and when somebody has seen it', async () => {
    await store.add([diagnostic('a'), diagnostic('a', { moduleId: 'other' })]);

    await sql.transaction((transaction) => store.forget(transaction, 'other'));
    expect(await rowsOf(database.url, 'select module_id from skin_diagnostic')).toEqual([{ module_id: 'auth' }]);
    expect([await store.remove('auth'), await store.remove('auth')]).toEqual([1, 0]);
  });

  test('what a template says in strange signs is kept as well, as long as an index is', async () => {
    const clock = { now: () => new Date() };
    const warnings: string[] = [];
    const queue = new DiagnosticQueue({ store, clock, logger: { warn: (text: string) => void warnings.push(text) } });
    const files = new Map<string, Buffer>();
    const skin = { identity: { groupId: 'g', artifactId: 'a', version: '1' }, sha256: 'aa', files };
    const origin = { moduleId: 'auth', skin, page: 'login', file: `${'x'.repeat(4_000)}\0\uD800.html` };
    queue.add(failureOf(origin, new Error('x')), 'GH-3');
    const audit = { record: () => Promise.resolve() };
    const surroundings = { webjarIds: () => new Map([['auth', '']]) };
    const kept = new KeptDiagnostics({ store, queue, audit, surroundings });

    expect((await kept.list('auth', { pageIndex: 0, pageSize: 10 }))?.items).toHaveLength(1);
    expect(await kept.list('other', { pageIndex: 0, pageSize: 10 })).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});
