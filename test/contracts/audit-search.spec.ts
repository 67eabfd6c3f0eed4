import { createSecretKey } from 'node:crypto';
import { AuditCursors } from '#audit/audit-cursors';
import { AuditReader } from '#audit/audit-reader';
import type { AuditPart, AuditSearch } from '#audit/audit-query.port';
import { filterValues, searchStatement } from '#audit/stores/typeorm/audit-search-statement';
import type { AuditFilter } from '#audit/stores/audit-search.store';
import { SqlAuditSearch } from '#audit/stores/typeorm/sql-audit-search';
import type { Sql } from '#database/sql.port';
import { withConnection } from '../../libs/database/src/connection.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';

/**
 * 120,000 records, ten a second in groups of one millisecond, over several months. Odd ones: `rare-app` and `old-app` long ago only, one failure in 20,000, one user of
 * another module.
 */
const RECORDS = 120_000;
const FILL = `
  select ensure_audit_partition('2026-01-15'), ensure_audit_partition('2026-02-15');
  insert into audit_event (at, id, node_id, sequence, module_id, kind, outcome, client_id, user_pid, username, flow_id, error_reference, jti, detail)
    select timestamptz '2026-01-01 00:00:00Z' + (n / 10) * interval '400 seconds', gen_random_uuid(), 'Master/1', n,
           case when n = 7 then 'other' else 'smart_auth' end,
           case when n % 5000 = 0 then 'CLIENT_CHANGE' else 'TOKEN' end,
           case when n % 20000 = 0 then 'failure' else 'success' end,
           case when n <= 300 then 'rare-app' when n < 40000 then 'old-app' when n % 3 = 0 then 'app' else 'other-app' end,
           case when n % 4 = 0 then 42 + n % 400 end,
           case when n % 4 = 0 then 'user-' || n % 400 end,
           'flow-' || n / 3, case when n % 20000 = 0 then 'ref-' || n end, 'jti-' || n, '{"grant": "code"}'
      from generate_series(0, ${String(RECORDS - 1)}) n;
  analyze audit_event;`;

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;
let log: AuditReader;

beforeAll(async () => {
  database = await createTestDatabase();
  await rowsOf(database.url, FILL);
  ({ sql, close } = openSql(database.url));
  log = new AuditReader(new SqlAuditSearch(sql), new AuditCursors({ derive: () => createSecretKey(Buffer.alloc(32)) }));
}, 60_000);
afterAll(async () => {
  await close();
  await database.drop();
});

async function part(search: AuditSearch): Promise<AuditPart> {
  const found = await log.read(search);
  if (found.kind !== 'found') throw new Error(JSON.stringify(found));
  return found;
}

/** All parts of a search, and how many there were. */
async function all(search: AuditSearch): Promise<{ readonly sequences: readonly number[]; readonly parts: number }> {
  const sequences: number[] = [];
  for (let parts = 1, cursor = ''; ; parts++) {
    const { events, nextCursor } = await part({ ...search, cursor });
    sequences.push(...events.map(({ sequence }) => Number(sequence)));
    if (nextCursor === undefined) return { sequences, parts };
    cursor = nextCursor;
  }
}

const expected = (fits: (n: number) => boolean): readonly number[] =>
  Array.from({ length: RECORDS }, (_, n) => n).filter(fits);

const sorted = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b);

