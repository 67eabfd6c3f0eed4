import fc from 'fast-check';
import { answerParameters, errorFacts, handleOf, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { hiddenFields, Person, type Fields, type Page } from '../support/person.js';
import { codesIssued, rowsOf, stateOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const [publicApp] = testClients;
const clients = [...testClients, { ...publicApp, clientId: 'at-once', autoApproveScopes: ['openid', 'patient/*.rs'] }];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clients });
});

afterAll(() => server.stop());

function address(path: string, parameters: Fields = {}): string {
  return `${server.issuer}${path}?${new URLSearchParams(parameters).toString()}`;
}

async function signInPage(person = new Person()): Promise<Page> {
  return person.open(requestUrl(server.issuer));
}

async function approvalPage(person = new Person()): Promise<Page> {
  return openSignedIn(person, requestUrl(server.issuer), amelia);
}

describe('V-10: no parameter says where to go next', () => {
  const targets = [
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/%5cevil.test',
    '/%09/evil.test',
    '/\t/evil.test',
    'https:evil.test',
    '///evil.test',
    '/.//evil.test',
    'http:///evil.test',
    '\uff0f\uff0fevil.test',
    '//evil\u3002test',
  ];
  const names = ['return_to', 'next', 'redirect', 'continue', 'goto', 'target', 'RelayState', 'url', 'service', 'cb'];

  test.each(targets)('V-10: %j in every such parameter of /signin, /authenticate and the approval', async (target) => {
    const extra = Object.fromEntries(names.map((name) => [name, target]));
    const person = new Person();
    const query = new URLSearchParams(extra).toString();
    const asked = await person.request(`${requestUrl(server.issuer)}&${query}`);
    const signIn = await person.open(`${new URL(asked.headers.get('location') ?? '', server.issuer).href}&${query}`);
    const { username, password } = amelia;
    const fields = { ...hiddenFields(signIn), username, password, ...extra };
    const signedIn = await person.request(`${server.issuer}/authenticate`, post(fields));
    const approval = await person.open(new URL(signedIn.headers.get('location') ?? '', server.issuer).href);
    const decision = { ...hiddenFields(approval), ...extra, user_oauth_approval: 'false' };
    const answer = await person.request(`${server.issuer}/oauth/authorize`, post(decision));

    expect([asked, signedIn].map(locationOrigin)).toEqual([server.issuer, server.issuer]);
    expect(locationOrigin(answer)).toBe('https://app.example');
    expect(signIn.text + approval.text).not.toContain('evil');
  });

  test.each(targets)('V-10: %j as the handle leads nowhere', async (interaction) => {
    const pages = [
      await new Person().request(address('/signin', { interaction })),
      await new Person().request(address('/oauth/authorize', { interaction })),
    ];

    expect(pages.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [404, null],
      [400, null],
    ]);
  });
});

function post(fields: Fields): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) };
}

function locationOrigin(page: Page): string {
  return new URL(page.headers.get('location') ?? '', page.url).origin;
}

describe('V-13: no POST is answered with a redirect that repeats it', () => {
  test('V-13: every redirect after a POST is 303', async () => {
    const person = new Person();
    const signIn = await signInPage(person);
    const submit = (fields: Fields, path: string) => person.request(server.issuer + path, post(fields));
    const { username, password } = amelia;

    const wrong = await submit({ ...hiddenFields(signIn), username, password: 'wrong' }, '/authenticate');
    const right = await submit({ ...hiddenFields(signIn), username, password }, '/authenticate');
    const approval = await person.open(new URL(right.headers.get('location') ?? '', server.issuer).href);
    const decision = { ...hiddenFields(approval), user_oauth_approval: 'true' };
    const approved = await submit(decision, '/oauth/authorize');
    const begun = await submit(Object.fromEntries(new URL(requestUrl(server.issuer)).searchParams), '/oauth/authorize');
    const refused = await submit(
      Object.fromEntries(new URL(requestUrl(server.issuer, { response_type: 'token' })).searchParams),
      '/oauth/authorize',
    );

    const answers = [wrong, right, approved, begun, refused];
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(answers.map(({ text }) => text)).toEqual(['', '', '', '', '']);
  });
});

