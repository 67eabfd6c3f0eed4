import type { HistoryOf, RecordedChange } from '#history/change-history.port';
import { StoredHistory } from '#history/stored-history';
import type { Sql } from '#database/sql.port';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let history: StoredHistory;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  history = new StoredHistory(sql);
});
afterAll(async () => {
  await close();
  await database.drop();
});

const reason = { author: { actor: 'chief', userPid: 7 }, comment: 'a reason' };
const of = (objectId: string): HistoryOf => ({ kind: 'client', moduleId: 'smart_auth', objectId });
const change = (objectId: string, number: number, before?: number): RecordedChange => ({
  ...of(objectId),
  action: before === undefined ? 'created' : 'changed',
  fields: before === undefined ? [] : ['number'],
  ...(before !== undefined && { before: { number: before } }),
  after: { number },
});
const all = { pageIndex: 0, pageSize: 1_000 };
const record = (changes: readonly RecordedChange[]) => sql.transaction((own) => history.record(own, changes, reason));

test('what was there before anything was kept is kept with the first change, once', async () => {
  await record([change('old', 2, 1)]);
  await record([change('old', 3, 2)]);

  const { items } = await history.list(of('old'), all);
  expect(items.map(({ action, json }) => [action, json['number']])).toEqual([
    ['changed', 3],
    ['changed', 2],
    ['present', 1],
  ]);
  expect(items[0]).toMatchObject({ actor: 'chief', comment: 'a reason', fields: ['number'] });
});

test('the newest hundred versions of a thing are kept, and nothing of others goes', async () => {
  await record([change('neighbour', 1)]);
  await record([change('busy', 0)]);
  for (let number = 1; number <= 120; number += 1) await record([change('busy', number, number - 1)]);

  const busy = await history.list(of('busy'), all);
  expect(busy.items).toHaveLength(100);
  expect(busy.items[0]?.json).toEqual({ number: 120 });
  expect(busy.items.at(-1)?.json).toEqual({ number: 21 });
  expect((await history.list(of('neighbour'), all)).items).toHaveLength(1);
});

test('five hundred changes take as many statements as one', async () => {
  const counted = async (changes: readonly RecordedChange[]): Promise<number> => {
    let count = 0;
    const counting: Sql = { ...sql, query: (...given) => ((count += 1), sql.query(...given)) };
    await history.record(counting, changes, reason);
    return count;
  };

  const many = Array.from({ length: 500 }, (_, place) => change(`bulk-${String(place)}`, 1));
  expect(await counted(many)).toBe(await counted([change('one', 1)]));
  expect((await history.list(of('bulk-499'), all)).items).toHaveLength(1);
});

test('a version is found for the thing that it is of, and for no other', async () => {
  await record([change('mine', 1)]);
  const [entry] = (await history.list(of('mine'), all)).items;

  expect(await history.find(of('mine'), entry?.id ?? -1)).toMatchObject({ json: { number: 1 } });
  expect(await history.find(of('yours'), entry?.id ?? -1)).toBeUndefined();
  expect(await history.find({ ...of('mine'), moduleId: 'other' }, entry?.id ?? -1)).toBeUndefined();
});

test('a change that is rolled back leaves nothing', async () => {
  const failing = sql.transaction(async (own) => {
    await history.record(own, [change('undone', 1)], reason);
    throw new Error('no');
  });

  await expect(failing).rejects.toThrow('no');
  expect((await history.list(of('undone'), all)).items).toEqual([]);
});
