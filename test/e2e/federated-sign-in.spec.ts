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
  // V-26: whatever it says, no verifier stands in an address.
  one.upstream.document = { ...one.upstream.document, code_challenge_methods_supported: ['plain'] };
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
      ...{ source: 'oidc:smart_auth', issuer: one.issuer, subject: 'maria' },
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

  test('A-23: who signed in there this morning has not signed in just now: apps are told, and ask anew', async () => {
    const person = new Person();
    const pkce = newPkce();
    const atEight = Math.floor(Date.now() / 1_000) - 9 * 3_600;
    const away = await person.open(request({ code_challenge: pkce.challenge, prompt: 'select_account' }));
    const wish = { claims: { sub: 'early', auth_time: atEight } };
    const answer = new URL(
      locationOf(await person.approve(await person.open(one.signIn(locationOf(away), wish).href))),
    );
    const issued = { code: answer.searchParams.get('code') ?? '', pkce, callback: answer };
    const tokens = await postForm(`${server.issuer}/oauth/token`, redemption(issued));
    const { id_token } = (await tokens.json()) as { id_token: string };
    const again = new URL(locationOf(await person.open(request({ max_age: '60' }))));
    const account = await new Person().open(`${server.issuer}/account`);

    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ auth_time: atEight });
    expect([again.origin, again.searchParams.get('max_age')]).toEqual([one.issuer, '60']);
    expect(Object.fromEntries(new URL(locationOf(account)).searchParams)).toMatchObject({
      ...{ prompt: 'login', max_age: '0' },
    });
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

