import { answerParameters, errorFacts, kindOf, requestUrl, textOf } from '../support/authorization.js';
import { Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { Authenticator, giveTotp, keyOf } from '../support/totp.js';

const [publicApp] = testClients;
const atOnce = { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] };
const own = { permission: 'CHANGE_OWN_TFA_KEY' };
const administrator = { permission: 'ACCESS_ADMIN_JSON' };

let server: TestServer;
let owners = 0;
let admins = 0;

function personCalled(username: string, more: readonly { permission: string }[]) {
  return { ...amelia, username, authorities: [...amelia.authorities, ...more] };
}

/** A person who may have a second factor, and one who must; nobody twice. */
const owner = () => ({ ...amelia, username: `owner-${String(owners++)}` });
const admin = () => ({ ...amelia, username: `admin-${String(admins++)}` });

beforeAll(async () => {
  server = await startTestServer({
    clients: [...testClients, atOnce],
    users: [
      ...Array.from({ length: 14 }, (_, place) => personCalled(`owner-${String(place)}`, [own])),
      ...Array.from({ length: 6 }, (_, place) => personCalled(`admin-${String(place)}`, [administrator])),
      { ...personCalled('robot', [administrator, own]), serviceAccount: true },
      bertha,
    ],
    properties: ['module.local_security.config.tfa.required_permissions=ACCESS_ADMIN_JSON'],
  });
});

afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

afterAll(() => server.stop());

const url = (path = '') => (path === '' ? requestUrl(server.issuer, { client_id: 'at-once' }) : server.issuer + path);
const isEnrolment = (page: Page): boolean => page.text.includes('id="enrolment-form"');
const appOf = (page: Page): Authenticator =>
  new Authenticator(keyOf((textOf(page, 'key') ?? '').replaceAll(' ', '')), server.databaseUrl);
const codesOf = ({ text }: Page): readonly string[] =>
  [...text.matchAll(/<li>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})<\/li>/g)].map(([, code = '']) => code);
/** Says on the page of the codes that they are kept. */
const kept = (person: Person, page: Page): Promise<Page> => person.submit(page, {});
/** So long ago did the person prove anything. */
const age = (username: string, minutes: number) =>
  rowsOf(
    server.databaseUrl,
    `update browser_session set last_proof_at = gatehouse_now() - $2 * interval '1 minute'
      where user_pid = (select pid from user_account where username = $1)`,
    [username, minutes],
  );

async function signedInAt(path: string, who: { username: string; password: string } = owner()) {
  const person = new Person();
  return { person, page: await person.signIn(await person.open(url(path)), who) };
}

const shown = { current_password: amelia.password };

/** A person who sets an authenticator app up of her own accord. */
async function setUp() {
  const who = owner();
  const { person } = await signedInAt('/account', who);
  const page = await person.open(url('/account/second-factor'));
  const app = appOf(page);
  const codes = await person.submit(page, { code: await app.next(), ...shown });
  return { person, app, codes, who };
}

