import { jest } from '@jest/globals';
import { kindOf, requestUrl } from '../support/authorization.js';
import { obtainTokens, postForm } from '../support/app.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const LIMIT = 5;
const LOCK_SECONDS = 900;
const DEVICE = 'gatehouse-device.smart_auth';

const account = { familyName: 'X', givenName: 'Y', authorities: [{ permission: 'ROLE_FHIR_CLIENT' }] };
const people = {
  john: { ...account, username: 'john', password: 'the password of john' },
  zoë: { ...account, username: 'zoë', password: 'the password of zoë' },
  disabled: { ...account, username: 'disabled', password: 'the password of disabled', accountDisabled: true },
  locked: { ...account, username: 'locked', password: 'the password of locked', accountLocked: true },
  system: { ...account, username: 'system', password: 'the password of system', systemUser: true },
};

const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] }];

let server: TestServer;

beforeAll(async () => {
  // Locks of names alone: all guesses come from one network.
  const properties = ['module.local_security.config.max_failed_logins_per_network=0'];
  server = await startTestServer({ clients, users: [amelia, bertha, ...Object.values(people)], properties });
});

beforeEach(async () => {
  await rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
  await moveDatabaseClock(server.databaseUrl, 0);
});

afterAll(() => server.stop());

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Signs in with a browser of no history. */
async function attempt({ username, password }: Credentials, person = new Person()): Promise<Page> {
  const form = await person.open(requestUrl(server.issuer, { client_id: 'at-once', prompt: 'login' }));
  return person.signIn(form, { username, password });
}

async function isLetIn(credentials: Credentials, person?: Person): Promise<boolean> {
  return kindOf(await attempt(credentials, person)) === 'answer';
}

/** Wrong passwords, one after the other. */
async function guess(username: string, times: number, person?: Person): Promise<void> {
  for (let time = 0; time < times; time++) await attempt({ username, password: `guess ${time}` }, person);
}

describe('STD N16, V-51: all spellings of a name are one name', () => {
  const spellings: Readonly<Record<string, readonly string[]>> = {
    john: [
      'john',
      'John',
      'JOHN',
      ' john',
      'john ',
      'ｊｏｈｎ',
      'jo\u200bhn',
      '\ufeffjohn',
      'john\u00a0',
      'j\u00adohn',
    ],
    zoë: ['zoë', 'ZOË', 'zoe\u0308', 'ZOE\u0308', ' zoë', 'ｚｏë'],
  };

  test.each(Object.keys(spellings))(
    'V-51: %s is locked after five wrong passwords under any spellings',
    async (name) => {
      const [credentials, list] = [people[name as 'john' | 'zoë'], spellings[name] ?? []];
      for (let turn = 0; turn < LIMIT; turn++) await guess(list[turn % list.length] ?? name, 1);

      const letIn = await Promise.all(list.map((username) => isLetIn({ ...credentials, username })));

      expect(letIn).toEqual(list.map(() => false));
    },
  );

  test.each(Object.values(spellings).flat())(
    'V-51: %j is a spelling under which the right password counts',
    async (username) => {
      const key = username.normalize('NFKC').toLowerCase().includes('z') ? 'zoë' : 'john';

      expect(await isLetIn({ username, password: people[key].password })).toBe(true);
    },
  );

  test.each(['john*', 'john)(uid=*', 'DOMAIN\\john', 'john@example.org', 'john\\2a', 'j0hn'])(
    'V-51: %j is another name, and guessing it does not lock john',
    async (username) => {
      await guess(username, LIMIT);

      expect(await isLetIn(people.john)).toBe(true);
    },
  );
});

