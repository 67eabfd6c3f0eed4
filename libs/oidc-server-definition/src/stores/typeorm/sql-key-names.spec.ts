import type { Sql, SqlStatement } from '#database/sql.port';
import type { KnownServer } from '../../known-servers.port.js';
import { SqlKeyNames } from './sql-key-names.js';

const server = { pid: 1 } as KnownServer;
/** Keys that a process remembers. */
const REMEMBERED = 1_000;

let rows: Map<string, string>;
let asked: ('read' | 'written')[];
let names: SqlKeyNames;

beforeEach(() => {
  [rows, asked] = [new Map(), []];
  const query = async ({ text }: SqlStatement, [pid, kid, thumbprint]: readonly unknown[]) => {
    const name = `${String(pid)} ${String(kid)}`;
    const isWrite = text.startsWith('INSERT');
    asked.push(isWrite ? 'written' : 'read');
    if (isWrite && !rows.has(name)) rows.set(name, String(thumbprint));
    return rows.has(name) ? [{ thumbprint: rows.get(name) }] : [];
  };
  names = new SqlKeyNames({ query } as unknown as Sql);
});

const isFirst = (kid: string | undefined, thumbprint: string): Promise<boolean> =>
  names.isFirst(server, kid === undefined ? { thumbprint } : { kid, thumbprint });

test('V-40: a name stands for the key that had it first, and each key needs one', async () => {
  expect([await isFirst('a', 'one'), await isFirst('a', 'two'), await isFirst('a', 'one')]).toEqual([
    true,
    false,
    true,
  ]);
  expect([await isFirst('b', 'two'), await isFirst(undefined, 'one')]).toEqual([true, false]);
});

test('a key that is known costs nothing; however many were seen, none is written twice', async () => {
  for (let each = 0; each <= REMEMBERED; each++) await isFirst(`key-${each}`, 'x');
  asked = [];
  for (let time = 0; time < 3; time++) await isFirst(`key-${REMEMBERED}`, 'x');
  const known = [...asked];
  const forgotten = await isFirst('key-0', 'x');

  expect([known, forgotten, asked]).toEqual([[], true, ['read']]);
});

test('another key under a name that is taken is written nowhere, however often it comes', async () => {
  await isFirst('a', 'one');
  asked = [];
  for (let time = 0; time < 3; time++) await isFirst('a', 'two');

  expect(asked).toEqual(['read', 'read', 'read']);
});