describe('V-16, V-33: a handle counts in the browser that got it', () => {
  test.each(['/signin', '/oauth/authorize'])('V-16: %s in a second browser is an error page', async (path) => {
    const interaction = handleOf(await signInPage());

    const page = await new Person().open(address(path, { interaction }));

    expect(errorFacts(page).status).toBe(400);
  });

  test('V-16: a second browser cannot sign in for it, even with a form of its own', async () => {
    const stolen = handleOf(await signInPage());
    const thief = new Person();
    const own = await signInPage(thief);

    const page = await thief.submit(own, { interaction: stolen, username: bertha.username, password: bertha.password });

    expect(errorFacts(page).status).toBe(400);
    expect(kindOf(await thief.open(requestUrl(server.issuer, { prompt: 'none' })))).toBe('answer');
    expect(answerParameters(await thief.open(requestUrl(server.issuer, { prompt: 'none' }))).error).toBe(
      'login_required',
    );
  });

  test('V-16: a second browser that is signed in cannot approve it', async () => {
    const victim = new Person();
    const stolen = handleOf(await approvalPage(victim));
    const thief = new Person();
    const own = await approvalPage(thief);
    const before = await codesIssued(server.databaseUrl);

    const page = await thief.submit(own, { interaction: stolen, user_oauth_approval: 'true' });

    expect([page.status, kindOf(page), await codesIssued(server.databaseUrl)]).toEqual([400, 'error', before]);
  });

  test('V-16: a request that came by POST belongs to the first browser that goes on with it', async () => {
    const fields = Object.fromEntries(new URL(requestUrl(server.issuer)).searchParams);
    const posted = await new Person().request(`${server.issuer}/oauth/authorize`, post(fields));
    const url = new URL(posted.headers.get('location') ?? '', server.issuer).href;

    const kinds = [kindOf(await new Person().open(url)), kindOf(await new Person().open(url))];

    expect(kinds).toEqual(['sign-in', 'error']);
  });

  test('V-16: of two browsers that go on with it at once one wins', async () => {
    const fields = Object.fromEntries(new URL(requestUrl(server.issuer)).searchParams);
    const posted = await new Person().request(`${server.issuer}/oauth/authorize`, post(fields));
    const url = new URL(posted.headers.get('location') ?? '', server.issuer).href;

    const pages = await Promise.all(Array.from({ length: 8 }, () => new Person().open(url)));

    expect(pages.filter((page) => kindOf(page) === 'sign-in')).toHaveLength(1);
  });

  test('V-22: a code is no handle, and a handle is no code', async () => {
    const person = new Person();
    const page = await openSignedIn(person, requestUrl(server.issuer, { client_id: 'at-once' }), amelia);
    const code = answerParameters(page).code ?? '';

    const asHandle = await person.open(address('/oauth/authorize', { interaction: code }));

    expect(errorFacts(asHandle).status).toBe(400);
  });
});

describe('V-32: steps cannot be taken twice', () => {
  test('V-32: the sign-in form sent again after the sign-in is an error page', async () => {
    const person = new Person();
    const form = await signInPage(person);
    await person.signIn(form, amelia);

    expect(kindOf(await person.signIn(form, amelia))).toBe('error');
  });

  test('V-32: the sign-in form of an answered request is an error page, in this and in another browser', async () => {
    const person = new Person();
    const form = await signInPage(person);
    await person.approve(await person.signIn(form, amelia));
    const before = await codesIssued(server.databaseUrl);

    const pages = [await person.signIn(form, amelia), await new Person().signIn(form, amelia)];

    expect(pages.map(kindOf)).toEqual(['error', 'error']);
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });

  test.each(['true', 'false'])('V-32: an approval sent again with %s is an error page', async (again) => {
    const person = new Person();
    const page = await approvalPage(person);
    await person.approve(page);
    const before = await stateOf(server.databaseUrl);

    const repeated = await person.submit(page, { user_oauth_approval: again });

    expect(errorFacts(repeated).status).toBe(400);
    expect(await stateOf(server.databaseUrl)).toEqual(before);
  });

  test('V-32: a denial cannot be turned into an approval', async () => {
    const person = new Person();
    const page = await approvalPage(person);
    await person.deny(page);
    const before = await codesIssued(server.databaseUrl);

    expect(errorFacts(await person.approve(page)).status).toBe(400);
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });

  test('V-32: the address of an answered request is an error page', async () => {
    const person = new Person();
    const page = await approvalPage(person);
    await person.approve(page);

    const pages = await Promise.all(
      ['/signin', '/oauth/authorize'].map((path) => person.open(address(path, { interaction: handleOf(page) }))),
    );

    expect(pages.map((one) => errorFacts(one).status)).toEqual([400, 400]);
  });

  test('V-32, V-33: an approval page of the person before cannot be sent by the person after', async () => {
    const person = new Person();
    const old = await approvalPage(person);
    await person.signIn(await person.open(address('/signin', { interaction: handleOf(old) })), bertha);
    const before = await codesIssued(server.databaseUrl);

    const page = await person.approve(old);

    expect(errorFacts(page).status).toBe(403);
    expect(await codesIssued(server.databaseUrl)).toBe(before);
  });
});

