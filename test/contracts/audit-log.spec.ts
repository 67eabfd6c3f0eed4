import { systemClock } from '#protocol/clock';
import type { AuditEvent, AuditLog } from '../../libs/audit/src/audit.port.js';
import { AuditWriter } from '../../libs/audit/src/audit-writer.js';
import type { AuditEventsStore } from '../../libs/audit/src/stores/audit-events.store.js';
import { MemoryAuditEvents } from '../../libs/audit/src/stores/memory/memory-audit-events.js';
import { SqlAuditEvents } from '../../libs/audit/src/stores/typeorm/sql-audit-events.js';
import type { Sql } from '../../libs/database/src/sql.port.js';
import { createTestDatabase, openSql, type TestDatabase } from '../support/postgres.js';

type Stored = Readonly<Record<string, unknown>>;

interface Implementation {
  readonly store: AuditEventsStore;
  /** Every stored row, in the order of its sequence. */
  readonly rows: () => Promise<readonly Stored[]>;
}

const event: AuditEvent = { moduleId: 'smart_auth', kind: 'TOKEN', outcome: 'success' };
const quiet = { error: () => undefined, warn: () => undefined };
const masks = { mask: (typed: string | undefined) => typed && 'masked' };
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

let database: TestDatabase;
let sql: Sql;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ sql, close } = openSql(database.url));
});

afterAll(async () => {
  await close();
  await database.drop();
});

const query = (text: string): Promise<readonly Stored[]> =>
  sql.query<Stored>({ name: `test ${text.slice(0, 40)}`, text }, []);

function inMemory(): Promise<Implementation> {
  const store = new MemoryAuditEvents();
  // As JSON would give it back: absent values are null.
  return Promise.resolve({ store, rows: () => Promise.resolve(store.rows as unknown as readonly Stored[]) });
}

async function inPostgres(): Promise<Implementation> {
  await query('delete from audit_event');
  const all = `select at, id, node_id, sequence::int as sequence, module_id, kind, outcome, client_id, user_pid::int as user_pid, username,
                      remote_address, flow_id, error_reference, error_code, jti, code_hash, grant_id, detail, trace
                 from audit_event order by sequence`;
  return { store: new SqlAuditEvents(sql), rows: () => query(all) };
}

describe.each([
  { name: 'memory', open: inMemory },
  { name: 'PostgreSQL', open: inPostgres },
])('the audit log in $name', ({ open }) => {
  let implementation: Implementation;
  let log: AuditLog;

  beforeEach(async () => {
    implementation = await open();
    log = new AuditWriter({ store: implementation.store, clock: systemClock, masks, nodeId: 'Master', log: quiet });
  });

  test('a record that was accepted can be read as it was given', async () => {
    const decision = {
      kind: 'scope',
      value: 'openid',
      outcome: 'granted',
      ruleId: 'scope.covered',
      source: 'client',
    } as const;

    await log.record({
      ...event,
      clientId: 'app',
      userPid: 7,
      username: 'Zoë 🔑',
      remoteAddress: '2001:db8::1',
      flowId: 'flow',
      errorReference: 'E-1',
      errorCode: 'invalid_grant',
      jti: 'jti',
      codeHash: 'hash',
      grantId: 'grant',
      detail: { a: [1, { b: null }] },
      trace: [decision],
    });

    const [row, ...others] = await implementation.rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      sequence: 1,
      module_id: 'smart_auth',
      kind: 'TOKEN',
      outcome: 'success',
      client_id: 'app',
      user_pid: 7,
      username: 'Zoë 🔑',
      remote_address: '2001:db8::1',
      flow_id: 'flow',
      error_reference: 'E-1',
      error_code: 'invalid_grant',
      jti: 'jti',
      code_hash: 'hash',
      grant_id: 'grant',
      detail: { a: [1, { b: null }] },
      trace: [decision],
    });
  });

  test('I5 of 2,000 records at once each is there exactly once, in a sequence without gaps', async () => {
    await Promise.all(Array.from({ length: 2_000 }, (_, index) => log.record({ ...event, jti: String(index) })));

    const rows = await implementation.rows();

    expect(rows.map((row) => row['sequence'])).toEqual(upTo(2_000));
    expect(new Set(rows.map((row) => row['jti'])).size).toBe(2_000);
  });

  test('a row that is stored already is left as it is', async () => {
    await log.record(event);
    const [row] = implementation.store instanceof MemoryAuditEvents ? implementation.store.rows : [];
    const again = row ?? {
      id: '7f6f8a3e-0000-4000-8000-000000000000',
      at: '2026-11-22T00:00:00.000Z',
      node_id: 'n',
      sequence: 2,
      module_id: 'm',
      kind: 'SEED',
      outcome: 'success',
    };

    await implementation.store.insertMissing([again]);
    const before = await implementation.rows();
    await implementation.store.insertMissing([{ ...again, outcome: 'failure' }]);

    expect(await implementation.rows()).toEqual(before);
  });
});