describe('the lock', () => {
  test('V-52: four failures do not lock, five do', async () => {
    await guess('john', LIMIT - 1);
    expect(await isLetIn(people.john)).toBe(true);

    await guess('john', LIMIT);

    expect(await isLetIn(people.john)).toBe(false);
  });

  test('V-52: of twenty guesses at once five are evaluated, and then the right password is refused', async () => {
    const wrong = Array.from({ length: 20 }, () => attempt({ username: 'john', password: 'guess' }));
    await Promise.all(wrong);

    expect(await isLetIn(people.john)).toBe(false);
    const [row] = await rowsOf<{ failures: number }>(server.databaseUrl, 'select failures from sign_in_throttle');
    expect(row?.failures).toBe(LIMIT);
  });

  test('V-53: failures count although their request ends in an error', async () => {
    const person = new Person();
    const form = await person.open(requestUrl(server.issuer));
    await rowsOf(
      server.databaseUrl,
      `create function break_audit() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`,
    );
    await rowsOf(
      server.databaseUrl,
      'create trigger break_audit before insert on audit_event for each statement execute function break_audit()',
    );
    const answers: Page[] = [];
    for (let turn = 0; turn < LIMIT; turn++)
      answers.push(await person.submit(form, { username: 'john', password: 'wrong' }));
    await rowsOf(server.databaseUrl, 'drop trigger break_audit on audit_event');

    expect(answers.every(({ status }) => status >= 500)).toBe(true);
    expect(await isLetIn(people.john)).toBe(false);
  });

  test('ruling 44: is temporary', async () => {
    await guess('john', LIMIT);
    await moveDatabaseClock(server.databaseUrl, LOCK_SECONDS - 5);
    expect(await isLetIn(people.john)).toBe(false);

    await moveDatabaseClock(server.databaseUrl, LOCK_SECONDS + 5);

    expect(await isLetIn(people.john)).toBe(true);
  });

  test('ruling 44: a lock on top of a lock lasts twice as long', async () => {
    await guess('john', LIMIT);
    await moveDatabaseClock(server.databaseUrl, LOCK_SECONDS + 5);
    await guess('john', LIMIT);

    await moveDatabaseClock(server.databaseUrl, 2 * LOCK_SECONDS + 10);
    expect(await isLetIn(people.john)).toBe(false);
    await moveDatabaseClock(server.databaseUrl, 3 * LOCK_SECONDS + 10);
    expect(await isLetIn(people.john)).toBe(true);
  });

  test('V-52: a success ends the count', async () => {
    await guess('john', LIMIT - 1);
    await attempt(people.john);
    await guess('john', LIMIT - 1);

    expect(await isLetIn(people.john)).toBe(true);
  });

  test('V-55: guesses touch neither other people nor tokens that are out', async () => {
    const tokens = await obtainTokens(server.issuer, { scope: 'patient/*.rs offline_access' });
    await guess('amelia', LIMIT);

    const refresh = await postForm(`${server.issuer}/oauth/token`, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: 'public-app',
    });

    expect([refresh.status, await isLetIn(bertha)]).toEqual([200, true]);
  });
});

describe('V-55, ruling 44: nobody can lock a person out', () => {
  test('V-55: a browser the person has signed in from is exempt from a lock caused elsewhere', async () => {
    const own = new Person();
    await attempt(people.john, own);
    await guess('john', LIMIT);

    expect([await isLetIn(people.john), await isLetIn(people.john, own)]).toEqual([false, true]);
  });

  test('V-55: also after that browser was signed out', async () => {
    const own = new Person();
    await attempt(people.john, own);
    await own.request(`${server.issuer}/logout`, { headers: { 'sec-fetch-site': 'same-origin' } });
    await guess('john', LIMIT);

    expect(await isLetIn(people.john, own)).toBe(true);
  });

  test('V-55: the known browser has five guesses of its own', async () => {
    const own = new Person();
    await attempt(people.john, own);
    await guess('john', LIMIT, own);

    expect([await isLetIn(people.john, own), await isLetIn(people.john)]).toEqual([false, true]);
  });

  test('V-55: another person’s device is not exempt', async () => {
    const others = new Person();
    await attempt(bertha, others);
    await guess('john', LIMIT);

    expect(await isLetIn(people.john, others)).toBe(false);
  });

  test.each(['x', `ghd_${'A'.repeat(43)}`, '', `ghd_${'A'.repeat(43)}'--`])(
    'V-55: the made-up device %j is not exempt',
    async (value) => {
      const stranger = new Person();
      stranger.plant(DEVICE, value);
      await guess('john', LIMIT);

      expect(await isLetIn(people.john, stranger)).toBe(false);
    },
  );

  test('V-55: the device is renamed by each sign-in, and the old name is worth nothing', async () => {
    const own = new Person();
    await attempt(people.john, own);
    const old = deviceOf(own);
    await attempt(people.john, own);
    const thief = new Person();
    thief.plant(DEVICE, old);
    await guess('john', LIMIT);

    expect(deviceOf(own)).not.toBe(old);
    expect(await isLetIn(people.john, thief)).toBe(false);
  });

  test('V-55: a failed sign-in makes no device known', async () => {
    const person = new Person();
    await guess('john', 1, person);

    expect(person.cookieHeader).not.toContain(DEVICE);
  });

  test('V-54: an account an administrator has locked or disabled is refused on a known device, too', async () => {
    const own = new Person();
    await attempt(bertha, own);
    const set = (column: string, value: boolean) =>
      rowsOf(server.databaseUrl, `update user_account set ${column} = $1 where username = 'bertha'`, [value]);
    const letIn: boolean[] = [];
    for (const column of ['account_locked', 'account_disabled']) {
      await set(column, true);
      letIn.push(await isLetIn(bertha, own));
      await set(column, false);
    }

    expect(letIn).toEqual([false, false]);
  });
});

function deviceOf(person: Person): string {
  return new RegExp(`${DEVICE}=([^;]*)`).exec(person.cookieHeader)?.[1] ?? '';
}