describe('ruling 21: several servers', () => {
  const [two, three] = [{ name: 'Alpha' }, { name: 'Beta' }];
  const script = 'function getUserName(theOidcUserInfoMap, theServerInfo) { throw "canary-script"; }';
  let beside: TestServer;
  beforeAll(async () => {
    const definitions = [
      one.definition({ ...three, federationUserMappingScriptText: script, federationRequestScopes: 'openid email' }),
      { ...one.definition(two), issuer: `${one.issuer}/other`, federationRegistrationId: 'other' },
      { moduleId: 'smart_auth', name: 'Nobody knows us there', issuer: 'https://unused.example' },
    ];
    const local = 'federate_mode.local_sign_in.enabled=true';
    beside = await startTestServer(federating(definitions, local));
  });
  afterAll(() => beside.stop());
  const opened = (person: Person) =>
    person.open(authorizeUrl(beside.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' }));

  test('are listed by name, those that are set up, without what is secret', async () => {
    const page = await opened(new Person());

    expect([page.status, page.text]).toEqual([200, expect.stringMatching(/id="page-choose-server"[^]*Alpha[^]*Beta/)]);
    expect(page.text).not.toMatch(/canary|Nobody knows us/);
    expect(page.text.match(/href="\/oauth2\/authorization\/(?:one|other)\?interaction/g)).toHaveLength(2);
  });

  test('user name and password beside them, where that is configured', async () => {
    const person = new Person();

    const wrong = await person.signIn(await opened(person), { ...amelia, password: 'a wrong one' });
    const right = await person.signIn(wrong, amelia);

    expect(wrong.text).toMatch(/id="page-choose-server"[^]*not correct/);
    expect(right.text).toContain('name="user_oauth_approval"');
  });

  test('a link without the handle, as skins of the product have it, means the latest request', async () => {
    const person = new Person();
    await opened(person);

    const away = await person.open(`${beside.issuer}/oauth2/authorization/one`);

    expect(new URL(locationOf(away)).searchParams.get('scope')).toBe('openid email');
  });

  test('S-09: a definition whose script throws lets nobody in, and the page does not say what was thrown', async () => {
    const person = new Person();
    await opened(person);
    const away = await person.open(`${beside.issuer}/oauth2/authorization/one`);

    const page = await person.open(one.signIn(locationOf(away), { claims: { sub: 'mapped' } }).href);

    expect(page.text).not.toContain('name="user_oauth_approval"');
    expect(page.text).not.toContain('canary-script');
    expect(await rowsOf(beside.databaseUrl, `select subject from external_identity`)).toEqual([]);
  });
});

test('without any server the page says so, takes no password, and leads back to the app', async () => {
  const empty = await startTestServer(federating([]));

  const person = new Person();
  const page = await person.open(authorizeUrl(empty.issuer, { code_challenge: CHALLENGE }));
  const back = await person.submit(page, { cancel: 'true' });
  await empty.stop();

  expect(locationOf(back)).toMatch(/[?&]error=temporarily_unavailable&.*state=/);
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('Nobody can sign in here yet')]);
  expect(page.text).not.toContain('name="password"');
});

describe('at a server', () => {
  const modes = [
    { mode: undefined, secret: true, id: 'unset-secret' },
    { mode: undefined, secret: false, id: 'unset' },
    { mode: 'NONE', secret: true, id: 'none' },
    { mode: 'CLIENT_SECRET_BASIC', secret: true, id: 'basic' },
    { mode: 'CLIENT_SECRET_FORM', secret: true, id: 'form' },
    { mode: 'PRIVATE_KEY_JWT', secret: false, id: 'jwt' },
  ] as const;
  const slashes = [
    { id: 'plain-plain', defined: '', said: '' },
    { id: 'plain-slash', defined: '', said: '/' },
    { id: 'slash-plain', defined: '/', said: '' },
    { id: 'slash-slash', defined: '/', said: '/' },
  ] as const;
  let upstreams: ReadonlyMap<string, FederatedUpstream>;
  let many: TestServer;
  beforeAll(async () => {
    const ids = [...modes, ...slashes].map(({ id }) => id);
    const started = await Promise.all(ids.map((id) => FederatedUpstream.start(id)));
    upstreams = new Map(started.map((upstream) => [upstream.id, upstream]));
    const definitions = modes.map(({ id, mode, secret }) =>
      upstreams.get(id)?.definition({
        ...(id === 'form' && { federationUserInfoUrl: `${upstreams.get(id)?.issuer ?? ''}/userinfo` }),
        clientAuthenticationMode: mode,
        ...(!secret && { tokenIntrospectionClientSecret: undefined }),
      }),
    );
    const spelt = slashes.map(({ id, defined }) => {
      const upstream = upstreams.get(id);
      return upstream?.definition({ issuer: upstream.issuer + defined });
    });
    many = await startTestServer(federating([...definitions, ...spelt].filter((each) => each !== undefined)));
  });
  afterAll(async () => {
    await many.stop();
    await Promise.all([...upstreams.values()].map((upstream) => upstream.stop()));
  });

  async function signedIn(id: string, claims: Readonly<Record<string, unknown>> = {}): Promise<Page> {
    const person = new Person();
    await person.open(authorizeUrl(many.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' }));
    const away = await person.open(`${many.issuer}/oauth2/authorization/${id}`);
    const upstream = upstreams.get(id);
    return person.open(upstream?.signIn(locationOf(away), { claims }).href ?? '');
  }

  const basic = `Basic ${Buffer.from(`gatehouse-there:${UPSTREAM_SECRET}`).toString('base64')}`;
  test.each([
    { id: 'unset-secret', authorization: basic, form: {} },
    { id: 'unset', authorization: undefined, form: { client_id: 'gatehouse-there' } },
    { id: 'none', authorization: undefined, form: { client_id: 'gatehouse-there' } },
    { id: 'basic', authorization: basic, form: {} },
    { id: 'form', authorization: undefined, form: { client_id: 'gatehouse-there', client_secret: UPSTREAM_SECRET } },
    {
      id: 'jwt',
      authorization: undefined,
      form: {
        client_id: 'gatehouse-there',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: expect.stringMatching(/^eyJ/) as string,
      },
    },
  ])('ruling 17: this server authenticates itself by $id', async ({ id, authorization, form }) => {
    const upstream = upstreams.get(id);
    if (upstream) upstream.userInfo = { sub: 'p-1' };

    const page = await signedIn(id);

    const [redemption] = upstream?.redemptions ?? [];
    expect(page.text).toContain('name="user_oauth_approval"');
    const { code: _code, code_verifier: _verifier, ...sent } = Object.fromEntries(redemption?.form ?? []);
    expect([redemption?.authorization, sent]).toEqual([
      authorization,
      { ...form, grant_type: 'authorization_code', redirect_uri: `${many.issuer}/login/oauth2/code/${id}` },
    ]);
  });

  test.each(slashes)('ruling 18, S-03: definition with "$defined", iss with "$said"', async ({ id, said }) => {
    const issuer = upstreams.get(id)?.issuer ?? '';

    const page = await signedIn(id, { iss: issuer + said });
    const other = await signedIn(id, { iss: `${issuer}//` });

    expect(page.text).toContain('name="user_oauth_approval"');
    expect(other.text).toContain('an answer that cannot be used');
    expect(upstreams.get(id)?.redemptions).toHaveLength(2);
  });

  test('18.2: what the userinfo document says counts beside the ID token, which goes first', async () => {
    const upstream = upstreams.get('form');
    if (upstream)
      upstream.userInfo = { sub: 'informed', family_name: 'Info', given_name: 'Ina', email: 'ina@a.example' };

    await signedIn('form', { sub: 'informed', given_name: 'Iris' });

    expect(upstream?.hits('/userinfo')).toBeGreaterThan(0);
    const names = 'select family_name, given_name, email from user_account where username like $1';
    expect(await rowsOf(many.databaseUrl, names, ['informed@%'])).toEqual([
      { family_name: 'Info', given_name: 'Iris', email: 'ina@a.example' },
    ]);
  });
});
