import { authorizeUrl, newPkce, postForm, redemption } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { answerTo, FederatedUpstream, federating, UPSTREAM_SECRET } from '../support/federated-upstream.js';
import { Person, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';

let one: FederatedUpstream;
let server: TestServer;

beforeAll(async () => {
  one = await FederatedUpstream.start('one');
  server = await startTestServer(federating([one.definition()]));
});
afterAll(async () => {
  await server.stop();
  await one.stop();
});

const request = (more: Readonly<Record<string, string>> = {}): string =>
  authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs', ...more });
const locationOf = (page: Page): string => page.headers.get('location') ?? '';

describe('with one server', () => {
  test('reference 7: straight there, back, approval, and the app gets tokens of ours', async () => {
    const person = new Person();
    const pkce = newPkce();
    const away = await person.open(request({ code_challenge: pkce.challenge }));
    const sent = new URL(locationOf(away));

    const approval = await person.open(
      one.signIn(sent.href, { claims: { sub: 'maria', given_name: 'Maria', family_name: 'Adams', amr: ['pwd'] } }).href,
    );
    const answer = new URL(locationOf(await person.approve(approval)));
    const issued = { code: answer.searchParams.get('code') ?? '', pkce, callback: answer };
    const tokens = await postForm(`${server.issuer}/oauth/token`, redemption(issued));

    expect(away.status).toBe(303);
    expect(Object.fromEntries(sent.searchParams)).toEqual({
      ...{ response_type: 'code', client_id: 'gatehouse-there', scope: 'openid profile' },
      redirect_uri: `${server.issuer}/login/oauth2/code/one`,
      state: expect.stringMatching(/^ghf_[\w-]{43}$/),
      nonce: expect.stringMatching(/^ghn_[\w-]{43}$/),
      ...{ code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: 'S256' },
    });
    expect(tokens.status).toBe(200);
    const { id_token } = (await tokens.json()) as { id_token: string };
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ amr: ['pwd'], acr: 'urn:gatehouse:acr:password' });
    const { form, authorization } = one.redemptions.at(-1) ?? {};
    expect(authorization).toBe(`Basic ${Buffer.from(`gatehouse-there:${UPSTREAM_SECRET}`).toString('base64')}`);
    expect(form?.get('code_verifier')).toMatch(/^[\w-]{64}$/);
    const [row] = await rowsOf(
      server.databaseUrl,
      `select username, external, family_name, password_hash, source, issuer, subject from user_account
         join external_identity on user_pid = pid where subject = 'maria'`,
    );
    expect(row).toEqual({
      ...{ username: `maria@${new URL(one.issuer).host}`, external: true, family_name: 'Adams', password_hash: null },
      ...{ source: expect.stringMatching(/^oidc:\d+$/), issuer: one.issuer, subject: 'maria' },
    });
    const [audit] = await rowsOf(
      server.databaseUrl,
      `select outcome, detail from audit_event where kind = 'SIGN_IN' and username like 'maria@%'`,
    );
    expect(audit).toMatchObject({ outcome: 'success', detail: { method: 'federated', issuer: one.issuer } });
  });

  test.each([
    ['prompt=login', { prompt: 'login' }, { prompt: 'login', max_age: '0' }],
    ['a greatest age', { max_age: '600' }, { max_age: '600' }],
    ['hints', { login_hint: 'maria', ui_locales: 'de' }, { login_hint: 'maria', ui_locales: 'de' }],
  ])('what the app asks of the sign-in is passed on: %s', async (_name, asked, passed) => {
    const { searchParams } = new URL(locationOf(await new Person().open(request(asked))));

    expect(Object.fromEntries(searchParams)).toMatchObject(passed);
  });

  test.each([
    ['no time', {}, 'service-failed'],
    ['an old one', { auth_time: Math.floor(Date.now() / 1_000) - 3_600 }, 'service-failed'],
    ['a new one', { auth_time: Math.floor(Date.now() / 1_000) }, undefined],
  ])('A-23: a sign-in that had to be new, with %s', async (_name, claims, problem) => {
    const person = new Person();
    const away = await person.open(request({ prompt: 'login' }));

    const back = await person.open(one.signIn(locationOf(away), { claims }).href);

    expect(new URL(back.url).searchParams.get('error') ?? undefined).toBe(problem);
  });

  test('nobody is asked where nobody may be', async () => {
    const answer = new URL(locationOf(await new Person().open(request({ prompt: 'none' }))));

    expect(answer.searchParams.get('error')).toBe('login_required');
  });

  test('a password is not taken, of whomever it is', async () => {
    const person = new Person();
    await person.open(request());

    const { username, password } = amelia;
    const answer = await person.post(`${server.issuer}/authenticate`, { username, password, interaction: 'latest' });

    expect(answer.status).toBe(404);
  });

  test('our own pages need a sign-in there, too', async () => {
    const person = new Person();
    const away = await person.open(`${server.issuer}/session/management`);

    const back = await person.open(one.signIn(locationOf(away), { claims: { sub: 'maria' } }).href);

    expect(back.text).toContain('id="page-session-management"');
  });

  test.each([
    ['access_denied', 'the sign-in was cancelled or refused'],
    ['server_error', 'cannot be reached right now'],
    ['invalid_scope', 'an answer that cannot be used'],
  ])('S-12: the error %s is told in our words, with a button and no way round in circles', async (error, message) => {
    const person = new Person();
    const away = await person.open(request());

    const back = await person.open(answerTo(locationOf(away), { error, error_description: 'Words of theirs' }).href);

    expect([back.status, back.text]).toEqual([200, expect.stringContaining(message)]);
    expect(back.text).not.toContain('Words of theirs');
    expect(back.text).toContain('href="/oauth2/authorization/one?interaction');
  });

  test.each([
    ['no such server', '/oauth2/authorization/two'],
    ['no such callback', '/login/oauth2/code/two?state=x&code=y'],
  ])('%s', async (_name, path) => {
    const status = (await new Person().request(server.issuer + path)).status;

    expect(status).toBe(path.includes('state') ? 400 : 404);
  });
});
