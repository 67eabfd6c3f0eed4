import { authorizeUrl, obtainCode, postForm, type Tokens } from '../support/app.js';
import { answered, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { hiddenFields, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { bertha } from '../support/test-users.js';

const BYE = 'https://app.example/bye';
const OTHER_BYE = 'https://other.example/bye';
const [publicApp, , webApp] = testClients;
const clients = [
  publicApp,
  { ...webApp, registeredRedirectUris: [REDIRECT_URI] },
  testClients.find(({ clientId }) => clientId === 'resource-server'),
  { ...publicApp, clientId: 'other-app', postLogoutRedirectUris: [OTHER_BYE] },
].map((client) => client ?? {});

/** A navigation that a foreign page started. */
const CROSS_SITE = { 'sec-fetch-site': 'cross-site' };
/** A form of a page of ours. */
const OWN = { 'sec-fetch-site': 'same-origin' };
/** What a script's fetch sends. */
const SCRIPT = { accept: '*/*', ...CROSS_SITE };

describe('/logout', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clients });
  });
  afterAll(() => server.stop());
  afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

  const address = (parameters: Readonly<Record<string, string>> | string = {}): string =>
    `${server.issuer}/logout?${new URLSearchParams(parameters).toString()}`;
  const webTokens = (person: Person): Promise<Tokens> =>
    tokensFor(server.issuer, { clientId: 'web-app', secret: SECRET, person });
  const targetOf = (page: Page): string | null => page.headers.get('location');

  /** Whether the next authorization request finds the person signed in. */
  async function isSignedIn(person: Person): Promise<boolean> {
    const silent = authorizeUrl(server.issuer, {
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      prompt: 'none',
    });
    const location = (await person.request(silent)).headers.get('location') ?? '';
    return new URL(location).searchParams.get('error') !== 'login_required';
  }

  /** Calls without parameters; a form of another site, which brings no cookie, is turned into a GET by one redirect. */
  async function visit(person: Person, method: string, headers: Readonly<Record<string, string>>): Promise<Page> {
    const page = await person.request(`${server.issuer}/logout`, { method, headers });
    const location = targetOf(page);
    return location === null ? page : person.request(new URL(location, page.url).href, { headers });
  }

  /** ID tokens as an attacker or an app may send them back. */
  type HintName = 'none' | 'valid' | "another client's" | 'expired' | 'bad signature' | 'alg none' | 'access token';

  const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  async function hintOf(name: HintName, person: Person, own: Tokens): Promise<string | undefined> {
    const [, payload = '', signature = ''] = own.id_token.split('.');
    switch (name) {
      case 'none':
        return undefined;
      case 'valid':
        return own.id_token;
      case "another client's":
        return (await tokensFor(server.issuer, { clientId: 'other-app', person })).id_token;
      case 'expired':
        return own.id_token;
      case 'bad signature':
        return `${own.id_token.slice(0, -signature.length)}${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
      case 'alg none':
        return `${base64url({ alg: 'none', typ: 'JWT' })}.${payload}.`;
      case 'access token':
        return own.access_token;
    }
  }

  const redirects: Readonly<Partial<Record<HintName, string>>> = {
    valid: BYE,
    expired: BYE,
    "another client's": OTHER_BYE,
  };
  const hints = ['none', 'valid', "another client's", 'expired', 'bad signature', 'alg none', 'access token'] as const;
  const uris = { registered: BYE, unregistered: 'https://evil.example/bye', "another client's": OTHER_BYE } as const;
  const cells = hints.flatMap((hint) =>
    Object.entries(uris).map(([whose, uri]) => ({ hint, whose, uri, follows: redirects[hint] === uri })),
  );

  describe('V-11, STD OLOG-1, OLOG-2, OM36: sent by a foreign page', () => {
    test('the matrix has 21 cells, three of which redirect', () => {
      expect([cells.length, cells.filter(({ follows }) => follows).length]).toEqual([21, 3]);
    });

    test.each(cells)('hint: $hint, URI: $whose → redirect: $follows', async ({ hint, uri, follows }) => {
      const person = new Person();
      const own = await webTokens(person);
      const text = await hintOf(hint, person, own);

      const url = address({
        post_logout_redirect_uri: uri,
        state: 's',
        ...(text !== undefined && { id_token_hint: text }),
      });
      if (hint === 'expired') await moveDatabaseClock(server.databaseUrl, 600);
      const page = await person.request(url, { headers: CROSS_SITE });
      await moveDatabaseClock(server.databaseUrl, 0);

      expect(targetOf(page)).toBe(follows ? `${uri}?state=s` : null);
      expect(await isSignedIn(person)).toBe(!follows);
    });
  });

  test.each([
    { name: 'a query added', uri: `${BYE}?x=1` },
    { name: 'a path added', uri: `${BYE}/x` },
    { name: 'another case', uri: 'https://app.example/BYE' },
    { name: 'a redirect URI', uri: REDIRECT_URI },
    { name: 'a script', uri: 'javascript:alert(1)' },
    { name: 'no scheme', uri: '//app.example/bye' },
  ])('STD OM36: never follows a post_logout_redirect_uri with $name', async ({ uri }) => {
    const person = new Person();
    const { id_token } = await webTokens(person);

    const page = await person.request(address({ id_token_hint: id_token, post_logout_redirect_uri: uri }));

    expect([page.status, targetOf(page)]).toEqual([400, null]);
    expect(page.text).toContain('post_logout_redirect_uri');
  });

  test('STD OLOG-1: refuses a client_id that the hint was not issued to', async () => {
    const person = new Person();
    const { id_token } = await webTokens(person);
    const parameters = { id_token_hint: id_token, client_id: 'other-app', post_logout_redirect_uri: OTHER_BYE };

    const page = await person.request(address(parameters));

    expect([page.status, targetOf(page), await isSignedIn(person)]).toEqual([400, null, true]);
  });

  test.each(['GET', 'POST'])('STD OM34, OM35: %s with hint and URI ends the session and redirects', async (method) => {
    const person = new Person();
    const { id_token } = await webTokens(person);
    const parameters = { id_token_hint: id_token, post_logout_redirect_uri: BYE };

    const page =
      method === 'GET'
        ? await person.request(address(parameters), { headers: CROSS_SITE })
        : await person.post(`${server.issuer}/logout`, parameters, CROSS_SITE);

    expect([targetOf(page), await isSignedIn(person)]).toEqual([BYE, false]);
  });

  test('STD OM34: a hint ends the session it names even where the browser has no cookie', async () => {
    const person = new Person();
    const { id_token } = await webTokens(person);

    await new Person().request(address({ id_token_hint: id_token }), { headers: CROSS_SITE });

    expect(await isSignedIn(person)).toBe(false);
  });

  test("ruling 45, STD OLOG-2: somebody else's hint does not end this person's session: they are asked, and sign out if they say so", async () => {
    const [amelia, victim] = [new Person(), new Person()];
    const { id_token } = await webTokens(amelia);
    await obtainCode(server.issuer, {}, victim, bertha);
    const parameters = { id_token_hint: id_token, post_logout_redirect_uri: BYE };

    const page = await victim.request(address(parameters), { headers: CROSS_SITE });

    expect([await isSignedIn(victim), await isSignedIn(amelia)]).toEqual([true, false]);
    expect([page.status, page.text.includes('You are signed out'), page.text.includes(bertha.username)]).toEqual([
      200,
      false,
      true,
    ]);
    const confirmed = await victim.submit(page, {}, OWN);
    expect([targetOf(confirmed), await isSignedIn(victim)]).toEqual([BYE, false]);
  });

  describe('ruling 45: without a hint', () => {
    const visits: readonly { name: string; headers: Readonly<Record<string, string>>; ends: boolean }[] = [
      { name: 'sent by a foreign page', headers: CROSS_SITE, ends: false },
      { name: 'with a foreign Origin', headers: { origin: 'https://evil.example' }, ends: false },
      { name: 'with a foreign Referer', headers: { referer: 'https://evil.example/x' }, ends: false },
      { name: 'with the Origin null', headers: { origin: 'null' }, ends: false },
      { name: 'of the same origin', headers: { 'sec-fetch-site': 'same-origin' }, ends: true },
      { name: 'of the same site', headers: { 'sec-fetch-site': 'same-site' }, ends: true },
      { name: 'typed by the person', headers: { 'sec-fetch-site': 'none' }, ends: true },
    ];

    test.each(visits.flatMap((visit) => ['GET', 'POST'].map((method) => ({ ...visit, method }))))(
      'a $method $name ends the session at once: $ends',
      async ({ method, headers, ends }) => {
        const person = new Person();
        await obtainCode(server.issuer, {}, person);

        const page = await visit(person, method, headers);

        expect([page.status, await isSignedIn(person)]).toEqual([200, !ends]);
      },
    );

    test('V-65: HEAD ends nothing', async () => {
      const person = new Person();
      await obtainCode(server.issuer, {}, person);

      await person.request(`${server.issuer}/logout`, { method: 'HEAD' });

      expect(await isSignedIn(person)).toBe(true);
    });

    test('the person is asked, and may agree; the URI is kept meanwhile', async () => {
      const person = new Person();
      await webTokens(person);
      const parameters = { client_id: 'web-app', post_logout_redirect_uri: BYE, state: 'xyz' };
      const question = await person.request(address(parameters), { headers: CROSS_SITE });

      const page = await person.submit(question, {}, OWN);

      expect(question.text).toContain('amelia');
      expect([targetOf(page), await isSignedIn(person)]).toEqual([`${BYE}?state=xyz`, false]);
    });

    test('a forged confirmation is refused', async () => {
      const person = new Person();
      await obtainCode(server.issuer, {}, person);
      const question = await person.request(address(), { headers: CROSS_SITE });
      const stranger = new Person();
      const foreign = hiddenFields(
        await stranger.request(address({ cb: REDIRECT_URI, client_id: 'public-app' }), { headers: CROSS_SITE }),
      );

      const forged = await person.submit(question, { _csrf: 'forged' }, OWN);
      const borrowed = await person.submit(question, { _csrf: foreign._csrf ?? '' }, OWN);
      const elsewhere = await person.submit(question, {}, CROSS_SITE);

      expect([forged.status, borrowed.status, elsewhere.status]).toEqual([403, 403, 403]);
      expect(await isSignedIn(person)).toBe(true);
    });
  });

  test.each<{ name: string; parameters: Readonly<Record<string, string>> }>([
    { name: 'no parameters', parameters: {} },
    { name: 'only a state', parameters: { state: 's' } },
    { name: 'cb=none', parameters: { cb: 'none' } },
  ])('STD OM37: $name shows that the person is signed out', async ({ parameters }) => {
    const person = new Person();
    await obtainCode(server.issuer, {}, person);

    const page = await person.request(address(parameters));

    expect([page.status, targetOf(page), await isSignedIn(person)]).toEqual([200, null, false]);
    expect(page.text).toMatch(/signed out/i);
  });

  test('STD OM37: whoever is not signed in is told so and not asked', async () => {
    const page = await new Person().request(address());

    expect([page.status, /signed out/i.test(page.text)]).toEqual([200, true]);
  });

  test.each([
    { name: 'a signed-out cookie', after: 'logout' },
    { name: 'the cookie of before', after: 'planted' },
  ])('V-34: $name opens nothing any more', async ({ after }) => {
    const person = new Person();
    await obtainCode(server.issuer, {}, person);
    const [name = '', value = ''] = person.cookieHeader.split('; ')[0]?.split('=') ?? [];
    await person.request(address());
    if (after === 'planted') person.plant(name, value);

    expect(await isSignedIn(person)).toBe(false);
  });

  test('is on record', async () => {
    const person = new Person();
    await obtainCode(server.issuer, {}, person, bertha);
    await person.request(address());

    const rows = await rowsOf<{ username: string }>(
      server.databaseUrl,
      "select username from audit_event where kind = 'SIGN_OUT' order by at desc limit 1",
    );

    expect(rows).toEqual([{ username: 'bertha' }]);
  });

  describe("reference 3.11: the product's form", () => {
    const product = (person: Person, parameters: string, authorization: string | undefined): Promise<Page> =>
      person.request(`${server.issuer}/logout?${parameters}`, {
        method: 'POST',
        headers: {
          ...CROSS_SITE,
          accept: 'application/json',
          origin: 'https://app.example',
          ...(authorization !== undefined && { authorization }),
        },
      });

    test.each([
      { name: 'with Bearer', header: (token: string) => `Bearer ${token}` },
      { name: 'as it is', header: (token: string) => token },
    ])('the access token $name ends session, token and refresh token', async ({ header }) => {
      const person = new Person();
      const tokens = await tokensFor(server.issuer, { person });

      const page = await product(person, 'cb=none&revoke=token&revoke=token_refresh', header(tokens.access_token));

      expect([page.status, page.text, targetOf(page)]).toEqual([204, '', null]);
      expect(await isSignedIn(person)).toBe(false);
      expect((await userinfo(server.issuer, tokens.access_token)).status).toBe(401);
      expect((await refresh(server.issuer, tokens.refresh_token)).status).toBe(400);
    });

    test.each([
      { parameters: 'cb=none', access: true, refreshes: true },
      { parameters: 'cb=none&revoke=token', access: false, refreshes: true },
      { parameters: 'cb=none&revoke=token_refresh', access: false, refreshes: false },
      { parameters: 'cb=none&revoke=everything', access: true, refreshes: true },
    ])(
      '$parameters: access token lives: $access, refresh token: $refreshes',
      async ({ parameters, access, refreshes }) => {
        const person = new Person();
        const tokens = await tokensFor(server.issuer, { person });

        await product(person, parameters, `Bearer ${tokens.access_token}`);

        expect((await introspect(server.issuer, tokens.access_token)).body.active).toBe(access);
        expect((await introspect(server.issuer, tokens.refresh_token)).body.active).toBe(refreshes);
      },
    );

    test.each([
      { name: 'no token', authorization: undefined },
      { name: 'a token that is none', authorization: 'Bearer nonsense' },
      { name: 'Basic', authorization: 'Basic YTpi' },
    ])('$name, from a foreign page: nothing ends', async ({ authorization }) => {
      const person = new Person();
      const tokens = await tokensFor(server.issuer, { person });

      await product(person, 'cb=none&revoke=token&revoke=token_refresh', authorization);

      expect(await isSignedIn(person)).toBe(true);
      expect((await userinfo(server.issuer, tokens.access_token)).status).toBe(200);
    });

    test("cb is one of the client's redirect URIs, or refused", async () => {
      const person = new Person();
      const tokens = await tokensFor(server.issuer, { person });
      const authorization = `Bearer ${tokens.access_token}`;

      const evil = await product(person, 'cb=https%3A%2F%2Fevil.example%2F', authorization);
      const own = await product(person, `cb=${encodeURIComponent(REDIRECT_URI)}`, authorization);

      expect([evil.status, targetOf(evil), targetOf(own)]).toEqual([400, null, REDIRECT_URI]);
    });
  });

  describe('R-11, V-28: a program that proves nothing is not told of an end', () => {
    const call = (person: Person, headers: Readonly<Record<string, string>>): Promise<Page> =>
      person.request(`${server.issuer}/logout?cb=none`, { method: 'POST', headers });
    const errorOf = ({ status, text }: Page): unknown => [status, (JSON.parse(text) as { error: string }).error];

    test.each(['*/*', 'application/json'])('ruling 45: a script of an app that accepts %s', async (accept) => {
      const person = new Person();
      await obtainCode(server.issuer, {}, person);

      const page = await call(person, { ...CROSS_SITE, accept, origin: 'https://app.example' });

      expect(errorOf(page)).toEqual([400, 'interaction_required']);
      expect(page.text).toContain('id_token_hint');
      expect(page.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(await isSignedIn(person)).toBe(true);
    });

    test('one whose browser kept the cookie back', async () => {
      expect(errorOf(await call(new Person(), SCRIPT))).toEqual([400, 'interaction_required']);
    });

    test('a revoked access token', async () => {
      const person = new Person();
      const { access_token } = await tokensFor(server.issuer, { person });
      await postForm(`${server.issuer}/oauth/revoke`, { token: access_token, client_id: 'public-app' });
      const authorization = `Bearer ${access_token}`;

      const away = await call(new Person(), { accept: '*/*', authorization });
      const here = await call(person, { ...SCRIPT, authorization });

      expect([errorOf(away), errorOf(here)]).toEqual(Array(2).fill([401, 'invalid_token']));
      expect(away.headers.get('www-authenticate')).toMatch(/^Bearer /);
      expect(await isSignedIn(person)).toBe(true);
    });

    test.each([CROSS_SITE, {}])('a token that is none, with the headers %j', async (headers) => {
      const page = await call(new Person(), { ...headers, accept: '*/*', authorization: 'Bearer nonsense' });

      expect(errorOf(page)).toEqual([401, 'invalid_token']);
    });
  });

  describe('V-11, STD OLOG-2: a hint that is none', () => {
    const bad = { id_token_hint: 'x', client_id: 'web-app', post_logout_redirect_uri: BYE };
    const askedBy = {
      'a link': (person: Person) => person.request(address(bad), { headers: CROSS_SITE }),
      'a link of our own site': (person: Person) => person.request(address(bad)),
      'a form of another site': async (person: Person) => {
        const body = new URLSearchParams(bad);
        const init = { method: 'POST', body, headers: CROSS_SITE };
        const page = await new Person().request(`${server.issuer}/logout`, init);
        return person.request(new URL(targetOf(page) ?? '', server.issuer).href, { headers: CROSS_SITE });
      },
    };

    test.each(Object.entries(askedBy))('%s: the person is asked, and may agree', async (_name, ask) => {
      const person = new Person();
      await obtainCode(server.issuer, {}, person);

      const question = await ask(person);
      const before = await isSignedIn(person);
      const page = await person.submit(question, {}, OWN);

      expect([question.status, question.text.includes('Sign out?'), before]).toEqual([200, true, true]);
      expect([targetOf(page), await isSignedIn(person)]).toEqual([BYE, false]);
    });

    test('an address without a client is not followed', async () => {
      const person = new Person();
      await obtainCode(server.issuer, {}, person);
      const query = { id_token_hint: 'x', post_logout_redirect_uri: BYE };

      const page = await person.submit(await person.request(address(query)), {}, OWN);

      expect([page.status, targetOf(page), await isSignedIn(person)]).toEqual([200, null, false]);
    });
  });

  test('V-66: a second click on Sign out finds the person signed out', async () => {
    const person = new Person();
    await obtainCode(server.issuer, {}, person);
    const question = await person.request(address(), { headers: CROSS_SITE });

    await person.submit(question, {}, OWN);
    const page = await person.submit(question, {}, OWN);

    expect([page.status, /signed out/i.test(page.text)]).toEqual([200, true]);
  });

  describe('ruling 45, V-69: CORS', () => {
    const preflight = (origin: string) =>
      answered(
        fetch(`${server.issuer}/logout`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        }),
      );

    test.each([
      'https://evil.example',
      'null',
      'https://sub.app.example',
      'https://app.example.evil.example',
      'http://app.example',
    ])('origin %s gets nothing', async (origin) => {
      const before = await preflight(origin);
      const page = await new Person().request(address(), { method: 'POST', headers: { ...SCRIPT, origin } });

      for (const { headers } of [before, page]) {
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
    });

    test("an app's own origin may call with cookies, by name", async () => {
      const before = await preflight('https://app.example');
      const page = await new Person().request(address(), {
        method: 'POST',
        headers: { ...SCRIPT, origin: 'https://app.example' },
      });

      expect([before.status, before.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST']);
      expect(before.headers.get('access-control-allow-headers')).toContain('Authorization');
      for (const { headers } of [before, page]) {
        expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
        expect(headers.get('access-control-allow-credentials')).toBe('true');
        expect(headers.get('vary')).toContain('Origin');
      }
    });
  });
});
