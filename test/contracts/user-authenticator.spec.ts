import { hashSync as bcryptHashSync } from '@node-rs/bcrypt';
import pg from 'pg';
import { PooledSql } from '../../libs/database/src/pooled-sql.js';
import { DatabaseUnavailableError } from '../../libs/database/src/sql.port.js';
import { SignInStore } from '../../libs/inbound-security/src/stores/sign-in.store.js';
import { startInboundNode, testUser, type InboundNode } from '../support/inbound-node.js';
import { lockout } from '../support/lockout.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';

const MINUTE = 60;
const RIGHT = 'correct horse';
/** Of it, as Python's hashlib has them. */
const PBKDF2_OF_RIGHT = '$pbkdf2-sha256$i=10000$c29tZXNhbHRzb21lc2FsdA$0JXsf338da/a3PAJXwGwXKzM+8ASB16E9UK71ndwvhI';
const ITERATED_OF_RIGHT = '$iterated-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$Maltcg/C024uyt5KwLupAvW48cTxuphILWlBRBCW15g';
const network = { name: '192.0.2.9', mostFailures: 0 };
const modules = {
  local: {},
  strict: { lockoutPermanent: true, lockout: lockout({ maxFailedLogins: 3 }) },
  lenient: { lockout: lockout({ maxFailedLogins: 0, maxFailedLoginsPerNetwork: 0 }) },
  few: { lockout: lockout({ maxFailedLoginsPerNetwork: 4 }) },
  even: { lockout: lockout({ maxFailedLoginsPerNetwork: 20 }) },
  imported: {},
  mixed: {},
};

let database: TestDatabase;
let node: InboundNode;
let otherNode: InboundNode;
let count = 0;

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

/** A person nobody else in this file knows. */
async function someone(moduleId = 'local', change: Parameters<typeof testUser>[1] = {}) {
  return node.commands.create(moduleId, testUser(`user${String(++count)}`, change));
}

/** One sign-in; `where.device` is the device cookie. */
async function attempt(
  username: string,
  password: string,
  where: { at?: InboundNode; moduleId?: string; device?: string; from?: string } = {},
) {
  const { at = node, moduleId = 'local', device, from = '192.0.2.1' } = where;
  return at.authenticator.authenticate(moduleId, {
    username,
    password,
    remoteAddress: from,
    ...(device !== undefined && { deviceCookie: device }),
  });
}

async function fail(username: string, times: number, where: Parameters<typeof attempt>[2] = {}): Promise<string[]> {
  const kinds: string[] = [];
  for (let time = 0; time < times; time++) kinds.push((await attempt(username, 'wrong horse', where)).kind);
  return kinds;
}

/** A database that is too busy tells the person to come back: the password was not looked at. */
async function isEvaluated(start: ReturnType<SignInStore['start']>): Promise<boolean> {
  const row = await start.catch((error: unknown) => {
    if (error instanceof DatabaseUnavailableError) return undefined;
    throw error;
  });
  return row !== undefined && row.failures !== null;
}

const refused = 'refused';
const locked = 'locked';

