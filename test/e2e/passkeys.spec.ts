import { newPkce, postForm, redemption } from '../support/app.js';
import { answerParameters, requestUrl, textOf } from '../support/authorization.js';
import { answered } from '../support/endpoint-calls.js';
import { PasskeyDevice } from '../support/passkey-device.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { giveTotp } from '../support/totp.js';

const [publicApp] = testClients;
const atOnce = { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs', 'launch/patient'] };
/** Has its say where the proxy of a ward tells of it. */
const CALLBACK =
  'module.local_security.config.callback_script.text=function onAuthenticateSuccess(o, f, c) { ' +
  "var ward = c.headers.get('x-ward'); if (ward === 'closed') return f.newFailure('the secret reason'); " +
  "if (ward) o.addLaunchResourceId('patient', 'in-' + ward); return o; }";
const own = { permission: 'CHANGE_OWN_TFA_KEY' };

let server: TestServer;
let owners = 0;

const owner = () => ({ ...amelia, username: `owner-${String(owners++)}` });

beforeAll(async () => {
  server = await startTestServer({
    clients: [...testClients, atOnce],
    users: [
      ...Array.from({ length: 9 }, (_, place) => ({
        ...amelia,
        username: `owner-${String(place)}`,
        authorities: [...amelia.authorities, own],
      })),
      bertha,
    ],
    properties: [
      'module.smart_auth.config.issuer.url=http://localhost:PORT',
      'module.smart_auth.config.passkeys.rp_id=localhost',
      'module.local_security.config.passkeys.use=sign_in',
      CALLBACK,
    ],
  });
});

afterAll(() => server.stop());

const origin = (): string => `http://localhost:${String(server.port)}`;
const url = (path: string): string => server.issuer + path;
const startUrl = (): string => requestUrl(server.issuer, { client_id: 'at-once' });
const headers = () => ({ origin: origin() });

function formOf(page: Page): { action: string; fields: Record<string, string>; options: string } {
  const [form = ''] = /<form[^>]* id="passkey-form"[^]*?<\/form>/.exec(page.text) ?? [];
  const [, action = ''] = /action="([^"]*)"/.exec(form) ?? [];
  const [, options = ''] = /data-options="([^"]*)"/.exec(form) ?? [];
  const plain = options.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
  return { action, fields: { ...hiddenFields({ ...page, text: form }) }, options: plain };
}

/** Sends the form of a page with an answer to its options. */
function answer(
  person: Person,
  page: Page,
  credential: (options: string) => string,
  more: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const { action, fields, options } = formOf(page);
  const shown = { current_password: amelia.password };
  return person.post(url(action), { ...fields, ...shown, credential: credential(options) }, { ...headers(), ...more });
}

async function signedInAt(path: string, who: { username: string; password: string }) {
  const person = new Person();
  return { person, page: await person.signIn(await person.open(path), who) };
}

/** Somebody who has added a passkey on the page of her account. */
async function withPasskey(device = new PasskeyDevice(origin())) {
  const who = owner();
  const { person, page } = await signedInAt(url('/account'), who);
  const codes = await answer(person, page, (options) => device.create(options));
  return { who, person, device, codes };
}

async function records(username: string, kind: string) {
  return rowsOf<{ outcome: string; error_code: string | null; detail: Record<string, unknown> | null }>(
    server.databaseUrl,
    'select outcome, error_code, detail from audit_event where username = $1 and kind = $2 order by sequence',
    [username, kind],
  );
}

/** So long ago did the person prove anything. */
const age = (username: string, minutes: number) =>
  rowsOf(
    server.databaseUrl,
    `update browser_session set last_proof_at = gatehouse_now() - $2 * interval '1 minute'
      where user_pid = (select pid from user_account where username = $1)`,
    [username, minutes],
  );
const labelsOf = async (username: string): Promise<readonly string[]> => {
  const rows = await rowsOf<{ label: string }>(
    server.databaseUrl,
    'select label from passkey join user_account on pid = user_pid where username = $1 order by passkey.created_at',
    [username],
  );
  return rows.map(({ label }) => label);
};

const change = (person: Person, page: Page, fields: Record<string, string>): Promise<Page> =>
  person.post(url('/account/passkeys/change'), { ...hiddenFields(page), ...fields }, headers());
const idOn = ({ text }: Page): string => /name="id" value="([^"]*)"/.exec(text)?.[1] ?? '';

