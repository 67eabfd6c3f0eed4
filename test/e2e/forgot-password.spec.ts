import { authorizeUrl, newPkce } from '../support/app.js';
import { kindOf, textOf } from '../support/authorization.js';
import { MailServer } from '../support/mail-server.js';
import { hiddenFields, linkOn, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

const NEW = 'plum ladder quiet harbour';
const CODE_MAIL = 'Your code for a new password';
const twin = { ...carla, email: 'twin@example.org' };
const frieda = { ...carla, username: 'frieda', email: 'frieda@example.org' };
const users = [
  frieda,
  ...[amelia, bertha, { ...twin, username: 'twin-one' }, { ...twin, username: 'twin-two' }],
  { ...carla, username: 'locked', email: 'locked@example.org', accountLocked: true },
  { ...carla, username: 'disabled', email: 'disabled@example.org', accountDisabled: true },
  { ...carla, username: 'addressless', email: '' },
  { username: 'elsewhere', email: 'elsewhere@example.org', external: true },
  { ...carla, username: 'elin', email: 'elin@example.org' },
  { ...carla, username: 'carla@example.org', email: 'other@example.org' },
  { ...carla, username: 'carla', email: 'carla@example.org' },
  { username: 'imported', email: 'imported@example.org' },
];

let mails: MailServer;
let server: TestServer;
beforeAll(async () => {
  mails = await MailServer.start();
  server = await startTestServer({
    users,
    properties: [
      ...mails.properties,
      'module.smart_auth.config.forgot_password.most_per_hour_and_network=1000',
      'module.smart_auth.config.respect_forward_headers=true',
      'module.local_security.config.max_failed_logins_until_lock=3',
    ],
  });
});
afterAll(async () => {
  await server.stop();
  await mails.stop();
});
// Codes of an account are limited by the hour.
beforeEach(() => rowsOf(server.databaseUrl, 'DELETE FROM registration_quota'));
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

const request = (): string => authorizeUrl(server.issuer, { code_challenge: newPkce().challenge });

/** The page that asks for the code. */
async function ask(person: Person, username: string, network = '192.0.2.1'): Promise<Page> {
  const first = await person.open(linkOn(await person.open(request()), 'forgot-password'));
  return person.submit(first, { username }, { 'x-forwarded-for': network });
}

async function codeFor(email: string): Promise<string> {
  const { text } = await mails.next(email, CODE_MAIL);
  const code = /Code: (\d{6})/.exec(text)?.[1];
  if (code === undefined) throw new Error(`No code in: ${text}`);
  return code;
}

/** Who got codes, since there were so many mails. */
const codesSince = (before: number): readonly string[] =>
  mails.received
    .slice(before)
    .filter(({ subject }) => subject === CODE_MAIL)
    .flatMap(({ to }) => to);

const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');
const problemOn = (page: Page): string | undefined => textOf(page, 'problem-text');
const passwords = (password: string) => ({ new_password: password, repeated_password: password });

describe('a forgotten password', () => {
  test('is replaced by way of a mailed code; the app’s request waits meanwhile, and everything of before has ended', async () => {
    const elsewhere = new Person();
    await elsewhere.signIn(await elsewhere.open(request()), amelia);
    const person = new Person();

    const second = await ask(person, 'Amelia');
    expect(second.text).toContain('id="page-forgot-password-step2"');
    const code = await codeFor(amelia.email);
    const third = await person.submit(second, { code: ` ${code.slice(0, 3)} ${code.slice(3)}` });
    expect(third.text).toContain('id="page-forgot-password-step3"');
    const signIn = await person.submit(third, passwords(NEW));

    expect(kindOf(signIn)).toBe('sign-in');
    expect(signIn.text).toContain('Your password is changed.');
    expect(signIn.text).toContain('value="amelia"');
    expect((await mails.next(amelia.email, 'Your password was changed')).text).toContain('of amelia');
    const refused = await person.signIn(signIn, amelia);
    expect(textOf(refused, 'sign-in-error-text')).toContain('not correct');
    expect(kindOf(await person.signIn(refused, { ...amelia, password: NEW }))).toBe('approval');
    expect(kindOf(await elsewhere.open(request()))).toBe('sign-in');
    expect(
      await rowsOf(
        server.databaseUrl,
        `SELECT outcome, username, detail->>'step' AS step FROM audit_event WHERE kind = 'PASSWORD_RESET' ORDER BY sequence`,
      ),
    ).toEqual([
      { outcome: 'success', username: 'amelia', step: 'request' },
      { outcome: 'success', username: 'amelia', step: 'password' },
    ]);
  });

  test('by the e-mail address in any case, and without an app', async () => {
    const person = new Person();
    const first = await person.open(`${server.issuer}/forgot-password`);

    const third = await person.submit(await person.submit(first, { username: 'BERTHA@Example.org' }), {
      code: await codeFor(bertha.email),
    });
    const signIn = await person.submit(third, passwords(NEW));

    expect(signIn.text).toContain('your account');
    expect((await person.signIn(signIn, { username: 'bertha', password: NEW })).url).toContain('/account');
  });

  test('an account that came without a password gets one', async () => {
    const person = new Person();

    const third = await person.submit(await ask(person, 'imported'), { code: await codeFor('imported@example.org') });

    const signIn = await person.submit(third, passwords(NEW));
    expect(kindOf(await person.signIn(signIn, { username: 'imported', password: NEW }))).not.toBe('sign-in');
  });

  test('V-55: a lock that others caused ends', async () => {
    const person = new Person();
    for (let guess = 0; guess < 4; guess++) {
      const guesser = new Person();
      await guesser.signIn(await guesser.open(request()), { username: 'bertha', password: 'wrong' });
    }
    const third = await person.submit(await ask(person, 'bertha'), { code: await codeFor(bertha.email) });

    const signIn = await person.submit(third, passwords(`${NEW} 2`));

    expect(kindOf(await person.signIn(signIn, { username: 'bertha', password: `${NEW} 2` }))).toBe('approval');
  });

  test('V-59: the lock of a second factor stays, which the mailbox says nothing of', async () => {
    const app = await giveTotp(server, 'frieda');
    const [locked] = await rowsOf<{ subject_key: string }>(
      server.databaseUrl,
      `INSERT INTO sign_in_throttle (module_id, subject_key, failures, window_started_at, locked_until)
        SELECT 'local_security', 'factor:' || pid, 10, gatehouse_now(), gatehouse_now() + interval '900 seconds'
        FROM user_account WHERE username = 'frieda' RETURNING subject_key`,
    );
    const person = new Person();
    const third = await person.submit(await ask(person, 'frieda'), { code: await codeFor('frieda@example.org') });

    const factor = await person.signIn(await person.submit(third, passwords(NEW)), { ...frieda, password: NEW });
    const refused = await person.submit(factor, { code: await app.next() });

    expect(textOf(refused, 'second-factor-error-text')).toMatch(/does not count/);
    expect(
      await rowsOf(server.databaseUrl, 'SELECT failures FROM sign_in_throttle WHERE subject_key = $1', [
        locked?.subject_key,
      ]),
    ).toEqual([{ failures: 10 }]);
  });

  test('V-56, A-20: the answer is the same whoever is asked for, and nobody but an owner who can use it gets a mail', async () => {
    const before = mails.received.length;
    const answers = [];
    for (const username of ['nobody', 'locked', 'disabled', 'addressless', 'elsewhere', "' OR 1=1 --", 'amelia']) {
      const person = new Person();
      const page = await ask(person, username);
      const { reset = '', interaction = '', _csrf = '' } = hiddenFields(page);
      const text = [reset, interaction, _csrf].reduce((all, value) => all.replaceAll(value, 'X'), page.text);
      answers.push({ username, status: page.status, text });
    }
    await mails.next(amelia.email, CODE_MAIL);

    expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(codesSince(before)).toEqual([amelia.email]);
  });

  test('several owners of an address are told to give a name', async () => {
    await ask(new Person(), 'twin@example.org');

    expect((await mails.next('twin@example.org')).text).toContain('enter the user name');
  });

  test('A-17: an address is bounded as it is, however it is spelt', async () => {
    const wordsTo = () => mails.attempts.filter((address) => address === 'twin@example.org').length;
    const before = wordsTo();
    for (const typed of ['twin@example.org', 'TWIN@example.org', 'tw\u0130n@example.org', 'tw\u0130N@example.org'])
      await ask(new Person(), typed);
    await ask(new Person(), 'bertha');

    for (let count = 0; count < 3; count++) await mails.next('twin@example.org', 'A new password: which account?');
    await codeFor(bertha.email);
    expect(wordsTo() - before).toBe(3);
  });

  test('V-75: whose address is the name of another account is told by which name to ask', async () => {
    await ask(new Person(), 'carla@example.org');

    expect((await mails.next('carla@example.org', 'A new password: which account?')).text).toMatch(
      /User name: carla\s/,
    );
    expect((await mails.next('other@example.org', CODE_MAIL)).text).toMatch(/User name: carla@example\.org\s/);
  });

  test('V-59: a code has five guesses, of which 16 at once make no more, and the right one comes too late', async () => {
    const person = new Person();
    const second = await ask(person, 'twin-one');
    const code = await codeFor('twin@example.org');

    const guesses = await Promise.all(
      Array.from({ length: 16 }, () => person.submit(second, { code: otherThan(code) })),
    );

    const wrong = guesses.filter((page) => problemOn(page)?.startsWith('This is not the code'));
    expect(wrong).toHaveLength(4);
    expect(problemOn(await person.submit(second, { code }))).toContain('used up');
  });

  test('what is no code is no guess', async () => {
    const person = new Person();
    const second = await ask(person, 'twin-one');
    for (let count = 0; count < 6; count++) await person.submit(second, { code: 'no code' });

    const third = await person.submit(second, { code: await codeFor('twin@example.org') });

    expect(third.text).toContain('id="page-forgot-password-step3"');
  });

  test('a code counts in the browser that asked for it, for ten minutes, and once', async () => {
    const [person, thief] = [new Person(), new Person()];
    const second = await ask(person, 'twin-one');
    const code = await codeFor('twin@example.org');
    const own = await ask(thief, 'nobody');
    const { reset = '' } = hiddenFields(second);

    expect(problemOn(await thief.submit(own, { reset, code }))).toContain('used up');
    const third = await person.submit(second, { code });
    expect(
      (await thief.open(third.url.replace(/interaction=[^&]*/, `interaction=${hiddenFields(own).interaction ?? ''}`)))
        .text,
    ).not.toContain('new_password');
    await moveDatabaseClock(server.databaseUrl, 601);
    expect(problemOn(await person.submit(third, passwords(NEW)))).toContain('used up');
    await moveDatabaseClock(server.databaseUrl, 0);
    const [one, other] = await Promise.all([1, 2].map((n) => person.submit(third, passwords(`${NEW} ${String(n)}`))));
    expect([one, other].map((page) => page && kindOf(page)).sort()).toEqual(['other', 'sign-in']);
  });

  test('A-16: what is wrong with a password is told, and another can be chosen', async () => {
    const person = new Person();
    const third = await person.submit(await ask(person, 'twin-two'), { code: await codeFor('twin@example.org') });
    const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
      [{ ...passwords(NEW), repeated_password: 'other' }, /not the same/],
      [passwords('password1'), /guessed first/],
      [passwords('x7!'), /8 characters/],
      [{}, /Enter a new password/],
    ];

    for (const [fields, problem] of wrong) {
      const again = await person.submit(third, fields);
      expect([again.status, problemOn(again)]).toEqual([400, expect.stringMatching(problem)]);
    }
    expect(kindOf(await person.submit(third, passwords(NEW)))).toBe('sign-in');
  });

  test('V-28: an account that an administrator shuts meanwhile stays shut', async () => {
    const person = new Person();
    const third = await person.submit(await ask(person, 'twin-two'), { code: await codeFor('twin@example.org') });
    await rowsOf(server.databaseUrl, `UPDATE user_account SET account_disabled = true WHERE username = 'twin-two'`);

    const page = await person.submit(third, passwords(`${NEW} late`));

    expect(problemOn(page)).toContain('Nothing was changed');
    await rowsOf(server.databaseUrl, `UPDATE user_account SET account_disabled = false WHERE username = 'twin-two'`);
  });

  test('V-28: a code that went to another address than the account has by now opens nothing', async () => {
    const person = new Person();
    const third = await person.submit(await ask(person, 'twin-two'), { code: await codeFor('twin@example.org') });
    const move = (email: string) =>
      rowsOf(server.databaseUrl, `UPDATE user_account SET email = $1 WHERE username = 'twin-two'`, [email]);
    await move('safe@example.org');

    const page = await person.submit(third, passwords(`${NEW} stolen`));

    expect(problemOn(page)).toContain('Nothing was changed');
    await move('twin@example.org');
  });

  test('three codes an hour go to one account, and the fourth answer is the same', async () => {
    const before = mails.received.length;
    for (let count = 0; count < 4; count++)
      expect((await ask(new Person(), 'twin-one')).text).toContain('id="page-forgot-password-step2"');
    await ask(new Person(), 'amelia');
    await mails.next(amelia.email, CODE_MAIL);

    expect(codesSince(before).filter((to) => to === 'twin@example.org')).toHaveLength(3);
  });

  test('A-17, V-55: strangers take nothing of the owner’s codes, be it from many networks', async () => {
    const before = mails.received.length;
    const owner = new Person();
    await owner.signIn(await owner.open(request()), { username: 'carla', password: carla.password });
    const stranger = (network: number) => ask(new Person(), 'carla', `198.51.100.${String(network)}`);
    const codes = (): number => codesSince(before).filter((to) => to === 'carla@example.org').length;

    for (let count = 0; count < 4; count++) await stranger(1);
    await stranger(2);
    for (let count = 0; count < 4; count++) await codeFor('carla@example.org');
    for (let network = 3; network < 21; network++) await stranger(network);
    for (let count = 4; count < 20; count++) await codeFor('carla@example.org');
    const first = await owner.open(`${server.issuer}/forgot-password`);
    const second = await owner.submit(first, { username: 'carla' }, { 'x-forwarded-for': '198.51.100.1' });
    const third = await owner.submit(second, { code: await codeFor('carla@example.org') });

    expect(third.text).toContain('id="page-forgot-password-step3"');
    expect(codes()).toBe(21);
  });

  test('A-17: one network gets five codes of an account in a day', async () => {
    for (const seconds of [0, 3_601, 7_202]) {
      await moveDatabaseClock(server.databaseUrl, seconds);
      for (let count = 0; count < 3; count++) await ask(new Person(), 'elin');
    }
    await ask(new Person(), 'elin', '192.0.2.2');

    const records = await rowsOf<{ outcome: string }>(
      server.databaseUrl,
      `SELECT outcome FROM audit_event WHERE kind = 'PASSWORD_RESET' AND username = 'elin' ORDER BY sequence`,
    );
    const [sent, not] = ['success', 'failure'];
    expect(records.map(({ outcome }) => outcome)).toEqual([sent, sent, sent, sent, sent, not, not, not, not, sent]);
  });

  test('O-05: no code stands in the database or in the audit log', async () => {
    const person = new Person();
    await ask(person, 'twin-two');
    const code = await codeFor('twin@example.org');

    const dump = await rowsOf<{ text: string }>(
      server.databaseUrl,
      `SELECT row_to_json(r)::text AS text FROM password_reset r UNION ALL SELECT row_to_json(m)::text FROM mail_queue m
       UNION ALL SELECT row_to_json(a)::text FROM audit_event a`,
    );

    expect(dump.filter(({ text }) => new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
  });

  test('R-20: what nobody is called stands masked in the audit log', async () => {
    for (const typed of ['My-Secret-7!', 'addressless']) await ask(new Person(), typed);

    const records = await rowsOf(
      server.databaseUrl,
      `SELECT username, error_code FROM audit_event WHERE kind = 'PASSWORD_RESET' ORDER BY sequence DESC LIMIT 2`,
    );
    expect(records).toEqual([
      { username: 'addressless', error_code: 'no-address' },
      { username: expect.stringMatching(/^unknown:[0-9a-f]{12}$/) as string, error_code: 'unknown-user' },
    ]);
  });

  test('V-66: nobody asks, guesses or sets a password from another site', async () => {
    const person = new Person();
    const first = await person.open(`${server.issuer}/forgot-password`);
    const evil = { origin: 'https://evil.example' };

    expect((await person.submit(first, { username: 'amelia' }, evil)).status).toBe(403);
    expect((await person.submit(first, { username: 'amelia', _csrf: 'x' })).status).toBe(403);
  });
});

describe('where it is not offered', () => {
  test('there is neither a link nor an address', async () => {
    const plain = await startTestServer();
    const person = new Person();

    const page = await person.open(authorizeUrl(plain.issuer, { code_challenge: newPkce().challenge }));
    const direct = await person.open(`${plain.issuer}/forgot-password`);

    await plain.stop();
    expect(page.text).not.toContain('forgot-password');
    expect(direct.status).toBe(404);
  });
});