describe('V-56: whoever guesses learns nothing about the account', () => {
  const cases: Readonly<Record<string, () => Promise<Page>>> = {
    'an unknown user': () => attempt({ username: 'nobody-at-all', password: 'wrong' }),
    'a wrong password': () => attempt({ username: 'john', password: 'wrong' }),
    'a locked account, wrong password': () => attempt({ username: 'locked', password: 'wrong' }),
    'a locked account, right password': () => attempt(people.locked),
    'a disabled account, wrong password': () => attempt({ username: 'disabled', password: 'wrong' }),
    'a disabled account, right password': () => attempt(people.disabled),
    'a system user, right password': () => attempt(people.system),
    'an impossible name': () => attempt({ username: '\u0001', password: 'wrong' }),
    'a name of 60 KB': () => attempt({ username: 'x'.repeat(60_000), password: 'wrong' }),
    'a password of 60 KB': () => attempt({ username: 'john', password: 'x'.repeat(60_000) }),
    'a guessed-out account, right password': async () => {
      await guess('john', LIMIT);
      return attempt(people.john);
    },
    'a guessed-out unknown user': async () => {
      await guess('nobody-at-all', LIMIT);
      return attempt({ username: 'nobody-at-all', password: 'wrong' });
    },
  };

  const named = Object.entries(cases).map(([name, act]) => ({ name, act }));
  const wrongPassword = () => attempt({ username: 'amelia', password: 'wrong' });

  test.each(named)('V-56, A-20: $name gives the page of a wrong password, byte by byte', async ({ act }) => {
    expect(withoutNonces(await act())).toEqual(withoutNonces(await wrongPassword()));
  });

  test('V-56: the name stays as it was typed, not as the account has it', async () => {
    const { text } = await attempt({ username: 'AMELIA', password: 'wrong' });

    expect(text).toContain('name="username" value="AMELIA"');
  });

  test.each(named)('V-56: $name gives the headers, cookies and address of a wrong password', async ({ act }) => {
    expect(await lastPostOf(act)).toEqual(await lastPostOf(wrongPassword));
  });
});

/** Status, headers and address of the answer to the last form that was sent, without what is random. */
async function lastPostOf(act: () => Promise<Page>): Promise<unknown> {
  const answers: Page[] = [];
  const request = jest.spyOn(Person.prototype, 'request');
  await act();
  for (const [index, [, init]] of request.mock.calls.entries())
    if (init?.method === 'POST') answers.push((await request.mock.results[index]?.value) as Page);
  request.mockRestore();
  return answers.slice(-1).map(({ status, headers, text }) => ({
    status,
    text,
    names: [...headers.keys()],
    location: headers.get('location')?.replace(/ghi_[\w-]+/, 'HANDLE'),
  }));
}

/** What a guesser sees, without what is different in every page and the name that was typed, which stays in its field. */
function withoutNonces({ status, url, text }: Page): { status: number; url: string; text: string } {
  const cut = (value: string): string =>
    value
      .replaceAll(/ghi_[\w-]+/g, 'HANDLE')
      .replaceAll(/ghx_[\w-]+\.[\w-]+\.[\w-]+/g, 'TOKEN')
      .replace(/(?<=id="username" name="username" value=")[^"]*/, 'TYPED');
  return { status, url: cut(url), text: cut(text) };
}

describe('ruling 65, F-35: more sign-ins than the server can hash', () => {
  test('ruling 65, F-35: the overflow is told to come back with 429 on the sign-in page, and loses no chance', async () => {
    const browsers = await Promise.all(
      Array.from({ length: 70 }, async (_, index) => {
        const person = new Person();
        const form = await person.open(requestUrl(server.issuer));
        return { person, fields: { ...hiddenFields(form), username: `crowd-${index}`, password: 'wrong' } };
      }),
    );

    const answers = await Promise.all(
      browsers.map(({ person, fields }) =>
        person.request(`${server.issuer}/authenticate`, { method: 'POST', body: new URLSearchParams(fields) }),
      ),
    );

    const busy = answers.filter(({ status }) => status === 429);
    // On a busy machine some may have to wait too long for the database: 503, which tells to come back as well.
    const refused = answers.filter(({ status }) => status !== 303);
    expect(refused.filter((page) => ![429, 503].includes(page.status) || !page.headers.has('retry-after'))).toEqual([]);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.every((page) => kindOf(page) === 'sign-in' && Number(page.headers.get('retry-after')) > 0)).toBe(true);
    const counted = await rowsOf(server.databaseUrl, 'select 1 from sign_in_throttle');
    expect(counted.length).toBeLessThanOrEqual(answers.length - busy.length);
    expect(await isLetIn(amelia)).toBe(true);
  });
});

test('V-55: the page after a lock does not tell of it', async () => {
  await guess('john', LIMIT);

  expect((await attempt(people.john)).text).not.toMatch(/lock|attempt|minute|try again (?:in|later)/i);
});
