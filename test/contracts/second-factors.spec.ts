import { SecondFactorOptions } from '../../libs/inbound-security/src/second-factor/second-factor.options.js';
import type { DirectoryUser } from '../../libs/inbound-security/src/user-directory.port.js';
import { newRecoveryCodes } from '../../libs/protocol/src/second-factor/recovery-code.js';
import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { Authenticator, keyOf } from '../support/totp.js';

const options = (change: Partial<SecondFactorOptions> = {}): SecondFactorOptions =>
  Object.assign(new SecondFactorOptions(), change);
const modules = {
  local: {},
  tolerant: { secondFactor: options({ toleratedSteps: 1 }) },
  strict: { lockoutPermanent: true, secondFactor: options({ lockAfterFailures: 3 }) },
  demanding: { secondFactor: options({ requiredPermissions: ['ACCESS_ADMIN_JSON'] }) },
};

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url, { modules });
  otherNode = await startInboundNode(database.url, { modules });
});

afterEach(() => moveDatabaseClock(database.url, 0));

afterAll(async () => {
  await node.close();
  await otherNode.close();
  await database.drop();
});

async function someone(moduleId = 'local'): Promise<DirectoryUser> {
  return node.commands.create(moduleId, testUser(`person-${String(++people)}`));
}

/** A person with an authenticator app in force, and recovery codes. */
async function enrolled(moduleId = 'local') {
  const user = await someone(moduleId);
  const { key } = await begin(user, 'browser');
  const app = new Authenticator(keyOf(key), database.url);
  const outcome = await node.secondFactors.confirmTotp(user, 'browser', await app.next());
  if (outcome.kind !== 'enrolled') throw new Error(outcome.kind);
  const now = (await node.directory.find(moduleId, user.pid)) ?? user;
  return { user: now, app, recoveryCodes: outcome.recoveryCodes };
}

const begin = (user: DirectoryUser, browserHash: string, mayReplace = true) =>
  node.secondFactors.beginTotp(user, { browserHash, mayReplace });
const prove = (user: DirectoryUser, code: string, at = node) => at.secondFactors.proveByCode(user, code);
const kindsOf = (outcomes: readonly { kind: string }[]) => outcomes.map(({ kind }) => kind).sort();

describe('new recovery codes that are shown', () => {
  test('are found in their session, for five minutes, until they are hidden or there are others', async () => {
    const { user, recoveryCodes } = await enrolled();
    const show = () => node.secondFactors.showRecoveryCodes(user, 'sid', recoveryCodes);
    const shown = (sid = 'sid') => otherNode.secondFactors.shownRecoveryCodes(user, sid);
    await moveDatabaseClock(database.url, 0);
    await show();
    const [here, elsewhere] = [await shown(), await shown('other')];
    await moveDatabaseClock(database.url, 301);
    const late = await shown();
    await moveDatabaseClock(database.url, 0);
    await node.secondFactors.hideRecoveryCodes(user);
    const hidden = await shown();
    await show();
    await node.secondFactors.renewRecoveryCodes(user);

    expect(here).toEqual(recoveryCodes);
    expect([elsewhere, late, hidden, await shown()]).toEqual(Array(4).fill(undefined));
  });
});

