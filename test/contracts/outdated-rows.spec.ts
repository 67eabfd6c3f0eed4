import type { Sql } from '#database/sql.port';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { SqlOutdatedRows } from '../../libs/outbound-smart/src/stores/typeorm/sql-outdated-rows.js';
import { SqlPushedRequestStore } from '../../libs/outbound-smart/src/stores/typeorm/sql-pushed-request.store.js';
import { createTestDatabase, moveDatabaseClock, openSql, type TestDatabase } from '../support/postgres.js';

const insert = (name: string, text: string) => ({ name, text });

/** One row of each kind; the code was spent for the family, whose tokens outlive it by an hour. */
const ROWS = [
  insert(
    't1',
    `INSERT INTO pending_authorization VALUES ('h', 'm', 'b', 'c', '{}', gatehouse_now(), gatehouse_now() + interval '1 minute')`,
  ),
  insert(
    't2',
    `INSERT INTO authorization_code (code_hash, module_id, client_id, redirect_uri, redirect_uri_was_omitted, details, grant_id, user_pid, expires_at)
     VALUES ('c', 'm', 'c', 'r', false, '{}', '00000000-0000-4000-8000-000000000001', 1, gatehouse_now() + interval '1 minute')`,
  ),
  insert(
    't3',
    `INSERT INTO token_family (grant_id, module_id, client_id, details, refresh_allowed, online, expires_at)
     VALUES ('00000000-0000-4000-8000-000000000001', 'm', 'c', '{}', true, false, gatehouse_now() + interval '1 hour')`,
  ),
  insert('t6', `INSERT INTO session_client VALUES ('m', 's', 'c', gatehouse_now() + interval '1 hour')`),
  insert('t4', `INSERT INTO revoked_token VALUES ('m', 'j', gatehouse_now() + interval '1 hour')`),
  insert('t_assertion', `INSERT INTO used_client_assertion VALUES ('a', gatehouse_now() + interval '1 hour')`),
  insert('t5', `INSERT INTO dpop_proof VALUES ('p', gatehouse_now() + interval '1 minute')`),
];
const COUNT = insert(
  'count_rows',
  `SELECT (SELECT count(*) FROM pending_authorization)::integer AS pending, (SELECT count(*) FROM authorization_code)::integer AS codes,
          (SELECT count(*) FROM token_family)::integer AS families, (SELECT count(*) FROM revoked_token)::integer AS revoked,
          (SELECT count(*) FROM session_client)::integer AS sessions,
          (SELECT count(*) FROM dpop_proof)::integer AS proofs, (SELECT count(*) FROM used_client_assertion)::integer AS assertions`,
);

