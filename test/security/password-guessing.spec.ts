import { postForm } from '../support/app.js';
import { answered, refresh, userinfo, type Answer } from '../support/endpoint-calls.js';
import { startInboundNode } from '../support/inbound-node.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const LIMIT = 5;
const LOCK_SECONDS = 900;
const account = { familyName: 'X', givenName: 'Y', authorities: [{ permission: 'ROLE_FHIR_CLIENT' }] };
const john = { ...account, username: 'john', password: 'the password of john' };
const jane = { ...account, username: 'jane', password: 'the password of jane' };
const others = [
  jane,
  { ...account, username: 'disabled', password: 'the password of disabled', accountDisabled: true },
  { ...account, username: 'locked', password: 'the password of locked', accountLocked: true },
  { ...account, username: 'system', password: 'the password of system', systemUser: true },
];
const [publicApp] = testClients;
const clients = [{ ...publicApp, clientId: 'old-app', allowedGrantTypes: ['PASSWORD', 'REFRESH_TOKEN'] }];

describe('guessing passwords at the token endpoint', () => {
  let server: TestServer;
  beforeAll(async () => {
    const properties = ['module.smart_auth.config.password_grant.enabled=true'];
    server = await startTestServer({ clients, users: [john, ...others], properties });
  });
  beforeEach(async () => {
    await rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
    await moveDatabaseClock(server.databaseUrl, 0);
  });
  afterAll(() => server.stop());

  const ask = (username: string, password: string, scope = 'openid'): Promise<Answer> => {
    const fields = { grant_type: 'password', client_id: 'old-app', username, password, scope };
    return answered(postForm(`${server.issuer}/oauth/token`, fields));
  };
  const isLetIn = async (): Promise<boolean> => (await ask('john', john.password)).status === 200;
  const guess = async (username: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await ask(username, `guess ${time}`);
  };

  test('V-51: all spellings of a name are counted together', async () => {
    for (const spelling of ['john', 'John', ' john', 'ｊｏｈｎ', 'jo\u200bhn']) await guess(spelling, 1);

    expect(await isLetIn()).toBe(false);
  });

  test('V-52: of twenty guesses at once five are evaluated, and then the right password is refused', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask('john', 'guess')));

    expect(await isLetIn()).toBe(false);
    const [row] = await rowsOf<{ failures: number }>(server.databaseUrl, 'select failures from sign_in_throttle');
    expect(row?.failures).toBe(LIMIT);
  });

  test('V-53: failures count although the answer to them fails', async () => {
    await rowsOf(
      server.databaseUrl,
      `create function break_audit() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`,
    );
    await rowsOf(
      server.databaseUrl,
      'create trigger break_audit before insert on audit_event for each statement execute function break_audit()',
    );
    await guess('john', LIMIT);
    await rowsOf(server.databaseUrl, 'drop trigger break_audit on audit_event');
    await rowsOf(server.databaseUrl, 'drop function break_audit()');

    expect(await isLetIn()).toBe(false);
  });

  test('V-54: the lock holds here too, and a lock by guessing does not end what is out', async () => {
    const { body } = await ask('john', john.password, 'openid offline_access');
    await guess('john', LIMIT);

    expect(await isLetIn()).toBe(false);
    expect((await userinfo(server.issuer, body.access_token as string)).status).toBe(200);
    expect((await refresh(server.issuer, body.refresh_token as string, { client_id: 'old-app' })).status).toBe(200);
  });

  test('V-55: the lock ends by itself', async () => {
    await guess('john', LIMIT);
    await moveDatabaseClock(server.databaseUrl, LOCK_SECONDS + 1);

    expect(await isLetIn()).toBe(true);
  });

  test('V-28: what a password gave ends when an administrator locks the account', async () => {
    const { body } = await ask('jane', jane.password, 'openid offline_access');
    const [row] = await rowsOf<{ pid: string }>(
      server.databaseUrl,
      `select pid from user_account where username = 'jane'`,
    );
    const admin = await startInboundNode(server.databaseUrl, { modules: { local_security: {} } });

    await admin.commands.lock('local_security', Number(row?.pid));

    const isEnded = async (): Promise<boolean> =>
      (await userinfo(server.issuer, body.access_token as string)).status === 401;
    for (const start = Date.now(); !(await isEnded()) && Date.now() - start < 5_000;);
    expect(await isEnded()).toBe(true);
    expect((await refresh(server.issuer, body.refresh_token as string, { client_id: 'old-app' })).status).toBe(400);
    expect((await ask('jane', jane.password)).body.error).toBe('invalid_grant');
    await admin.close();
  });

  test('V-55, V-56: one answer for unknown, wrong, locked, disabled and system accounts', async () => {
    await guess('john', LIMIT);
    const answers = [
      await ask('nobody', 'the password of nobody'),
      await ask('john', 'wrong'),
      await ask('john', john.password),
      await ask('disabled', 'the password of disabled'),
      await ask('locked', 'the password of locked'),
      await ask('system', 'the password of system'),
      await ask('j\u0000ohn', 'the password of john'),
      await ask('x'.repeat(1_000), 'x'),
    ];

    const [first, ...rest] = answers.slice(0, 6).map(({ status, text, headers }) => ({
      status,
      text,
      headers: [...headers.keys()].filter((name) => name !== 'date'),
    }));
    expect(first).toMatchObject({ status: 400, text: expect.stringContaining('invalid_grant') as string });
    for (const other of rest) expect(other).toEqual(first);
    expect(answers.slice(6).map(({ body }) => body.error)).toEqual(['invalid_request', 'invalid_grant']);
  });

  test('V-61: a password longer than any is refused without a hash', async () => {
    const answer = await ask('john', 'p'.repeat(20_000));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_grant']);
    expect(await rowsOf(server.databaseUrl, 'select 1 from sign_in_throttle')).toEqual([]);
  });

  test('F-35, ruling 65: when too many passwords wait to be checked, the rest is told to come back', async () => {
    const answers = await Promise.all(Array.from({ length: 120 }, (_, each) => ask(`nobody-${each}`, 'guess')));
    const turnedAway = answers.filter(({ status }) => status === 503);

    expect(turnedAway.length).toBeGreaterThan(0);
    for (const { body, headers } of turnedAway) {
      expect(body.error).toBe('temporarily_unavailable');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(answers.every(({ status }) => status === 400 || status === 503)).toBe(true);
  });
});