describe('a search of the audit log', () => {
  test.each<[string, AuditSearch, (n: number) => boolean]>([
    ['a kind', { kind: 'CLIENT_CHANGE' }, (n) => n % 5000 === 0],
    ['a client that was there long ago', { clientId: 'rare-app' }, (n) => n <= 300],
    ['a user', { userPid: '142' }, (n) => n % 400 === 100],
    ['a name', { username: 'user-100' }, (n) => n % 400 === 100],
    ['a token', { jti: 'jti-77' }, (n) => n === 77],
    ['a reference', { errorReference: 'ref-20000' }, (n) => n === 20_000],
    ['a flow', { flowId: 'flow-5' }, (n) => Math.floor(n / 3) === 5],
    ['failures', { outcome: 'failure' }, (n) => n % 20_000 === 0],
    ['another module', { moduleId: 'other' }, (n) => n === 7],
    [
      'failures of a client',
      { clientId: 'app', outcome: 'failure' },
      (n) => n % 20_000 === 0 && n % 3 === 0 && n >= 40_000,
    ],
    ['what nobody did', { clientId: 'app', kind: 'SEED' }, () => false],
    ['an injected condition (V-85)', { clientId: "x' or '1'='1" }, () => false],
  ])('finds %s, all of it and each once', async (_name, search, fits) => {
    const { sequences } = await all(search);

    expect(sorted(sequences)).toEqual(expected(fits));
  });

  test('goes from the newest to the oldest, page by page, also through records of one millisecond', async () => {
    const window = { from: '2026-01-02T00:00:00Z', to: '2026-01-02T01:00:00+00:00' };

    const { sequences, parts } = await all({ ...window, pageSize: '7' });

    expect(sorted(sequences)).toEqual(expected((n) => Math.floor(n / 10) >= 216 && Math.floor(n / 10) < 225));
    expect(sequences.map((n) => Math.floor(n / 10))).toEqual(
      sequences.map((n) => Math.floor(n / 10)).toSorted((a, b) => b - a),
    );
    expect(parts).toBe(13);
  });

  test('a full page tells how to go on only where something follows', async () => {
    const whole = await part({ errorReference: 'ref-20000', pageSize: '1' });
    const some = await part({ username: 'user-100', pageSize: '1' });

    expect(whole.nextCursor).toBeUndefined();
    expect(some.nextCursor).toMatch(/^[\w.-]+$/);
  });

  test('shows a record with the names of the API, its instants with milliseconds and offset', async () => {
    const [event] = (await part({ jti: 'jti-4' })).events;

    expect(event).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: '2026-01-01T00:00:00.000+00:00',
      ...{ nodeId: 'Master/1', sequence: 4, moduleId: 'smart_auth', kind: 'TOKEN', outcome: 'success' },
      ...{ clientId: 'rare-app', userPid: 46, username: 'user-4', flowId: 'flow-1', jti: 'jti-4' },
      detail: { grant: 'code' },
    });
  });
});

describe('each call looks at a bounded number of rows by an index (F-49)', () => {
  interface Plan {
    readonly 'Node Type': string;
    readonly 'Actual Rows': number;
    readonly 'Actual Loops': number;
    readonly 'Rows Removed by Filter'?: number;
    readonly Plans?: readonly Plan[];
  }

  const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

  /** As the server runs it: prepared, and planned for these values. */
  async function planOf(filter: AuditFilter): Promise<readonly Plan[]> {
    const { text } = searchStatement(filter);
    const values = ['infinity', '00000000-0000-0000-0000-000000000000', '-infinity', 101, ...filterValues(filter)];
    const literals = values.map((value) => (value === null ? 'null' : `'${value as string}'`)).join(', ');
    return withConnection(database.url, async (client) => {
      await client.query(`SET plan_cache_mode = force_custom_plan; PREPARE search AS ${text}`);
      const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE search(${literals})`,
      );
      return nodesOf(rows[0]?.['QUERY PLAN'][0]?.Plan as Plan);
    });
  }

  const touched = (node: Plan): number =>
    (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];

  test.each<[string, AuditFilter]>([
    ['nothing', {}],
    ['a kind', { kind: 'CLIENT_CHANGE' }],
    ['a frequent kind', { kind: 'TOKEN' }],
    ['a frequent client', { clientId: 'app' }],
    ['a client that was there long ago', { clientId: 'rare-app' }],
    ['a frequent client of long ago', { clientId: 'old-app' }],
    ['a client that there is not', { clientId: 'nobody' }],
    ['a user', { userPid: 142 }],
    ['a name', { username: 'user-100' }],
    ['a token', { jti: 'jti-77' }],
    ['a reference', { errorReference: 'ref-20000' }],
    ['a flow', { flowId: 'flow-5' }],
    ['an outcome', { outcome: 'failure' }],
    ['a module', { moduleId: 'other' }],
  ])('for %s', async (_name, filter) => {
    const nodes = await planOf(filter);

    expect(Math.max(...nodes.map(touched))).toBeLessThan(10_100);
    // A partition without rows is read as a whole.
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && touched(node) > 0)).toEqual([]);
  });
});