describe('V-34: the session cookie', () => {
  const NAME = 'gatehouse.smart_auth';

  function sessionCookie(person: Person): string {
    return new RegExp(`${NAME}=([^;]*)`).exec(person.cookieHeader)?.[1] ?? '';
  }

  test('V-34, A-24: changes with the sign-in and with every sign-in after that', async () => {
    const person = new Person();
    const form = await signInPage(person);
    const anonymous = sessionCookie(person);
    await person.signIn(form, amelia);
    const first = sessionCookie(person);
    await person.signIn(await person.open(requestUrl(server.issuer, { prompt: 'login' })), amelia);
    const second = sessionCookie(person);

    expect(new Set([anonymous, first, second]).size).toBe(3);
    expect([anonymous, first, second].every((value) => /^gh[ab]_[\w-]{43}\.[\w-]{43}$/.test(value))).toBe(true);
  });

  test('V-34: the value of before a sign-in is worth nothing after it', async () => {
    const person = new Person();
    await person.signIn(await signInPage(person), amelia);
    const old = sessionCookie(person);
    await person.signIn(await person.open(requestUrl(server.issuer, { prompt: 'login' })), amelia);
    const thief = new Person();
    thief.plant(NAME, old);

    const page = await thief.open(requestUrl(server.issuer, { prompt: 'none' }));

    expect(answerParameters(page).error).toBe('login_required');
  });

  test('V-34: an anonymous value planted by somebody else does not let them in after the victim signed in', async () => {
    const attacker = new Person();
    await signInPage(attacker);
    const planted = sessionCookie(attacker);
    const victim = new Person();
    victim.plant(NAME, planted);

    await victim.signIn(await signInPage(victim), amelia);

    expect(sessionCookie(victim)).not.toBe(planted);
    const page = await attacker.open(requestUrl(server.issuer, { prompt: 'none' }));
    expect(answerParameters(page).error).toBe('login_required');
  });

  test.each(['x', `ghb_${'A'.repeat(43)}.${'B'.repeat(43)}`, '', 'ghb_', '"quoted"', 'ghb_%41'])(
    'V-34: the planted value %j is never adopted',
    async (planted) => {
      const person = new Person();
      person.plant(NAME, planted);

      await signInPage(person);

      expect(sessionCookie(person)).not.toBe(planted);
      expect(sessionCookie(person)).toMatch(/^gha_/);
    },
  );

  test('V-34: logout removes the row on the server', async () => {
    const person = new Person();
    await person.signIn(await signInPage(person), amelia);
    const old = sessionCookie(person);
    const count = async () => (await stateOf(server.databaseUrl)).browser_session ?? 0;
    const before = await count();

    await person.request(`${server.issuer}/logout`, { headers: { 'sec-fetch-site': 'same-origin' } });

    expect(await count()).toBe(before - 1);
    const thief = new Person();
    thief.plant(NAME, old);
    expect(answerParameters(await thief.open(requestUrl(server.issuer, { prompt: 'none' }))).error).toBe(
      'login_required',
    );
  });

  test('R-14: only a hash of the value is stored', async () => {
    const person = new Person();
    await person.signIn(await signInPage(person), amelia);
    const secret = sessionCookie(person).slice(4, 47);

    const rows = await rowsOf(
      server.databaseUrl,
      `select 1 from browser_session s where to_jsonb(s)::text like $1
       union all select 1 from pending_authorization p where to_jsonb(p)::text like $1`,
      [`%${secret}%`],
    );

    expect(rows).toEqual([]);
  });
});