describe('UserAuthenticator over local accounts', () => {
  test('the right password gives the user as the directory knows them', async () => {
    const user = await someone();

    await expect(attempt(user.username, RIGHT)).resolves.toEqual({
      kind: 'authenticated',
      method: 'pwd',
      user,
      deviceCookie: expect.any(String),
    });
  });

  test('a sign-in takes two statements, a refusal one', async () => {
    const { username } = await someone();
    node.statements.length = 0;
    await attempt(username, RIGHT);
    await attempt(username, 'wrong horse');

    expect(node.statements).toEqual(['sign_in_start', 'sign_in_succeed', 'sign_in_start']);
  });

  test('V-51: every spelling of a name counts together, on both nodes', async () => {
    const { username } = await someone();
    const spellings = [
      username,
      username.toUpperCase(),
      ` ${username}`,
      `${username}\u200b`,
      username.replace('u', 'ｕ'),
    ];
    const kinds: string[] = [];
    for (const [index, spelling] of spellings.entries()) {
      kinds.push((await attempt(spelling, 'wrong horse', { at: index % 2 === 0 ? node : otherNode })).kind);
    }

    expect(kinds).toEqual(Array.from({ length: 5 }, () => refused));
    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: locked, until: expect.any(Date) });
  });

  test('V-56: an unknown name is locked like a known one', async () => {
    await expect(fail('nobody', 6)).resolves.toEqual([refused, refused, refused, refused, refused, locked]);
    await expect(fail('Nobody ', 1)).resolves.toEqual([locked]);
  });

  test('V-52: of 500 wrong passwords at once on two nodes at most 5 are evaluated', async () => {
    const { username } = await someone();
    const stores = [new SignInStore(node.sql), new SignInStore(otherNode.sql)];
    const start = {
      moduleId: 'local',
      usernameKey: username,
      nameSubject: 'name:x',
      deviceHash: '',
      maxFailures: 5,
      lockSeconds: 900,
      network,
    };

    // As many at once as there are connections, so that hardly one is turned away before it is judged.
    const guesser = async (store: SignInStore) => {
      let evaluated = 0;
      for (let guess = 0; guess < 25; guess++) if (await isEvaluated(store.start(start))) evaluated++;
      return evaluated;
    };
    const guessers = stores.flatMap((store) => Array.from({ length: 10 }, () => guesser(store)));

    const evaluated = (await Promise.all(guessers)).reduce((sum, each) => sum + each);

    expect(evaluated).toBeGreaterThan(0);
    expect(evaluated).toBeLessThanOrEqual(5);
  });

  test('V-52: of tries that wait for one another, one gets the last chance', async () => {
    const { pid, username } = await someone();
    await fail(username, 4);
    const start = {
      moduleId: 'local',
      usernameKey: username,
      nameSubject: 'name:x',
      deviceHash: '',
      maxFailures: 5,
      lockSeconds: 900,
      network,
    };
    const hold = {
      name: 'test_hold',
      text: "SELECT FROM sign_in_throttle WHERE subject_key = 'user:' || $1::int FOR UPDATE",
    };
    const waiting = {
      name: 'test_waiting',
      text: "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    };

    // Connections without time limits, so that a slow machine cannot end the waiting early. Who waits is asked outside the transaction,
    // in which the answer would stay the first one.
    const pool = new pg.Pool({ connectionString: database.url, max: 10 });
    const patient = new PooledSql(pool);
    const tries = await patient.transaction(async (sql) => {
      await sql.query(hold, [pid]);
      const begun = Array.from({ length: 6 }, () => new SignInStore(patient).start(start));
      while ((await node.sql.query(waiting, [])).length < begun.length)
        await new Promise((resolve) => setTimeout(resolve, 5));
      return { begun };
    });
    const evaluated = (await Promise.all(tries.begun)).filter((row) => row.failures !== null);
    await pool.end();

    expect(evaluated).toHaveLength(1);
  });

  test('V-52, F-35: of 500 sign-ins at once on two nodes at most 5 are evaluated and most are turned away', async () => {
    const { username } = await someone();
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        attempt(username, 'wrong horse', { at: index % 2 === 0 ? node : otherNode }),
      ),
    );
    const kinds = outcomes.map((outcome) => outcome.kind);

    expect(kinds.filter((kind) => kind === refused).length).toBeLessThanOrEqual(5);
    expect(kinds.filter((kind) => kind === 'busy').length).toBe(500 - 2 * 26);
  });

  test('ruling 44: a lock ends by itself, and each further one lasts twice as long', async () => {
    const { username } = await someone();
    await fail(username, 5);
    await moveDatabaseClock(database.url, 16 * MINUTE);
    await expect(fail(username, 6)).resolves.toEqual([refused, refused, refused, refused, refused, locked]);

    await moveDatabaseClock(database.url, (16 + 29) * MINUTE);
    await expect(fail(username, 1)).resolves.toEqual([locked]);
    await moveDatabaseClock(database.url, (16 + 31) * MINUTE);
    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('a success forgets the failures, and so does a day', async () => {
    const { username } = await someone();
    await fail(username, 4);
    await attempt(username, RIGHT);
    await expect(fail(username, 4)).resolves.not.toContain(locked);

    await moveDatabaseClock(database.url, 25 * 60 * MINUTE);
    await expect(fail(username, 4)).resolves.not.toContain(locked);
  });

  test('V-55, ruling 44: a known device is exempt from a lock caused elsewhere, and has a limit of its own', async () => {
    const { username } = await someone();
    const { deviceCookie: device = '' } = await attempt(username, RIGHT);
    await fail(username, 6);
    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: locked });

    const outcome = await attempt(username, RIGHT, { device });
    expect(outcome).toMatchObject({ kind: 'authenticated' });
    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: locked });
    await expect(fail(username, 6, { device: outcome.deviceCookie! })).resolves.toEqual([
      refused,
      refused,
      refused,
      refused,
      refused,
      locked,
    ]);
  });

  test('V-34: a device cookie is exchanged at sign-in, worth nothing afterwards, and exempts only its owner', async () => {
    const [owner, stranger] = [await someone(), await someone()];
    const { deviceCookie: first = '' } = await attempt(owner.username, RIGHT);
    const { deviceCookie: second = '' } = await attempt(owner.username, RIGHT, { device: first });
    await fail(owner.username, 5);
    await fail(stranger.username, 5);

    await expect(attempt(owner.username, RIGHT, { device: first })).resolves.toMatchObject({ kind: locked });
    await expect(attempt(stranger.username, RIGHT, { device: second })).resolves.toMatchObject({ kind: locked });
    await expect(attempt(owner.username, RIGHT, { device: second })).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('a device two people share stays known to both', async () => {
    const [one, two] = [await someone(), await someone()];
    const { deviceCookie: first = '' } = await attempt(one.username, RIGHT);
    const { deviceCookie: shared = '' } = await attempt(two.username, RIGHT, { device: first });
    await fail(one.username, 5);

    await expect(attempt(one.username, RIGHT, { device: shared })).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('a device is forgotten after 180 days', async () => {
    const { username } = await someone();
    const { deviceCookie: device = '' } = await attempt(username, RIGHT);
    await moveDatabaseClock(database.url, 181 * 86_400);
    await fail(username, 5);

    await expect(attempt(username, RIGHT, { device })).resolves.toMatchObject({ kind: locked });
  });

  test('V-54: locked or disabled by an administrator, no device helps', async () => {
    const { pid, username } = await someone();
    const { deviceCookie: device = '' } = await attempt(username, RIGHT);

    await node.commands.lock('local', pid);
    await expect(attempt(username, RIGHT, { device })).resolves.toEqual({ kind: locked });
    await node.commands.unlock('local', pid);
    await node.commands.disable('local', pid);
    await expect(attempt(username, RIGHT, { device })).resolves.toEqual({ kind: refused, reason: 'disabled' });
    await node.commands.enable('local', pid);
    await expect(attempt(username, RIGHT, { device })).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('unlocking ends a temporary lock', async () => {
    const { pid, username } = await someone();
    await fail(username, 6);
    await node.commands.unlock('local', pid);

    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('ruling 44: by switch a lock lasts until an administrator lifts it', async () => {
    const { pid, username } = await someone('strict');
    await fail(username, 3, { moduleId: 'strict' });
    await moveDatabaseClock(database.url, 30 * 86_400);

    await expect(attempt(username, RIGHT, { moduleId: 'strict' })).resolves.toEqual({ kind: locked });
    await expect(node.directory.usable('strict', pid)).resolves.toBeUndefined();
    expect(node.audit).toContainEqual(
      expect.objectContaining({
        userPid: pid,
        detail: expect.objectContaining({ fields: ['accountLocked'], actor: 'lockout' }),
      }),
    );
  });

  test('0 never locks', async () => {
    const { username } = await someone('lenient');
    await expect(fail(username, 12, { moduleId: 'lenient' })).resolves.not.toContain(locked);
  });

  describe('A-17: one password for all names, from one network', () => {
    const spray = async (times: number, where: Parameters<typeof attempt>[2] = {}) => {
      const outcomes = [];
      for (let time = 0; time < times; time++)
        outcomes.push(await attempt(`sprayed${String(++count)}`, 'Winter2026!', { moduleId: 'few', ...where }));
      return outcomes.map(({ kind }) => kind);
    };
    const four = [refused, refused, refused, refused];

    test('is turned away after so many failures, on every node, whoever is meant; other networks are not', async () => {
      const { username } = await someone('few');
      const kinds = [...(await spray(2)), ...(await spray(4, { at: otherNode }))];

      expect(kinds).toEqual([...four, 'busy', 'busy']);
      const busy = await attempt(username, RIGHT, { moduleId: 'few' });
      expect(busy).toEqual({ kind: 'busy', retryAfterSeconds: expect.any(Number) as number });
      expect(busy.kind === 'busy' && busy.retryAfterSeconds > 880 && busy.retryAfterSeconds <= 900).toBe(true);
      await expect(spray(1, { from: '2001:db8::1' })).resolves.toEqual([refused]);
      await expect(attempt(username, RIGHT, { moduleId: 'few', from: '192.0.2.77' })).resolves.toMatchObject({
        kind: 'authenticated',
      });
    });

    test('has one more try after a share of the hour, and all of them after the hour', async () => {
      const from = '192.0.2.2';
      await spray(4, { from });
      await moveDatabaseClock(database.url, 901);
      const afterAShare = await spray(2, { from });
      await moveDatabaseClock(database.url, 2 * 3_600);

      expect([afterAShare, await spray(5, { from })]).toEqual([
        [refused, 'busy'],
        [...four, 'busy'],
      ]);
    });

    test('does not keep out who has signed in on a device before, and their failures do not count', async () => {
      const from = '192.0.2.3';
      const { username } = await someone('few');
      const { deviceCookie: device = '' } = await attempt(username, RIGHT, { moduleId: 'few', from });
      await fail(username, 3, { moduleId: 'few', from, device });
      await expect(spray(5, { from })).resolves.toEqual([...four, 'busy']);

      await expect(attempt(username, RIGHT, { moduleId: 'few', from, device })).resolves.toMatchObject({
        kind: 'authenticated',
      });
    });

    test('V-52: of many at once no more are evaluated, and right passwords leave no count behind', async () => {
      const people = await Promise.all(Array.from({ length: 12 }, () => someone('even')));
      for (let round = 0; round < 3; round++)
        await Promise.all(people.map(({ username }) => attempt(username, RIGHT, { moduleId: 'even' })));
      const stores = [new SignInStore(node.sql), new SignInStore(otherNode.sql)];
      const bound = { name: '192.0.2.1', mostFailures: 20 };
      const start = {
        moduleId: 'even',
        usernameKey: '',
        deviceHash: '',
        maxFailures: 0,
        lockSeconds: 1,
        network: bound,
      };
      const guesses = Array.from({ length: 40 }, (_, at) =>
        stores[at % 2]!.start({ ...start, nameSubject: `name:${String(at)}` }),
      );

      const evaluated = (await Promise.all(guesses)).filter(({ network_seconds }) => network_seconds === null);

      expect(evaluated).toHaveLength(20);
      expect(evaluated.every(({ failures }) => failures !== null)).toBe(true);
    });
  });

  test('names of two modules do not meet', async () => {
    const { username } = await someone();
    await fail(username, 5, { moduleId: 'strict' });

    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: 'authenticated' });
    await expect(attempt(username, RIGHT, { moduleId: 'lenient' })).resolves.toEqual({
      kind: refused,
      reason: 'unknown-user',
    });
  });

  test.each([
    ...(['2a', '2b', '2y'] as const).map((version) => bcryptHashSync(RIGHT, { cost: 10, version })),
    ...[PBKDF2_OF_RIGHT, ITERATED_OF_RIGHT],
  ])('ruling 64: an imported hash (%s) signs in once and is Argon2id afterwards', async (passwordHash) => {
    const { password: _, ...imported } = testUser(`user${String(++count)}`, { passwordHash });
    const { pid, username } = await node.commands.create('local', imported);
    const stored = async () => {
      const statement = { name: 'test_hash', text: 'SELECT password_hash FROM user_account WHERE pid = $1' };
      return (await node.sql.query<{ password_hash: string }>(statement, [pid]))[0]?.password_hash;
    };

    await expect(attempt(username, 'wrong horse')).resolves.toMatchObject({ kind: refused });
    expect(await stored()).toBe(passwordHash);
    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: 'authenticated' });
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(attempt(username, RIGHT)).resolves.toMatchObject({ kind: 'authenticated' });
  });

  test('V-56: until the last of them has signed in, an imported account cannot be told by the time of a refusal', async () => {
    const passwordHash = bcryptHashSync(RIGHT, { cost: 12, version: '2a' });
    const { password: _, ...imported } = testUser('of-elsewhere', { passwordHash });
    await node.commands.create('imported', imported);
    const { username: own } = await someone('imported');
    const foreign = async () => {
      const start = { moduleId: 'imported', usernameKey: 'x', nameSubject: 'name:x', deviceHash: '' };
      const row = await new SignInStore(node.sql).start({ ...start, maxFailures: 0, lockSeconds: 1, network });
      return row.foreign_hashes.map((hash) => hash.slice(0, 7));
    };
    const takes = async (username: string) => {
      const started = performance.now();
      await attempt(username, 'wrong horse', { moduleId: 'imported' });
      return performance.now() - started;
    };

    const before = await foreign();
    const times = [await takes('nobody'), await takes(own), await takes('of-elsewhere'), await takes('nobody')];
    await attempt('of-elsewhere', RIGHT, { moduleId: 'imported' });

    // A bcrypt hash of this cost takes a quarter of a second.
    expect(Math.min(...times)).toBeGreaterThan(250);
    expect([before, await foreign()]).toEqual([['$2a$12$'], []]);
  });

  test('V-56: the slowest of imported hashes is found, and those of others kinds than bcrypt', async () => {
    const hashes = [
      bcryptHashSync(RIGHT, { cost: 6, version: '2b' }),
      bcryptHashSync(RIGHT, { cost: 5, version: '2y' }),
      '$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g',
      ...[ITERATED_OF_RIGHT, PBKDF2_OF_RIGHT],
      '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2',
    ];
    for (const [index, passwordHash] of hashes.entries()) {
      const { password: _, ...imported } = testUser(`imported${String(index)}`, { passwordHash });
      await node.commands.create('mixed', imported);
    }
    const start = { moduleId: 'mixed', usernameKey: 'x', nameSubject: 'name:x', deviceHash: '' };

    const { foreign_hashes: found } = await new SignInStore(node.sql).start({
      ...{ ...start, maxFailures: 0, lockSeconds: 1, network },
    });

    expect(found.map((hash) => hash.slice(0, 20))).toEqual([
      expect.stringMatching(/^\$2b\$06\$/),
      ...['$argon2id$v=19$m=409', PBKDF2_OF_RIGHT.slice(0, 20), ITERATED_OF_RIGHT.slice(0, 20), '$bcrypt-sha256$v=2,t'],
    ]);
  });

  test('R-14: neither the password nor the device cookie is in the database', async () => {
    const { username } = await someone();
    const { deviceCookie = '' } = await attempt(username, RIGHT);
    const statement = {
      name: 'test_all',
      text: 'SELECT known_device::text AS row FROM known_device UNION ALL SELECT user_account::text FROM user_account',
    };
    const text = JSON.stringify(await node.sql.query(statement, []));

    expect(text).not.toContain(deviceCookie);
    expect(text).not.toContain(RIGHT);
  });

  test('counts and devices that no longer matter are removed, locks that last are not', async () => {
    const { username } = await someone();
    await attempt(username, RIGHT);
    await fail(username, 5);
    const rows = async () => {
      const statement = {
        name: 'test_count',
        text: 'SELECT (SELECT count(*)::int FROM sign_in_throttle) AS t, (SELECT count(*)::int FROM known_device) AS d, (SELECT count(*)::int FROM network_failures) AS n',
      };
      return (await node.sql.query<{ t: number; d: number; n: number }>(statement, []))[0];
    };
    const store = new SignInStore(node.sql);

    await store.purge();
    const before = await rows();
    await store.purge();
    expect([await rows(), before?.t === 0]).toEqual([before, false]);
    await moveDatabaseClock(database.url, 200 * 86_400);
    await store.purge();
    expect(await rows()).toEqual({ t: 0, d: 0, n: 0 });
  });
});