describe('enrolment', () => {
  test('the key counts after a code of it, and not before', async () => {
    const user = await someone();
    const { key, uri } = await begin(user, 'browser');
    const app = new Authenticator(keyOf(key), database.url);
    const pending = await prove(user, await app.next());
    const wrong = await node.secondFactors.confirmTotp(user, 'browser', '000000');

    const right = await node.secondFactors.confirmTotp(user, 'browser', await app.next());

    expect(new URL(uri).pathname).toBe(`/Gatehouse:${user.username}`);
    expect(new URL(uri).searchParams.get('secret')).toBe(key);
    expect(kindsOf([pending, wrong, right])).toEqual(['enrolled', 'wrong', 'wrong']);
    for (const at of [node, otherNode])
      expect((await at.directory.find('local', user.pid))?.secondFactor.kinds).toEqual(['totp']);
  });

  test('a page that is shown again shows the same key; another browser has its own', async () => {
    const user = await someone();
    const keys = await Promise.all(['one', 'one', 'other'].map(async (browser) => (await begin(user, browser)).key));

    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('V-57: the code that confirmed the key is used up', async () => {
    const { user, app } = await enrolled();

    expect(await prove(user, app.at(0))).toEqual({ kind: 'wrong' });
  });

  test('of two that were begun without a key only one is put into force', async () => {
    const user = await someone();
    const apps = await Promise.all(
      ['mine', 'thief'].map(async (browser) => {
        const { key } = await begin(user, browser);
        return { browser, app: new Authenticator(keyOf(key), database.url) };
      }),
    );
    const codes = [];
    for (const { browser, app } of apps) codes.push({ browser, code: await app.next() });

    const outcomes = await Promise.all(
      codes.map(({ browser, code }) => node.secondFactors.confirmTotp(user, browser, code)),
    );

    expect(kindsOf(outcomes)).toEqual(['enrolled', 'over']);
  });

  test('a new key replaces the one there was, with its recovery codes; it is over when that one is gone', async () => {
    const { user, app, recoveryCodes } = await enrolled();
    const { key } = await begin(user, 'phone');
    const late = await begin(user, 'late');
    const next = new Authenticator(keyOf(key), database.url);
    await app.next();
    const replaced = await node.secondFactors.confirmTotp(user, 'phone', await next.next());
    await app.next();

    expect(replaced.kind).toBe('enrolled');
    expect(await prove(user, app.at(0))).toEqual({ kind: 'wrong' });
    expect(await prove(user, recoveryCodes[0] ?? '')).toEqual({ kind: 'wrong' });
    const lateApp = new Authenticator(keyOf(late.key), database.url);
    expect(await node.secondFactors.confirmTotp(user, 'late', await lateApp.next())).toEqual({ kind: 'over' });
    await next.next();
    expect(await prove(user, await next.next())).toEqual({ kind: 'proved', by: 'totp' });
  });

  test('V-33: one that may not replace a key never does, whatever was known when it began', async () => {
    const { user, app } = await enrolled();
    const { key } = await begin(user, 'stale', false);
    const thief = new Authenticator(keyOf(key), database.url);
    await app.next();

    expect(await node.secondFactors.confirmTotp(user, 'stale', await thief.next())).toEqual({ kind: 'over' });
    await app.next();
    expect(await prove(user, await app.next())).toEqual({ kind: 'proved', by: 'totp' });
  });

  test('takes ten minutes at most', async () => {
    const user = await someone();
    const { key } = await begin(user, 'slow');
    await moveDatabaseClock(database.url, 601);
    const app = new Authenticator(keyOf(key), database.url);

    expect(await node.secondFactors.confirmTotp(user, 'slow', app.at(20))).toEqual({ kind: 'over' });
  });

  test('S-06: neither key nor codes are readable in the database, and a key opens for nobody else', async () => {
    const one = await enrolled();
    const other = await enrolled();
    const rows = await rowsOf<{ text: string }>(
      database.url,
      `select row_to_json(k)::text as text from totp_key k union all select row_to_json(c)::text from recovery_code c`,
    );
    await rowsOf(
      database.url,
      `update totp_key k set sealed_key = o.sealed_key, key_id = o.key_id from totp_key o where k.user_pid = $1 and o.user_pid = $2`,
      [one.user.pid, other.user.pid],
    );

    const texts = rows.map(({ text }) => text.toLowerCase()).join();
    expect(one.recoveryCodes).toHaveLength(newRecoveryCodes().length);
    for (const code of one.recoveryCodes)
      for (const spelling of [code, code.replaceAll('-', '')]) expect(texts).not.toContain(spelling);
    await expect(prove(one.user, await other.app.next())).rejects.toThrow(/was altered/);
  });
});

describe('V-57: a code', () => {
  test('is taken once, of 16 at a time at two nodes', async () => {
    const { user, app } = await enrolled();
    const code = await app.next();

    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, place) => prove(user, code, place % 2 === 0 ? node : otherNode)),
    );

    expect(outcomes.filter(({ kind }) => kind === 'proved')).toHaveLength(1);
    expect(await prove(user, code)).not.toHaveProperty('by');
  });

  test('of an earlier step is not taken after one of a later, though both would count', async () => {
    const { user, app } = await enrolled('tolerant');
    await app.next();
    await app.next();

    const later = await prove(user, app.at(1));
    const earlier = await prove(user, app.at(-1));

    expect(kindsOf([later, earlier])).toEqual(['proved', 'wrong']);
  });

  test.each([
    { moduleId: 'local', ahead: [-2, -1, 1, 2], expected: ['wrong', 'wrong', 'wrong', 'wrong'] },
    { moduleId: 'tolerant', ahead: [-2, 2, -1], expected: ['wrong', 'wrong', 'proved'] },
  ])('V-58, A-21: of another step, at module $moduleId', async ({ moduleId, ahead, expected }) => {
    const { user, app } = await enrolled(moduleId);
    for (let step = 0; step < 4; step++) await app.next();
    const outcomes = [];

    for (const steps of ahead) outcomes.push(await prove(user, app.at(steps)));

    expect(outcomes.map(({ kind }) => kind)).toEqual(expected);
  });

  test('for recovery is taken once, however it is typed', async () => {
    const { user, recoveryCodes } = await enrolled();
    const [code = ''] = recoveryCodes;
    const other = await enrolled();

    const outcomes = await Promise.all(
      [code, code.toUpperCase(), ` ${code.replaceAll('-', ' ')} `].map((typed) => prove(user, typed)),
    );

    expect(outcomes.filter(({ kind }) => kind === 'proved')).toEqual([{ kind: 'proved', by: 'recovery-code' }]);
    expect(await node.secondFactors.recoveryCodesLeft(user)).toBe(9);
    expect(await prove(other.user, recoveryCodes[1] ?? '')).toEqual({ kind: 'wrong' });
  });
});