describe('who must have a second factor and has none', () => {
  test('gets one between the password and the app, with recovery codes', async () => {
    const { person, page } = await signedInAt('', admin());
    const app = appOf(page);
    const [before] = await rowsOf<{ n: number }>(server.databaseUrl, 'select count(*)::int as n from browser_session');

    const wrong = await person.submit(page, { code: '000000' });
    const codes = await person.submit(wrong, { code: await app.next() });
    const again = await person.open(codes.url);
    const back = await person.open(page.url);
    const answer = await kept(person, codes);

    expect([again, back].map(codesOf)).toEqual([codesOf(codes), codesOf(codes)]);
    expect(isEnrolment(page)).toBe(true);
    expect(before?.n).toBe(0);
    expect(textOf(wrong, 'enrolment-error-text')).toMatch(/does not count/);
    expect(textOf(wrong, 'key')).toBe(textOf(page, 'key'));
    expect(codesOf(codes)).toHaveLength(10);
    expect(codes.headers.get('cache-control')).toBe('no-store');
    expect(kindOf(answer)).toBe('approval');
  });

  test('cannot go round it, and the next time is asked for a code', async () => {
    const who = admin();
    const { person, page } = await signedInAt('', who);

    expect((await person.open(url())).text).toContain('id="sign-in-form"');
    const app = appOf(page);
    await person.submit(page, { code: await app.next() });
    expect((await signedInAt('', who)).page.text).toContain('id="second-factor-form"');
  });

  test('ruling 5: a form that is sent twice leads to the codes, as long as nobody said that they are kept', async () => {
    const { person, page } = await signedInAt('', admin());
    const fields = { code: await appOf(page).next() };
    const codes = await person.submit(page, fields);

    const again = await person.submit(page, fields);
    const forged = await person.submit(page, { ...fields, _csrf: 'x' });
    await kept(person, again);
    const old = await person.submit(page, fields);

    expect(codesOf(codes)).toHaveLength(10);
    expect(codesOf(again)).toEqual(codesOf(codes));
    for (const one of [forged, old]) expect([one.status, codesOf(one)]).toEqual([403, []]);
  });

  test('whose sign-in is over before the codes are shown reads that the step is set up, and where to get codes', async () => {
    const who = admin();
    const { person, page } = await signedInAt('', who);
    const app = appOf(page);
    await rowsOf(
      server.databaseUrl,
      `create function over_meanwhile() returns trigger language plpgsql as 'begin delete from unfinished_sign_in; return null; end';
       create trigger over_meanwhile after insert on recovery_code execute function over_meanwhile()`,
    );

    const over = await person.submit(page, { code: await app.next() });
    await rowsOf(server.databaseUrl, 'drop function over_meanwhile cascade');
    const signedIn = await person.submit(await person.signIn(over, who), { code: await app.next() });
    const account = await person.open(url('/account'));

    expect(over.text).toContain('Your second step is set up');
    expect(kindOf(signedIn)).toBe('approval');
    expect(account.text).toContain('id="renew-recovery-codes"');
  });

  test('V-54: a service account never must: nobody is there to show a code', async () => {
    const { page } = await signedInAt('/account', { ...amelia, username: 'robot' });

    expect(page.url).toBe(url('/account'));
    expect(page.text).not.toContain('id="second-factor"');
  });
});

