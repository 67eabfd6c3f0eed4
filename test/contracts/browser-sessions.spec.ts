import type { Browser, SessionEnd, SessionScope } from '../../libs/browser-session/src/browser-session.port.js';
import { startInboundNode, type InboundNode } from '../support/inbound-node.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';

const scope: SessionScope = {
  moduleId: 'smart_auth',
  secure: true,
  idleMinutes: 30,
  absoluteHours: 12,
  mostPerPerson: 0,
};
const anna = { pid: 1, username: 'anna' };
const MINUTE = 60;
const HOUR = 60 * MINUTE;

let database: TestDatabase;
let node: InboundNode;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startInboundNode(database.url);
});

afterEach(() => moveDatabaseClock(database.url, 0));

afterAll(async () => {
  await node.close();
  await database.drop();
});

/** The `Cookie` header a browser sends after such a `Set-Cookie`. */
function cookieOf(setCookie: string | undefined): string {
  return (setCookie ?? '').split(';')[0]!;
}

async function signedIn(user = anna, at = scope) {
  const { browser } = await node.sessions.identify(at, undefined);
  const result = await node.sessions.signIn(at, browser, user, ['pwd']);
  return { ...result, before: browser, cookie: cookieOf(result.setCookie) };
}

async function sessionOf(cookie: string | undefined, at = scope) {
  return (await node.sessions.identify(at, cookie)).browser.session;
}