describe('SqlOutdatedRows', () => {
  let database: TestDatabase;
  let sql: Sql;
  let close: () => Promise<void>;
  beforeAll(async () => {
    database = await createTestDatabase();
    ({ sql, close } = openSql(database.url));
    for (const row of ROWS) await sql.query(row, []);
  });
  afterAll(async () => {
    await close();
    await database.drop();
  });

  test.each([
    {
      name: 'nothing while all is live',
      seconds: 0,
      removed: 0,
      left: { pending: 1, codes: 1, families: 1, revoked: 1, sessions: 1, assertions: 1, proofs: 1 },
    },
    {
      name: 'STD X22, V-35: not the spent code while its tokens live, nor a proof that a clock behind may take',
      seconds: 120,
      removed: 1,
      left: { pending: 0, codes: 1, families: 1, revoked: 1, sessions: 1, assertions: 1, proofs: 1 },
    },
    {
      name: 'V-35: not the revocation of a token that has expired only by the clock of the database',
      seconds: 3_900,
      removed: 5,
      left: { pending: 0, codes: 0, families: 0, revoked: 1, sessions: 0, assertions: 0, proofs: 0 },
    },
    {
      name: 'everything in the end',
      seconds: 7_200,
      removed: 1,
      left: { pending: 0, codes: 0, families: 0, revoked: 0, sessions: 0, assertions: 0, proofs: 0 },
    },
  ])('F-47: removes $name', async ({ seconds, removed, left }) => {
    await moveDatabaseClock(database.url, seconds);

    const count = await new SqlOutdatedRows(sql).removePortion();

    expect(count).toBe(removed);
    expect(await sql.query(COUNT, [])).toEqual([left]);
  });

  test('F-47: a pushed request stays for its time, and for as long as a browser that brought it may take', async () => {
    await moveDatabaseClock(database.url, 0);
    const store = new SqlPushedRequestStore(sql);
    const request = { clientId: 'c' } as AuthorizationRequest;
    for (const uriHash of ['brought', 'not brought'])
      await store.add({ moduleId: 'm', uriHash, request, lifetimeSeconds: 60 }, 10);
    await store.find({ moduleId: 'm', clientId: 'c', uriHash: 'brought' }, 3_600);
    const left = async (seconds: number): Promise<unknown> => {
      await moveDatabaseClock(database.url, seconds);
      await new SqlOutdatedRows(sql).removePortion();
      return sql.query(
        insert('pushed_left', 'SELECT uri_hash FROM pushed_authorization_request ORDER BY uri_hash'),
        [],
      );
    };

    expect(await left(59)).toEqual([{ uri_hash: 'brought' }, { uri_hash: 'not brought' }]);
    expect(await left(61)).toEqual([{ uri_hash: 'brought' }]);
    expect(await left(3_599)).toEqual([{ uri_hash: 'brought' }]);
    expect(await left(3_601)).toEqual([]);
  });

  test('F-47: a launch stays for a day after its time: a slow person may still use it', async () => {
    await moveDatabaseClock(database.url, 0);
    await sql.query(
      insert(
        'launches',
        `INSERT INTO launch (launch_hash, module_id, client_id, username, context, expires_at)
         SELECT age, 'm', 'c', 'u', '{}', gatehouse_now() - age::interval
           FROM unnest(array['0 hours', '23 hours', '25 hours', '30 days']) age`,
      ),
      [],
    );

    expect(await new SqlOutdatedRows(sql).removePortion()).toBe(2);
    expect(await sql.query(insert('launches_left', 'SELECT launch_hash FROM launch ORDER BY expires_at'), [])).toEqual([
      { launch_hash: '23 hours' },
      { launch_hash: '0 hours' },
    ]);
  });

  test('F-47: a device is told for an hour that its time is over, and wrong user codes are forgotten', async () => {
    await moveDatabaseClock(database.url, 0);
    await sql.query(
      insert(
        'devices',
        `INSERT INTO device_authorization (device_code_hash, module_id, client_id, user_code_hash, request, interval_seconds, expires_at)
         SELECT age, 'm', 'c', age, '{}', 5, gatehouse_now() - age::interval FROM unnest(array['0 hours', '50 minutes', '2 hours']) age`,
      ),
      [],
    );
    await sql.query(
      insert(
        'guesses',
        `INSERT INTO user_code_guess SELECT 'm', age, 1, gatehouse_now() - age::interval FROM unnest(array['50 minutes', '2 hours']) age`,
      ),
      [],
    );

    expect(await new SqlOutdatedRows(sql).removePortion()).toBe(2);
  });

  test('F-47: initial access tokens and counted registrations go when their time is over', async () => {
    await moveDatabaseClock(database.url, 0);
    await sql.query(
      insert(
        'invitations',
        `INSERT INTO initial_access_token (token_hash, id, module_id, description, uses_left, expires_at)
         SELECT hours, gen_random_uuid(), 'm', '', 1, gatehouse_now() + make_interval(hours => hours) FROM unnest(array[-1, 1]) hours`,
      ),
      [],
    );
    await sql.query(
      insert(
        'quotas',
        `INSERT INTO registration_quota SELECT 'm', hours, 1, gatehouse_now() + make_interval(hours => hours) FROM unnest(array[-1, 1]) hours`,
      ),
      [],
    );

    expect(await new SqlOutdatedRows(sql).removePortion()).toBe(2);
    expect(
      await sql.query(
        insert(
          'both_left',
          'SELECT token_hash FROM initial_access_token UNION ALL SELECT subject FROM registration_quota',
        ),
        [],
      ),
    ).toEqual([{ token_hash: '1' }, { token_hash: '1' }]);
  });
});