describe('at the account', () => {
  test('a passkey is added under a new cookie, renamed and removed, each on record', async () => {
    const { who, person, codes } = await withPasskey();
    const account = await person.open(url('/account'));
    const renamed = await change(person, account, { id: idOn(account), do: 'rename', label: 'Key <b>' });
    const removed = await change(person, renamed, { id: idOn(renamed), do: 'remove' });

    expect(codes.text).toContain('id="recovery-codes"');
    expect(account.text).toContain('Passkey of a device');
    expect(renamed.text).toContain('Key &lt;b&gt;');
    expect(removed.text).toContain('The passkey is removed');
    expect((await records(who.username, 'SECOND_FACTOR_CHANGE')).map(({ detail }) => detail)).toEqual([
      { change: 'enrolled', kind: 'passkey', endedSessions: 0 },
      { change: 'renamed', kind: 'passkey' },
      { change: 'removed', kind: 'passkey', endedSessions: 0 },
    ]);
    const sessions = await rowsOf<{ amr: string[] }>(
      server.databaseUrl,
      'select amr from browser_session s join user_account u on u.pid = s.user_pid where u.username = $1',
      [who.username],
    );
    expect(sessions.map(({ amr }) => amr)).toEqual([['pwd', 'hwk', 'user', 'mfa']]);
  });

  test('A-19, V-33: who merely finds the browser open adds and removes none, not even the last; the owner proves it and does', async () => {
    const { who, person, device } = await withPasskey();
    const fresh = await person.open(url('/account'));
    await age(who.username, 6);

    const stale = await person.open(url('/account'));
    const added = await answer(person, fresh, (options) => new PasskeyDevice(origin()).create(options));
    const removed = await change(person, fresh, { id: idOn(fresh), do: 'remove' });

    expect(fresh.text).toContain('value="remove"');
    expect(stale.text).not.toMatch(/id="passkey-form"|value="remove"/);
    expect(stale.text).toContain('id="prove-for-passkeys" href="/account/proof"');
    for (const { text } of [added, removed]) expect(text).toContain('Prove that it is you');
    expect(await labelsOf(who.username)).toEqual(['Passkey of a device']);

    const proved = await answer(person, removed, (options) => device.get(options));
    const second = await answer(person, proved, (options) => new PasskeyDevice(origin()).create(options));
    const gone = await change(person, second, { id: idOn(second), do: 'remove' });
    expect(proved.url).toBe(url('/account'));
    expect(second.url).toBe(url('/account?done=passkey-added'));
    expect(gone.text).toContain('The passkey is removed');
    expect(await labelsOf(who.username)).toHaveLength(1);
  });

  test('who has passkeys only gets new recovery codes by one of them', async () => {
    const { who, person, device } = await withPasskey();
    await age(who.username, 6);
    const proved = await answer(person, await person.open(url('/account/proof')), (options) => device.get(options));

    const renewed = await person.post(
      url('/account/second-factor/change'),
      { ...hiddenFields(proved), do: 'renew' },
      headers(),
    );

    expect(proved.text).toContain('id="renew-recovery-codes"');
    expect(renewed.text).toContain('id="recovery-codes"');
    expect((await person.open(renewed.url)).text.match(/<li>[^<]*<\/li>/g)).toEqual(
      renewed.text.match(/<li>[^<]*<\/li>/g),
    );
  });

  test('one that does not count is told, and nothing else is there', async () => {
    const { person, page } = await signedInAt(url('/account'), owner());
    const device = new PasskeyDevice('https://evil.example');

    const refused = await answer(person, page, (options) => device.create(options));

    expect(textOf(refused, 'passkeys-problem-text')).toContain('The passkey was not taken');
    expect(refused.text).not.toContain('class="passkeys"');
  });

  test('nobody adds one who may not, without the password (V-33), or from another site (V-66)', async () => {
    const { person, page } = await signedInAt(url('/account'), bertha);
    const other = await signedInAt(url('/account'), owner());
    const { fields, options } = formOf(other.page);
    const credential = new PasskeyDevice(origin()).create(options);

    const forged = await other.person.post(url('/account/passkeys'), { ...fields, credential, _csrf: 'x' });
    const foreign = await other.person.post(
      url('/account/passkeys'),
      { ...fields, credential },
      { origin: 'https://evil.example' },
    );

    const guessed = await other.person.post(
      url('/account/passkeys'),
      { ...fields, credential, current_password: 'a guess' },
      headers(),
    );

    expect(textOf(guessed, 'passkeys-problem-text')).toContain('current password is not correct');
    expect(page.text).not.toContain('id="passkeys"');
    expect(
      (await person.post(url('/account/passkeys'), { ...hiddenFields(page), credential }, headers())).text,
    ).not.toContain('recovery-codes');
    expect([forged, foreign].map(({ status }) => status)).toEqual([403, 403]);
  });
});