describe('browser sessions', () => {
  test('an anonymous browser costs no statement, on its first visit and after', async () => {
    node.statements.length = 0;
    const first = await node.sessions.identify(scope, undefined);
    const second = await node.sessions.identify(scope, cookieOf(first.setCookie));

    expect(first.browser).toEqual({ cookieHash: second.browser.cookieHash, isNew: true });
    expect(second).toEqual({ browser: { cookieHash: first.browser.cookieHash, isNew: false } });
    expect(node.statements).toEqual([]);
  });

  test('a signed-in browser is recognised with one statement', async () => {
    const { cookie, browser } = await signedIn();
    node.statements.length = 0;

    const seen = await node.sessions.identify(scope, cookie);

    expect(seen).toEqual({ browser: { ...browser, isNew: false } });
    expect(seen.browser.session).toMatchObject({
      userPid: 1,
      username: 'anna',
      amr: ['pwd'],
      authTime: expect.any(Date),
    });
    expect(node.statements).toEqual(['browser_session_find']);
  });

  test('V-34: sign-in, and every further sign-in, changes the cookie; the value before is worth nothing', async () => {
    const first = await signedIn();
    const again = await node.sessions.signIn(scope, first.browser, anna, ['pwd']);

    const hashes = [first.before.cookieHash, first.browser.cookieHash, again.browser.cookieHash];
    expect(new Set(hashes).size).toBe(3);
    await expect(sessionOf(first.cookie)).resolves.toBeUndefined();
    await expect(sessionOf(cookieOf(again.setCookie))).resolves.toBeDefined();
  });

  test('the same person keeps the session id, another person gets a new one', async () => {
    const first = await signedIn();
    const again = await node.sessions.signIn(scope, first.browser, anna, ['pwd']);
    const other = await node.sessions.signIn(scope, again.browser, { pid: 2, username: 'bert' }, ['pwd']);

    expect(again.browser.session.sid).toBe(first.browser.session.sid);
    expect(other.browser.session.sid).not.toBe(first.browser.session.sid);
  });

  test('V-67: planted and damaged cookies make a new browser, never a session', async () => {
    const { cookie } = await signedIn();
    const [name = '', value = ''] = cookie.split(/=(.*)/);
    const forged = [
      `${cookie}; ${cookie}`,
      `${cookie}; ${name}=planted`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=${'a'.repeat(8_192)}`,
      `${name}=%00`,
      `gatehouse.smart_auth=${value}`,
      `__Host-gatehouse.other=${value}`,
    ];

    for (const header of forged) {
      const { browser, setCookie } = await node.sessions.identify(scope, header);
      expect({ header, session: browser.session, isNew: browser.isNew }).toEqual({
        header,
        session: undefined,
        isNew: true,
      });
      expect(setCookie).toMatch(
        /^__Host-gatehouse\.smart_auth=gha_[\w-]{43}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
    }
  });

  test('a session of one module is none at another', async () => {
    const { cookie } = await signedIn();
    const other = { ...scope, moduleId: 'other' };

    await expect(sessionOf(cookie.replace('smart_auth', 'other'), other)).resolves.toBeUndefined();
  });

  test.each([
    { name: 'just within the idle time', seconds: 29 * MINUTE, alive: true },
    { name: 'after the idle time', seconds: 31 * MINUTE, alive: false },
    { name: 'after the absolute time', seconds: 13 * HOUR, alive: false },
  ])('A-24: $name by the database clock → alive: $alive', async ({ seconds, alive }) => {
    const { cookie, browser } = await signedIn();
    await moveDatabaseClock(database.url, seconds);

    await expect(node.sessions.isLive(scope, browser.session.sid)).resolves.toBe(alive);
    expect((await sessionOf(cookie)) !== undefined).toBe(alive);
  });

  test('use keeps a session awake, but not beyond its absolute end', async () => {
    const { cookie } = await signedIn();

    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      await moveDatabaseClock(database.url, minutes * MINUTE);
      expect({ minutes, session: await sessionOf(cookie) }).toEqual({ minutes, session: expect.anything() });
    }
    await moveDatabaseClock(database.url, 12 * HOUR + 1);
    await expect(sessionOf(cookie)).resolves.toBeUndefined();
  });

  test('the time of use is written at most once a minute', async () => {
    const { cookie, browser } = await signedIn();
    const written = async () => {
      const statement = { name: 'test_xmin', text: 'SELECT xmin::text FROM browser_session WHERE session_hash = $1' };
      const [row] = await node.sql.query<{ xmin: string }>(statement, [browser.cookieHash]);
      return row?.xmin;
    };
    const first = await written();

    await Promise.all(Array.from({ length: 8 }, () => sessionOf(cookie)));
    expect(await written()).toBe(first);

    await moveDatabaseClock(database.url, 2 * MINUTE);
    await Promise.all(Array.from({ length: 8 }, () => sessionOf(cookie)));
    expect(await written()).not.toBe(first);
  });

  test('V-34: sign-out deletes the row and removes the cookie', async () => {
    const { cookie, browser } = await signedIn();

    const { setCookie } = await node.sessions.signOut(scope, browser);

    expect(setCookie).toBe('__Host-gatehouse.smart_auth=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure');
    const { browser: after, setCookie: fresh } = await node.sessions.identify(scope, cookie);
    expect(after).toEqual({ cookieHash: expect.any(String), isNew: true });
    expect(cookieOf(fresh)).not.toBe(cookie);
  });

  test('V-34: a session that was left for a sign-in goes on under a new cookie, or ends', async () => {
    const { browser, cookie } = await signedIn();
    const left = browser.cookieHash;
    const back = await node.sessions.comeBack(scope, left);
    const seen = await sessionOf(cookieOf(back?.setCookie));

    expect([await sessionOf(cookie), await node.sessions.comeBack(scope, left)]).toEqual([undefined, undefined]);
    expect(seen).toEqual({ ...browser.session, sessionHash: back?.browser.cookieHash });
    const hash = back?.browser.cookieHash ?? '';
    expect(await node.sessions.endSetAside(scope, hash)).toEqual({ sid: seen?.sid, userPid: 1, username: 'anna' });
    expect([await node.sessions.endSetAside(scope, hash), await node.sessions.comeBack(scope, hash)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test.each([
    { name: 'that was idle for too long', seconds: 31 * MINUTE, at: scope },
    { name: 'of another module', seconds: 0, at: { ...scope, moduleId: 'other' } },
  ])('nobody comes back to a session $name', async ({ seconds, at }) => {
    const { browser } = await signedIn();
    await moveDatabaseClock(database.url, seconds);

    expect(await node.sessions.comeBack(at, browser.cookieHash)).toBeUndefined();
  });

  test('sessions end by sid, of a user at a module, and everywhere', async () => {
    const carla = { pid: 77, username: 'carla' };
    const other = { ...scope, moduleId: 'other' };
    const [a, b, c, d] = [
      await signedIn(carla),
      await signedIn(carla),
      await signedIn(carla, other),
      await signedIn(carla, other),
    ];
    const sid = a.browser.session.sid;

    await expect(node.sessions.endBySid('other', sid)).resolves.toBeUndefined();
    await expect(node.sessions.endBySid('smart_auth', sid)).resolves.toEqual({ sid, userPid: 77, username: 'carla' });
    await expect(node.sessions.endBySid('smart_auth', sid)).resolves.toBeUndefined();
    await expect(node.sessions.endAll('smart_auth', 77)).resolves.toEqual([b.browser.session.sid]);
    await expect(node.sql.transaction((sql) => node.sessions.endEverywhere(sql, 77))).resolves.toHaveLength(2);
    for (const { cookie } of [c, d]) await expect(sessionOf(cookie, other)).resolves.toBeUndefined();
  });

  test('V-33: all of a user but one end, at every module, and nobody else’s', async () => {
    const gerd = { pid: 78, username: 'gerd' };
    const other = { ...scope, moduleId: 'other' };
    const kept = await signedIn(gerd);
    const [second, third] = [await signedIn(gerd), await signedIn(gerd, other)];
    const stranger = await signedIn();

    const ended = await node.sessions.endOthers(78, kept.browser.cookieHash);

    const sids = [second, third].map(({ browser }) => browser.session.sid);
    expect(new Set(ended.map(({ sid, moduleId }) => [sid, moduleId].join()))).toEqual(
      new Set([`${String(sids[0])},smart_auth`, `${String(sids[1])},other`]),
    );
    for (const { cookie } of [kept, stranger]) await expect(sessionOf(cookie)).resolves.toBeDefined();
  });

  describe('reference 11: with a maximum for each person', () => {
    const emil = { pid: 99, username: 'emil' };
    const two = { ...scope, mostPerPerson: 2 };
    const alive = async (sessions: readonly { readonly cookie: string }[]) =>
      Promise.all(sessions.map(async ({ cookie }) => (await sessionOf(cookie)) !== undefined));
    afterEach(() => node.sessions.endAll('smart_auth', emil.pid));

    /** Sign-ins a minute apart, oldest first. */
    async function signedInTimes(count: number, at = two) {
      const sessions = [];
      for (let minute = 0; minute < count; minute += 1) {
        await moveDatabaseClock(database.url, minute * MINUTE);
        sessions.push(await signedIn(emil, at));
      }
      return sessions;
    }

    test('a sign-in beyond it ends the oldest, and says which', async () => {
      const sessions = await signedInTimes(3);
      const [oldest] = sessions;

      expect(await alive(sessions)).toEqual([false, true, true]);
      expect(sessions.map(({ ended }) => ended.map(({ sid }) => sid))).toEqual([[], [], [oldest?.browser.session.sid]]);
    });

    test('where it was lowered, one sign-in ends all that are too many', async () => {
      const sessions = [...(await signedInTimes(5, scope)), await signedIn(emil, two)];

      expect(await alive(sessions)).toEqual([false, false, false, false, true, true]);
    });

    test('the same browser signing in again ends none of the others', async () => {
      const [first, second] = await signedInTimes(2);

      const { ended } = await node.sessions.signIn(two, second!.browser, emil, ['pwd']);

      expect(ended).toEqual([]);
      expect(await alive([first!])).toEqual([true]);
    });

    test('other people, and other modules, are not concerned', async () => {
      const others = [await signedIn(anna), await signedIn(emil, { ...two, moduleId: 'other' })];
      await signedInTimes(4);

      expect(await alive(others.slice(0, 1))).toEqual([true]);
      await expect(node.sessions.isLive({ ...two, moduleId: 'other' }, others[1]!.browser.session.sid)).resolves.toBe(
        true,
      );
    });

    test('sessions that ran out do not count, and do not end again', async () => {
      await signedInTimes(2);
      await moveDatabaseClock(database.url, 40 * MINUTE);

      expect([(await signedIn(emil, two)).ended, (await signedIn(emil, two)).ended]).toEqual([[], []]);
    });

    test('of many sign-ins at once no more are left than the maximum', async () => {
      const sessions = await Promise.all(Array.from({ length: 8 }, () => signedIn(emil, two)));

      expect((await alive(sessions)).filter(Boolean)).toHaveLength(2);
      expect(sessions.flatMap(({ ended }) => ended)).toHaveLength(6);
    });

    test('without one a sign-in is one statement', async () => {
      const { browser } = await node.sessions.identify(scope, undefined);
      node.statements.length = 0;
      await node.sessions.signIn(scope, browser, emil, ['pwd']);

      expect(node.statements).toEqual(['browser_session_start']);
    });
  });

  describe('tells whoever listens which sessions end, inside the transaction that ends them', () => {
    const dora = { pid: 88, username: 'dora' };
    const told: SessionEnd[] = [];
    let refuses = false;
    beforeAll(() => {
      node.sessions.onEnd(async (_sql, ended) => {
        if (refuses) throw new Error('cannot be told');
        told.push(...ended);
      });
    });
    beforeEach(() => {
      told.length = 0;
      refuses = false;
    });

    const ends: readonly { name: string; end: (dora: Browser) => Promise<unknown> }[] = [
      { name: 'a sign-out', end: (browser) => node.sessions.signOut(scope, browser) },
      { name: 'an end by sid', end: ({ session }) => node.sessions.endBySid('smart_auth', session!.sid) },
      { name: 'an end of all at the module', end: () => node.sessions.endAll('smart_auth', dora.pid) },
      {
        name: "an administrator's end of all (V-28)",
        end: () => node.sql.transaction((sql) => node.sessions.endEverywhere(sql, dora.pid)),
      },
      {
        name: 'a sign-in that is one too many',
        end: async () =>
          node.sessions.signIn(
            { ...scope, mostPerPerson: 1 },
            (await node.sessions.identify(scope, undefined)).browser,
            dora,
            ['pwd'],
          ),
      },
      {
        name: "another person's sign-in at the browser",
        end: (browser) => node.sessions.signIn(scope, browser, anna, ['pwd']),
      },
    ];

    test.each(ends)('$name', async ({ end }) => {
      const { browser, cookie } = await signedIn(dora);

      await end(browser);

      const { sid } = browser.session;
      expect(told).toEqual([{ moduleId: 'smart_auth', sid, userPid: 88, username: 'dora' }]);
      expect((await sessionOf(cookie))?.userPid).not.toBe(dora.pid);
    });

    test.each(ends)('$name is undone where the listener fails', async ({ end }) => {
      const { browser, cookie } = await signedIn(dora);
      refuses = true;

      await expect(end(browser)).rejects.toThrow('cannot be told');

      expect((await sessionOf(cookie))?.sid).toBe(browser.session.sid);
    });

    test('the same person signing in again ends nothing', async () => {
      const { browser } = await signedIn(dora);

      await node.sessions.signIn(scope, browser, dora, ['pwd']);

      expect(told).toEqual([]);
    });

    test('a session that is there no more is not told of twice', async () => {
      const { browser } = await signedIn(dora);
      await node.sessions.signOut(scope, browser);
      told.length = 0;

      await node.sessions.signOut(scope, browser);
      await node.sessions.endBySid('smart_auth', browser.session.sid);

      expect(told).toEqual([]);
    });
  });

  test('S-13: a form from before the session ended is expired, not forged', async () => {
    const { browser, before } = await signedIn();
    const token = node.sessions.csrfToken(before);

    expect(node.sessions.checkCsrf(before, token)).toBe('valid');
    expect(node.sessions.checkCsrf(browser, token)).toBe('expired');
    expect(node.sessions.checkCsrf(browser, 'planted')).toBe('forged');
  });

  test('R-14: the database holds no cookie', async () => {
    const { cookie } = await signedIn();
    const secret = /gh[ab]_[\w-]+/.exec(cookie)![0];
    const rows = await node.sql.query(
      { name: 'test_rows', text: 'SELECT browser_session::text AS row FROM browser_session' },
      [],
    );

    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
