import { SealedSecrets } from '#keystore/sealing/sealed-secrets';
import type { Sql } from '#database/sql.port';
import type { NewModule } from '#module-config/stores/module-definition.store';
import { SqlModuleDefinitions } from '#module-config/stores/typeorm/sql-module-definition.store';
import { SqlModuleStates } from '#module-config/stores/typeorm/sql-module-state.store';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { rowsOf } from '../support/rows.js';

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let store: SqlModuleDefinitions;
let states: SqlModuleStates;

beforeEach(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
  const encryption = new SealedSecrets(Buffer.from(TEST_ENCRYPTION_KEY, 'base64'));
  const isSecret = (_type: string, key: string): boolean => key.endsWith('password');
  store = new SqlModuleDefinitions({ sql, encryption, isSecret });
  states = new SqlModuleStates(sql);
});
afterEach(async () => {
  await close();
  await database.drop();
});

const module = (moduleId: string, options: Readonly<Record<string, string>> = {}): NewModule => ({
  ...{ nodeId: 'Master', moduleId, type: 'SECURITY_OUT_SMART' },
  options: new Map(Object.entries(options)),
  dependencies: new Map([['SECURITY_IN_UP', 'local']]),
});
const ids = async (): Promise<readonly string[]> => (await store.all()).map(({ moduleId }) => moduleId);
const insert = (each: NewModule): Promise<boolean> => sql.transaction((transaction) => store.insert(transaction, each));

test('F-16: of two first starts one fills the table, and what was filled once is never filled again', async () => {
  const fills = ['a', 'b'].map((id) => sql.transaction((transaction) => store.fill(transaction, [module(id)])));

  expect((await Promise.all(fills)).toSorted()).toEqual([false, true]);
  const [only = ''] = await ids();
  await sql.transaction((transaction) => store.archive(transaction, only, 1));
  expect([await store.isEmpty(), await ids()]).toEqual([false, []]);
  expect(await sql.transaction((transaction) => store.fill(transaction, [module('c')]))).toBe(false);
});

test('S-06: a module comes back as it was written, its secrets sealed, a reference to a variable in clear', async () => {
  const options = { port: '1', 'a.password': 'canary', 'b.password': "#{env['B']}", __proto__x: 'y' };
  await insert(module('a', options));

  expect(await store.all()).toEqual([{ ...module('a', options), options: expect.any(Map) as unknown, version: 1 }]);
  expect(Object.fromEntries((await store.all())[0]?.options ?? [])).toEqual(options);
  const rows = JSON.stringify(await rowsOf(database.url, 'select * from module_config'));
  expect([rows.includes('canary'), rows.includes("#{env['B']}")]).toEqual([false, true]);
});

test('F-06: only the version that was read is replaced or archived', async () => {
  await insert(module('a'));
  const update = (version: number): Promise<boolean> =>
    sql.transaction((transaction) => store.update(transaction, module('a', { port: String(version) }), version));

  expect([await update(2), await update(1), await update(1)]).toEqual([false, true, false]);
  expect(await sql.transaction((transaction) => store.archive(transaction, 'a', 1))).toBe(false);
  expect((await store.all()).map(({ version }) => version)).toEqual([2]);
});

test('the id of an archived module is free, its secrets are gone, and its old version means nothing', async () => {
  expect([await insert(module('a', { password: 'canary' })), await insert(module('a'))]).toEqual([true, false]);
  await sql.transaction((transaction) => store.archive(transaction, 'a', 1));
  expect(await rowsOf(database.url, 'select secrets from module_config')).toEqual([{ secrets: {} }]);

  expect(await insert(module('a', { port: '2' }))).toBe(true);

  const [{ version, options } = { version: 0, options: new Map() }] = await store.all();
  expect([version > 1, [...options]]).toEqual([true, [['port', '2']]]);
});

test('every wish is a generation of its own', async () => {
  const want = (desired: 'STARTED' | 'STOPPED') =>
    sql.transaction((transaction) => states.want(transaction, 'a', desired));

  expect([...(await states.all())]).toEqual([]);
  await want('STOPPED');
  await want('STARTED');
  await want('STARTED');

  expect([...(await states.all())]).toEqual([['a', { desired: 'STARTED', generation: 3 }]]);
});