describe('at the sign-in', () => {
  test('beside the password the page asks for a passkey and a code; either is enough', async () => {
    const { who, device } = await withPasskey(new PasskeyDevice(origin(), true));
    const app = await giveTotp(server, who.username);
    const one = await signedInAt(startUrl(), who);
    const other = await signedInAt(startUrl(), who);
    const fields = { ...formOf(other.page).fields, code: await app.next() };

    const byPasskey = await answer(one.person, one.page, (options) => device.get(options));
    const byCode = await other.person.post(url('/signin/second-factor'), withoutCredential(fields), headers());

    expect([byPasskey, byCode].map((page) => Object.keys(answerParameters(page)))).toEqual(
      Array(2).fill(expect.arrayContaining(['code'])),
    );
  });

  test('V-59: wrong answers end it, as wrong codes do, and are on record', async () => {
    const { who, device } = await withPasskey();
    const { person, page } = await signedInAt(startUrl(), who);
    const first = await answer(person, page, (options) => device.get(options, { wrongKey: true }));
    let last = first;
    for (let attempt = 1; attempt < 6; attempt += 1)
      last = await answer(person, last, (options) => device.get(options, { origin: 'https://evil.example' }));

    expect(textOf(first, 'second-factor-error-text')).toContain('The passkey was not taken');
    expect(last.text).toContain('id="sign-in-form"');
    const failures = await records(who.username, 'SIGN_IN');
    expect(failures.filter(({ error_code }) => error_code === 'passkey-invalid')).toHaveLength(6);
  });

  test('V-32, V-34: alone it is enough, under a new cookie; its answer counts once, in one browser', async () => {
    const { who, device } = await withPasskey();
    const person = new Person();
    const page = await person.open(startUrl());
    const before = person.cookieHeader;
    const { action, fields, options } = formOf(page);
    const form = { ...fields, credential: device.get(options) };
    const thief = new Person();
    const theirs = formOf(await thief.open(startUrl()));

    const stolen = await thief.post(url(action), { ...theirs.fields, credential: form.credential }, headers());
    const done = await person.post(url(action), form, headers());
    const again = await person.post(url(action), form, headers());

    expect(textOf(stolen, 'sign-in-error-text')).toContain('not signed in by a passkey');
    expect(answerParameters(done)).toHaveProperty('code');
    expect(person.cookieHeader).not.toBe(before);
    expect(answerParametersOrNone(again)).not.toHaveProperty('code');
    const signIns = await records(who.username, 'SIGN_IN');
    expect(signIns.at(-1)).toMatchObject({ outcome: 'success', detail: { passkey: expect.any(String) as string } });
  });

  test('ruling 6, V-56: the callback script is asked about it, too: it puts into context, or refuses without a word of why', async () => {
    const { who, device } = await withPasskey();
    const pkce = newPkce();
    const wish = { client_id: 'at-once', code_challenge: pkce.challenge, scope: 'openid launch/patient patient/*.rs' };
    const shown = async (ward: string) => {
      const person = new Person();
      const page = await person.open(requestUrl(server.issuer, wish));
      return answer(person, page, (options) => device.get(options), { 'x-ward': ward });
    };
    const { code = '' } = answerParameters(await shown('seven'));
    const fields = redemption({ code, pkce, callback: new URL('https://app.example/cb') }, { client_id: 'at-once' });
    const tokens = await answered(postForm(url('/oauth/token'), fields));
    const refused = await shown('closed');

    expect(tokens.body).toMatchObject({ patient: 'in-seven', scope: wish.scope });
    expect(textOf(refused, 'sign-in-error-text')).toContain('not signed in by a passkey');
    expect(refused.text).not.toContain('secret');
    expect((await records(who.username, 'SIGN_IN')).at(-1)).toMatchObject({
      ...{ outcome: 'failure', error_code: 'script' },
      detail: { message: 'the secret reason' },
    });
  });

  test('V-54, V-56: a stranger, and the owner of an account that is disabled, read the same', async () => {
    const { who, device } = await withPasskey();
    await changeElsewhere(server.databaseUrl, {
      topic: 'users:local_security',
      text: 'update user_account set account_disabled = true where username = $1',
      values: [who.username],
    });
    const shown = [device, new PasskeyDevice(origin())].map(async (each) => {
      const person = new Person();
      return answer(person, await person.open(startUrl()), (options) => each.get(options));
    });

    const [disabled, stranger] = (await Promise.all(shown)).map((page) =>
      page.text.replaceAll(/(value|data-options)="[^"]*"/g, ''),
    );
    expect(disabled).toContain('not signed in by a passkey');
    expect(disabled).toBe(stranger);
  });
});

function withoutCredential({ credential: _, ...fields }: Record<string, string>): Record<string, string> {
  return fields;
}

function answerParametersOrNone(page: Page): object {
  return page.headers.has('location') ? answerParameters(page) : {};
}