describe('in PostgreSQL', () => {
  const open = async (): Promise<{ log: AuditLog; store: SqlAuditEvents; rows: Implementation['rows'] }> => {
    const { rows } = await inPostgres();
    const store = new SqlAuditEvents(sql);
    return { log: new AuditWriter({ store, clock: systemClock, masks, nodeId: 'Master', log: quiet }), store, rows };
  };

  test('characters that PostgreSQL cannot store lose no record', async () => {
    const { log, rows } = await open();

    await Promise.all([
      log.record({ ...event, username: 'a\0b\uD800' }),
      log.record({ ...event, detail: { 'k\0': 'v\0', x: '\uDFFF' } }),
      log.record(event),
    ]);

    expect(await rows()).toMatchObject([
      { username: 'a\uFFFDb\uFFFD' },
      { detail: { 'k\uFFFD': 'v\uFFFD', x: '\uFFFD' } },
      { username: null },
    ]);
  });

  test('a value the column cannot take keeps back no other record and loses none', async () => {
    const { log, rows } = await open();

    await Promise.all([log.record(event), log.record({ ...event, userPid: 1.5, username: 'x' }), log.record(event)]);

    expect(await rows()).toMatchObject([
      { sequence: 1 },
      { sequence: 2, username: null, detail: { unstorable: true } },
      { sequence: 3 },
    ]);
  });

  test('R-21 a record stays when its caller’s transaction rolls back', async () => {
    const { log, rows } = await open();

    const failed = sql.transaction(async () => {
      await log.record({ ...event, kind: 'TOKEN_REFUSAL', outcome: 'failure' });
      throw new Error('rolled back');
    });

    await expect(failed).rejects.toThrow('rolled back');
    expect(await rows()).toHaveLength(1);
  });

  test('rows find their month’s partition, and a month nobody prepared loses none', async () => {
    const { store, rows } = await open();
    await store.ensurePartitions(new Date('2031-01-31T23:00:00Z'));
    await store.ensurePartitions(new Date('2031-01-31T23:00:00Z'));
    const row = { node_id: 'n', module_id: 'm', kind: 'SEED', outcome: 'success' };
    const at = (date: string, sequence: number) => ({
      ...row,
      id: `7f6f8a3e-0000-4000-8000-00000000000${sequence}`,
      at: date,
      sequence,
    });

    await store.insert([
      at('2031-01-31T23:59:59.999Z', 1),
      at('2031-02-01T00:00:00.000Z', 2),
      at('2040-01-01T00:00:00.000Z', 3),
    ]);

    expect(await rows()).toHaveLength(3);
    expect(await query('select tableoid::regclass::text as partition from audit_event order by sequence')).toEqual([
      { partition: 'audit_event_2031_01' },
      { partition: 'audit_event_2031_02' },
      { partition: 'audit_event_default' },
    ]);
  });
});