describe('of her own accord', () => {
  test('somebody with CHANGE_OWN_TFA_KEY sets an app up; the session is worth more, under a new cookie', async () => {
    const { person, page } = await signedInAt('/account');
    const cookie = person.cookieHeader;
    const enrolment = await person.open(url('/account/second-factor'));
    const app = appOf(enrolment);

    const codes = await person.submit(enrolment, { code: await app.next(), ...shown });
    const account = await kept(person, codes);

    expect(page.text).toContain('Set up an authenticator app');
    expect(person.cookieHeader).not.toBe(cookie);
    expect(textOf(account, 'codes-left')).toBe('10');
    const [session] = await rowsOf<{ amr: string[] }>(
      server.databaseUrl,
      `select amr from browser_session where amr @> '{mfa}' order by created_at desc limit 1`,
    );
    expect(session?.amr).toEqual(['pwd', 'otp', 'mfa']);
  });

  test('nobody else does', async () => {
    const { person, page } = await signedInAt('/account', bertha);

    const enrolment = await person.open(url('/account/second-factor'));

    expect(page.text).not.toContain('id="second-factor"');
    expect(enrolment.url).toBe(url('/account'));
  });

  test('a wrong code leaves the key as it is; cancelling leads back', async () => {
    const { person } = await signedInAt('/account');
    const page = await person.open(url('/account/second-factor'));
    const wrong = await person.submit(page, { code: '000000', ...shown });
    const back = await person.submit(wrong, { code: '', cancel: 'true' });

    expect(textOf(wrong, 'key')).toBe(textOf(page, 'key'));
    expect(back.url).toBe(url('/account'));
    expect(back.text).toContain('Set up an authenticator app');
  });

  test('a recovery code lets her in once', async () => {
    const { codes, who } = await setUp();
    const [code = ''] = codesOf(codes);
    const first = await signedInAt('', who);
    const second = await signedInAt('', who);

    const answer = await first.person.submit(first.page, { code });
    const again = await second.person.submit(second.page, { code });

    expect(answerParameters(answer)).toHaveProperty('code');
    expect(textOf(again, 'second-factor-error-text')).toMatch(/does not count/);
  });

  test('A-19: new recovery codes, another app and removal take a proof of the last minutes; the page leads to it', async () => {
    const { person, app, codes, who } = await setUp();
    const account = () => person.open(url('/account'));
    const change = (page: Page, fields: Record<string, string>) =>
      person.post(url('/account/second-factor/change'), {
        _csrf: /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '',
        ...fields,
      });

    const fresh = await account();
    await age(who.username, 6);
    const stale = await account();
    const refused = [
      await change(fresh, { do: 'remove', code: '000000' }),
      await change(fresh, { do: 'renew' }),
      await person.open(url('/account/second-factor')),
      await person.open(url('/account/proof')),
    ];
    const wrong = await person.submit(refused[3]!, { code: '000000' });
    const proved = await person.submit(wrong, { code: await app.next() });
    const renewed = await change(proved, { do: 'renew' });
    const removed = await change(await account(), { do: 'remove' });

    expect(fresh.text).toContain('id="renew-recovery-codes"');
    expect(stale.text).toContain('href="/account/proof"');
    expect(stale.text).not.toMatch(/id="(renew-recovery-codes|set-up-second-factor|remove-second-factor)"/);
    for (const { text } of refused) expect(text).toContain('Prove that it is you');
    expect(textOf(wrong, 'second-factor-error-text')).toMatch(/does not count/);
    expect(proved.url).toBe(url('/account'));
    expect(codesOf(renewed)).toHaveLength(10);
    expect(codesOf(renewed)).not.toEqual(codesOf(codes));
    expect(removed.text).toContain('The second step is removed');
    const { page } = await signedInAt('', who);
    expect(answerParameters(page)).toHaveProperty('code');
    const records = await rowsOf<{ detail: object }>(
      server.databaseUrl,
      `select detail from audit_event where kind = 'SECOND_FACTOR_CHANGE' and username = $1 order by sequence desc limit 3`,
      [who.username],
    );
    expect(records.map(({ detail }) => detail)).toMatchObject([
      { change: 'removed' },
      { change: 'recovery-codes-renewed' },
      { change: 'enrolled' },
    ]);
  });

  test('A-19: an address of its own does not give another key without a proof; a code of the key may take longer', async () => {
    const { person, who } = await setUp();
    const page = await person.open(url('/account/second-factor'));
    await age(who.username, 10);

    const other = await person.open(url('/account/second-factor?error=code'));
    const wrong = await person.submit(page, { code: '000000' });
    const confirmed = await person.submit(wrong, { code: await appOf(page).next() });

    expect(other.text).toContain('Prove that it is you');
    expect(textOf(wrong, 'key')).toBe(textOf(page, 'key'));
    expect(codesOf(confirmed)).toHaveLength(10);
  });

  test('ruling 5: a form of before the codes leads to them, and later back to the account, not to an app', async () => {
    const { person } = await signedInAt('/account');
    const enrolment = await person.open(url('/account/second-factor'));
    const fields = { code: await appOf(enrolment).next(), ...shown };
    const codes = await person.submit(enrolment, fields);

    const again = await person.submit(enrolment, fields);
    await kept(person, again);
    const old = await person.submit(enrolment, fields);

    expect(codesOf(codes)).toHaveLength(10);
    expect(codesOf(again)).toEqual(codesOf(codes));
    expect(again.url).toBe(codes.url);
    expect(errorFacts(old).status).toBe(403);
    expect(old.text).toContain('id="start-again" href="/account"');
  });

  test('who gives a proof up goes on as before', async () => {
    const { person, who } = await setUp();
    await age(who.username, 3);

    const account = await person.submit(await person.open(url('/account/proof')), { code: '', cancel: 'true' });

    expect(account.url).toBe(url('/account'));
    expect(account.text).toContain('href="/account/proof"');
  });

  test('new recovery codes stay on their page until they are kept, in this browser alone, and sealed', async () => {
    const { person, codes, who } = await setUp();
    const stranger = await new Person().open(codes.url);
    const rows = await rowsOf<{ sealed_codes: string }>(
      server.databaseUrl,
      'select sealed_codes from shown_recovery_codes',
    );
    const again = await person.open(codes.url);
    const forged = await person.submit(codes, { _csrf: 'x' });
    const account = await kept(person, codes);
    const gone = await person.open(codes.url);

    expect(codesOf(again)).toEqual(codesOf(codes));
    expect(stranger.text).not.toContain('id="recovery-codes"');
    expect(rows.length).toBeGreaterThan(0);
    for (const code of codesOf(codes)) expect(JSON.stringify(rows)).not.toContain(code);
    expect(forged.status).toBe(403);
    expect(account.url).toBe(url('/account'));
    expect(codesOf(gone)).toEqual([]);
    expect(gone.text).toContain('not shown any more');
    const other = await signedInAt('', who);
    expect(answerParameters(await other.person.submit(other.page, { code: codesOf(codes)[0] ?? '' }))).toHaveProperty(
      'code',
    );
  });

  test('they stay when the session goes on under another cookie, and are gone with the last factor', async () => {
    const { person, app, codes, who } = await setUp();
    const cookie = person.cookieHeader;
    await age(who.username, 6);
    const account = await person.submit(await person.open(url('/account/proof')), { code: await app.next() });
    const again = await person.open(codes.url);
    const other = await signedInAt('', who);
    await other.person.submit(other.page, { code: codesOf(codes)[0] ?? '' });
    const elsewhere = await other.person.open(codes.url);
    const csrf = /name="_csrf" value="([^"]*)"/.exec(account.text)?.[1] ?? '';
    const removed = await person.post(url('/account/second-factor/change'), { _csrf: csrf, do: 'remove' });
    const rows = await rowsOf(
      server.databaseUrl,
      'select from shown_recovery_codes where user_pid = (select pid from user_account where username = $1)',
      [who.username],
    );

    expect(person.cookieHeader).not.toBe(cookie);
    expect(codesOf(again)).toEqual(codesOf(codes));
    expect(removed.text).toContain('The second step is removed');
    expect([codesOf(elsewhere), rows]).toEqual([[], []]);
  });

  test('who must have one cannot remove it', async () => {
    const { person, page } = await signedInAt('', admin());
    const app = appOf(page);
    await person.submit(page, { code: await app.next() });
    const account = await person.open(url('/account'));
    const csrf = /name="_csrf" value="([^"]*)"/.exec(account.text)?.[1] ?? '';

    await person.post(url('/account/second-factor/change'), { _csrf: csrf, do: 'remove', code: await app.next() });

    expect(account.text).toContain('id="second-factor-demanded"');
    expect(account.text).not.toContain('id="remove-second-factor"');
    expect((await person.open(url('/account'))).text).toContain('id="second-factor-demanded"');
  });

  test('V-33: a session of a password alone changes nothing of a second factor that there is by now', async () => {
    const who = owner();
    const { person, page } = await signedInAt('/account', who);
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const app = await giveTotp(server, who.username);
    await until(async () => (await person.open(url('/account'))).text.includes('id="second-factor-form"'));

    const replacing = await person.open(url('/account/second-factor'));
    const removing = await person.post(url('/account/second-factor/change'), {
      ...{ _csrf: csrf, do: 'remove', code: await app.next() },
    });

    for (const { text } of [replacing, removing]) expect(text).toContain('action="/signin/second-factor"');
  });

  test('V-66: a form from elsewhere is refused', async () => {
    const { person } = await signedInAt('/account');
    const page = await person.open(url('/account/second-factor'));
    const code = await appOf(page).next();

    const forged = await person.submit(page, { code, _csrf: 'x' });
    const foreign = await person.submit(page, { code }, { origin: 'https://evil.example' });

    expect([forged, foreign].map((one) => errorFacts(one).status)).toEqual([403, 403]);
  });
});