describe('V-33: a random walk over the addresses of the flow', () => {
  const people = [amelia, bertha];
  const browser = fc.nat({ max: 1 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), browser }),
    fc.record({ kind: fc.constant('post-request' as const), browser }),
    fc.record({
      kind: fc.constant('show' as const),
      browser,
      page: fc.nat(),
      path: fc.constantFrom('/signin', '/oauth/authorize'),
    }),
    fc.record({
      kind: fc.constant('sign-in' as const),
      browser,
      page: fc.nat(),
      who: fc.nat({ max: 1 }),
      isRight: fc.boolean(),
      handle: fc.nat(),
    }),
    fc.record({ kind: fc.constant('approve' as const), browser, page: fc.nat(), handle: fc.nat() }),
    fc.record({ kind: fc.constant('forget' as const), browser }),
  );
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  test('V-33, O-04: a code is issued only after password and approval of one person in one browser', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const walk = new Walk();
        for (const one of steps) await walk.take(one);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('V-33: the walk can succeed, so that its checks mean something', async () => {
    const walk = new Walk();
    await walk.take({ kind: 'ask', browser: 0 });
    await walk.take({ kind: 'sign-in', browser: 0, page: 0, who: 0, isRight: true, handle: 0 });
    await walk.take({ kind: 'approve', browser: 0, page: 1, handle: 0 });

    expect(walk.codes).toBe(1);
  });

  /** Two browsers, everything they were ever shown, and a model of who is signed in where. */
  class Walk {
    codes = 0;
    private readonly browsers = [new Person(), new Person()];
    private readonly signedIn: (string | undefined)[] = [undefined, undefined];
    private readonly pages: { page: Page; browser: number; person: string | undefined }[] = [];
    private readonly handles: string[] = [];
    private readonly answered = new Set<string>();

    async take(one: Step): Promise<void> {
      if (one.kind === 'forget') {
        this.forget(one.browser);
        return;
      }
      const page = await this.request(one);
      if (page === undefined) return;
      if (kindOf(page) === 'answer') {
        this.check(one, page);
        return;
      }
      expect(['sign-in', 'approval', 'error']).toContain(kindOf(page));
      this.see(one.browser, page);
    }

    private forget(browser: number): void {
      this.browsers[browser]?.forget();
      this.signedIn[browser] = undefined;
    }

    private see(browser: number, page: Page): void {
      if (kindOf(page) === 'error') return;
      this.pages.push({ page, browser, person: this.signedIn[browser] });
      this.handles.push(handleOf(page));
      if (kindOf(page) === 'approval') expect(this.signedIn[browser]).toBeDefined();
    }

    private async request(one: Exclude<Step, { kind: 'forget' }>): Promise<Page | undefined> {
      const person = this.browsers[one.browser] ?? new Person();
      const url = requestUrl(server.issuer, { prompt: 'consent' });
      if (one.kind === 'ask') return person.open(url);
      if (one.kind === 'post-request')
        return person.post(`${server.issuer}/oauth/authorize`, Object.fromEntries(new URL(url).searchParams));
      const seen = pick(this.pages, one.page);
      if (seen === undefined) return undefined;
      if (one.kind === 'show') return person.open(address(one.path, { interaction: handleOf(seen.page) }));
      const fields = { ...hiddenFields(seen.page), interaction: pick(this.handles, one.handle) ?? '' };
      if (one.kind === 'approve')
        return person.post(`${server.issuer}/oauth/authorize`, {
          ...fields,
          'scope.patient/*.rs': 'true',
          user_oauth_approval: 'true',
        });
      return this.signIn(person, fields, one);
    }

    private async signIn(person: Person, fields: Fields, one: Extract<Step, { kind: 'sign-in' }>): Promise<Page> {
      const { username, password } = people[one.who] ?? amelia;
      const page = await person.post(`${server.issuer}/authenticate`, {
        ...fields,
        username,
        password: one.isRight ? password : 'wrong',
      });
      if (!one.isRight) await rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
      if (kindOf(page) === 'approval') {
        expect(one.isRight).toBe(true);
        this.signedIn[one.browser] = username;
      }
      return page;
    }

    /** An answer for the app must be the first one to an approval page that this person was shown in this browser. */
    private check(one: Step, page: Page): void {
      expect(answerParameters(page)).toHaveProperty('code');
      expect(one.kind).toBe('approve');
      if (one.kind !== 'approve') return;
      const form = pick(this.pages, one.page);
      const handle = pick(this.handles, one.handle) ?? '';
      expect(form?.person).toBe(this.signedIn[one.browser]);
      expect(form?.person).toBeDefined();
      expect(form?.browser).toBe(one.browser);
      expect(this.answered.has(handle)).toBe(false);
      this.answered.add(handle);
      this.codes++;
    }
  }
});

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}