describe('V-59: wrong codes', () => {
  test('lock the second factor, counted over both nodes; a right one is not looked at', async () => {
    const { user, app } = await enrolled();
    const outcomes = [];
    for (let time = 0; time < 10; time++) outcomes.push(await prove(user, 'x', time % 2 === 0 ? node : otherNode));

    const right = await prove(user, await app.next());

    expect(new Set(kindsOf(outcomes))).toEqual(new Set(['wrong']));
    expect(right).toMatchObject({ kind: 'locked', until: expect.any(Date) });
  });

  test('that are sent together are each counted before they are compared', async () => {
    const { user } = await enrolled();

    const outcomes = await Promise.all(Array.from({ length: 40 }, () => prove(user, '000000')));

    expect(outcomes.filter(({ kind }) => kind === 'wrong')).toHaveLength(10);
  });

  test('are forgotten after a right one, and when an administrator ends the lock', async () => {
    const { user, app } = await enrolled();
    for (let time = 0; time < 9; time++) await prove(user, 'x');
    const right = await prove(user, await app.next());
    for (let time = 0; time < 10; time++) await prove(user, 'x');
    const locked = await prove(user, await app.next());
    await node.commands.unlock('local', user.pid);

    expect(kindsOf([right, locked])).toEqual(['locked', 'proved']);
    expect(await prove(user, await app.next())).toEqual({ kind: 'proved', by: 'totp' });
  });

  test('A-17: are forgotten with a reset of the factor; failures of passwords are not', async () => {
    const { user } = await enrolled();
    const wrong = { username: user.username, password: 'wrong', remoteAddress: '192.0.2.7' };
    await node.authenticator.authenticate('local', wrong);
    await prove(user, 'x');
    const key = { nodeId: 'Master', moduleId: 'local', pid: user.pid };
    await node.administration.resetSecondFactor(key, { author: { kind: 'command', actor: 'admin' } });

    const counted = `select subject_key from sign_in_throttle where subject_key like '%:' || $1`;
    expect(await rowsOf(database.url, counted, [user.pid])).toEqual([{ subject_key: `user:${String(user.pid)}` }]);
  });

  test('lockout.permanent locks the account', async () => {
    const { user } = await enrolled('strict');
    for (let time = 0; time < 3; time++) await prove(user, 'x');

    expect(await node.directory.usable('strict', user.pid)).toBeUndefined();
  });
});

describe('who must have one', () => {
  const admin = [{ permission: 'ROLE_SUPERUSER' }];

  test.each([
    { name: 'nobody where nothing says so', moduleId: 'local', authorities: admin, expected: 'none' },
    { name: 'a holder of the permission by a role', moduleId: 'demanding', authorities: admin, expected: 'enrol' },
    {
      name: 'nobody else',
      moduleId: 'demanding',
      authorities: [{ permission: 'ROLE_FHIR_CLIENT' }],
      expected: 'none',
    },
  ])('$name', async ({ moduleId, authorities, expected }) => {
    const user = { ...(await someone(moduleId)), authorities };

    expect(node.secondFactors.stepAfter(['pwd'], user)).toBe(expected);
  });

  test('a reset takes factor and recovery codes away, on all nodes', async () => {
    const { user, app, recoveryCodes } = await enrolled();

    const key = { nodeId: 'Master', moduleId: 'local', pid: user.pid };

    const reset = await node.administration.resetSecondFactor(key, { author: { kind: 'command', actor: 'admin' } });

    expect(reset).toEqual({ kind: 'changed' });
    expect((await node.directory.find('local', user.pid))?.secondFactor.kinds).toEqual([]);
    expect(kindsOf([await prove(user, await app.next()), await prove(user, recoveryCodes[0] ?? '')])).toEqual([
      'wrong',
      'wrong',
    ]);
  });
});
