import fc from 'fast-check';
import { kindOf, requestUrl } from '../support/authorization.js';
import { answerTo, FederatedUpstream, federating } from '../support/federated-upstream.js';
import { hiddenFields, Person, type Fields, type Page } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { until } from '../support/server-process.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { giveTotp, type Authenticator } from '../support/totp.js';

/** Bertha has a second factor, Amelia has none. */
const people = [amelia, bertha] as const;
/** Has a password at the other server alone, and no second factor. */
const fred = 'fred';
/** By number, beside people: whoever signs in elsewhere. */
const ELSEWHERE = people.length;
const posts = { '/authenticate': 'sign-in', '/signin/second-factor': 'code', '/oauth/terms': 'agree' } as const;
type Kind = 'left' | 'sign-in' | 'second-factor' | 'terms' | 'approval' | 'answer' | 'error';

let server: TestServer;
let app: Authenticator;
let elsewhere: FederatedUpstream;

beforeAll(async () => {
  elsewhere = await FederatedUpstream.start('one');
  const federation = federating([elsewhere.definition()], 'federate_mode.local_sign_in.enabled=true');
  server = await startTestServer({
    properties: [
      ...federation.properties,
      'module.smart_auth.config.tos.version_string=1',
      'module.smart_auth.config.tos.text_file=classpath:terms.txt',
    ],
    files: { ...federation.files, 'terms.txt': 'Be kind.' },
  });
  app = await giveTotp(server, 'bertha');
  await until(async () => {
    const person = new Person();
    return nameOf(await person.signIn(await person.open(requestUrl(server.issuer)), bertha)) === 'second-factor';
  });
});

afterAll(async () => {
  await server.stop();
  await elsewhere.stop();
});

function nameOf(page: Page): Kind {
  if (page.headers.get('location')?.startsWith(elsewhere.issuer) === true) return 'left';
  if (page.text.includes('id="second-factor-form"')) return 'second-factor';
  if (page.text.includes('id="terms-form"')) return 'terms';
  const kind = kindOf(page);
  if (kind === 'selection' || kind === 'other') throw new Error(`${page.url}: ${page.text.slice(0, 1_000)}`);
  return kind;
}

const browser = fc.nat({ max: 1 });
// Mostly the page that was seen last, and the handle that belongs to it.
const back = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat({ max: 9 }));
const handle = fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.nat({ max: 9 }));
const isRight = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false));
const shown = fc.constantFrom('/signin', '/signin/second-factor', '/oauth/authorize');
const who = fc.nat({ max: 1 });
const anyWay = fc.nat({ max: ELSEWHERE });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('go-on' as const), browser, who: anyWay }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), browser }) },
  fc.record({ kind: fc.constant('show' as const), browser, back, path: shown }),
  fc.record({ kind: fc.constant('sign-in' as const), browser, back, handle, isRight, who }),
  fc.record({ kind: fc.constant('code' as const), browser, back, handle, isRight }),
  fc.record({ kind: fc.constant('agree' as const), browser, back, handle }),
  fc.record({ kind: fc.constant('approve' as const), browser, back, handle }),
  fc.record({ kind: fc.constant('leave' as const), browser, back }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('come-back' as const), browser, back, isRight }) },
  fc.record({ kind: fc.constant('forget' as const), browser }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Wish = Exclude<Step, { kind: 'go-on' }>;
type Trip = Extract<Wish, { kind: 'leave' | 'come-back' }>;
type Post = Exclude<Wish, Trip | { kind: 'ask' | 'show' | 'forget' }>;

/** A page as it was shown: in which browser, to whom. */
interface Seen {
  readonly page: Page;
  readonly handle: string;
  readonly browser: number;
  readonly person: string | undefined;
}

/** On the way to the other server: from which browser, and whether somebody came back with its state. */
interface Away {
  readonly location: string;
  readonly browser: number;
  readonly jar: number;
  isOver: boolean;
}

/** Two browsers, everything they were ever shown, and a model of who has proved what where. */
class Walk {
  codes = 0;
  private readonly browsers = [new Person(), new Person()];
  /** Who has proved everything, by browser. */
  private readonly signedIn: (string | undefined)[] = [undefined, undefined];
  /** Who has proved the password alone. */
  private readonly halfWay: (string | undefined)[] = [undefined, undefined];
  private readonly agreed = new Set<string>();
  private readonly answered = new Set<string>();
  private readonly seen: Seen[] = [];
  private readonly away: Away[] = [];
  /** How often the browser has lost its cookies. */
  private readonly jars = [0, 0];

  async take(step: Step): Promise<Kind | undefined> {
    const one = step.kind === 'go-on' ? this.nextOf(step) : step;
    if (one.kind === 'forget') {
      this.forget(one.browser);
      return;
    }
    const page = await this.request(one);
    if (page === undefined) return undefined;
    const kind = nameOf(page);
    if ('handle' in one) this.learn(one, kind);
    if (one.kind === 'leave') this.learnLeft(one, page, kind);
    if (one.kind === 'come-back') this.learnBack(one, kind);
    this.check(one, page, kind);
    return kind;
  }

  /** What the page that the browser was shown last is for. */
  private nextOf({ browser: at, who: by }: Extract<Step, { kind: 'go-on' }>): Wish {
    const place = this.seen.findLastIndex((each) => each.browser === at);
    const last = this.seen[place];
    if (last === undefined) return { kind: 'ask', browser: at };
    const own = { browser: at, back: this.seen.length - 1 - place, handle: undefined };
    const trip = this.away.findLastIndex((each) => each.browser === at && !each.isOver);
    switch (nameOf(last.page)) {
      case 'sign-in':
        if (trip >= 0) return { kind: 'come-back', browser: at, back: this.away.length - 1 - trip, isRight: true };
        if (by === ELSEWHERE) return { kind: 'leave', ...own };
        return { kind: 'sign-in', ...own, isRight: true, who: by };
      case 'second-factor':
        return { kind: 'code', ...own, isRight: true };
      case 'terms':
        return { kind: 'agree', ...own };
      default:
        return this.answered.has(last.handle) ? { kind: 'ask', browser: at } : { kind: 'approve', ...own };
    }
  }

  private forget(at: number): undefined {
    this.browsers[at]?.forget();
    this.signedIn[at] = this.halfWay[at] = undefined;
    this.jars[at] = (this.jars[at] ?? 0) + 1;
  }

  private async request(one: Exclude<Wish, { kind: 'forget' }>): Promise<Page | undefined> {
    const person = this.browsers[one.browser] ?? new Person();
    if (one.kind === 'ask')
      return person.open(requestUrl(server.issuer, { prompt: 'consent', scope: 'openid user/*.rs' }));
    if (one.kind === 'come-back') return this.comeBack(person, one);
    const seen = this.seen.at(-1 - one.back);
    if (seen === undefined) return undefined;
    const query = new URLSearchParams({ interaction: seen.handle }).toString();
    if (one.kind === 'leave') return person.open(`${server.issuer}/oauth2/authorization/${elsewhere.id}?${query}`);
    if (one.kind === 'show') return person.open(`${server.issuer}${one.path}?${query}`);
    const fields = { ...hiddenFields(seen.page), interaction: this.handleFor(one, seen) };
    const answer = await person.post(server.issuer + pathOf(one), { ...fields, ...(await fieldsOf(one)) });
    if ('isRight' in one && !one.isRight) await rowsOf(server.databaseUrl, 'delete from sign_in_throttle');
    return answer;
  }

  /** With a code that the other server knows, or one that it does not. */
  private async comeBack(person: Person, { back: at, isRight: knows }: Extract<Trip, { kind: 'come-back' }>) {
    const away = this.away.at(-1 - at);
    if (away === undefined) return undefined;
    const callback = knows
      ? elsewhere.signIn(away.location, { claims: { sub: fred } })
      : answerTo(away.location, { code: 'guessed' });
    return person.open(callback.href);
  }

  private handleFor(one: Post, seen: Seen): string {
    return one.handle === undefined ? seen.handle : (this.seen.at(-1 - one.handle)?.handle ?? seen.handle);
  }

  /** What an answer to a form says of who has proved what. */
  private learn(one: Post, kind: Kind): void {
    const at = one.browser;
    const goesOn = kind === 'terms' || kind === 'approval';
    if (one.kind === 'sign-in' && (goesOn || kind === 'second-factor')) {
      const { username } = people[one.who] ?? amelia;
      expect(one.isRight).toBe(true);
      expect(kind === 'second-factor').toBe(username === bertha.username);
      this.signedIn[at] = goesOn ? username : undefined;
      this.halfWay[at] = goesOn ? undefined : username;
    }
    if (one.kind === 'code' && goesOn && this.halfWay[at] !== undefined) {
      expect(one.isRight).toBe(true);
      this.signedIn[at] = this.halfWay[at];
      this.halfWay[at] = undefined;
    }
    if (one.kind === 'agree' && kind === 'approval') this.agreed.add(this.signedIn[at] ?? '');
  }

  private learnLeft({ browser: at, back: place }: Extract<Trip, { kind: 'leave' }>, page: Page, kind: Kind): void {
    if (kind !== 'left') return;
    expect(this.seen.at(-1 - place)?.browser).toBe(at);
    const location = page.headers.get('location') ?? '';
    this.away.push({ location, browser: at, jar: this.jars[at] ?? 0, isOver: false });
  }

  /** Whoever comes back to another browser, or once more, or with a code that is none, is nobody; the trip is over all the same. */
  private learnBack(one: Extract<Trip, { kind: 'come-back' }>, kind: Kind): void {
    const away = this.away.at(-1 - one.back);
    if (away === undefined) return;
    if (kind === 'terms' || kind === 'approval') {
      const { browser: at } = one;
      expect({ ...one, ...away }).toMatchObject({ isRight: true, browser: at, jar: this.jars[at], isOver: false });
      this.signedIn[at] = fred;
      this.halfWay[at] = undefined;
    }
    away.isOver = true;
  }

  private check(one: Wish, page: Page, kind: Kind): void {
    if (kind === 'error' || kind === 'left') return;
    const { browser: at } = one;
    const person = this.signedIn[at];
    if (kind === 'second-factor') expect(this.halfWay[at]).toBeDefined();
    if (kind === 'terms' || kind === 'approval') expect(person).toBeDefined();
    if (kind === 'approval') expect(this.agreed.has(person ?? '')).toBe(true);
    if (kind === 'answer') this.checkAnswer(one, page);
    else this.seen.push({ page, handle: hiddenFields(page).interaction ?? '', browser: at, person });
  }

  /** A code is the first answer to an approval page that this person, who has proved and agreed to everything, was shown in this browser. */
  private checkAnswer(one: Wish, page: Page): void {
    const person = this.signedIn[one.browser];
    expect(new URL(page.headers.get('location') ?? '').searchParams.has('code')).toBe(true);
    if (one.kind !== 'approve') throw new Error(`${one.kind} was answered with a code`);
    const form = this.seen.at(-1 - one.back);
    expect(form).toMatchObject({ browser: one.browser, person });
    expect(this.agreed.has(person ?? '')).toBe(true);
    const of = form === undefined ? '' : this.handleFor(one, form);
    expect(this.answered.has(of)).toBe(false);
    this.answered.add(of);
    this.codes++;
  }
}

function pathOf({ kind }: Post): string {
  return Object.entries(posts).find(([, name]) => name === kind)?.[0] ?? '/oauth/authorize';
}

async function fieldsOf(one: Post): Promise<Fields> {
  if (one.kind === 'agree') return { decision: 'agree', version: '1' };
  if (one.kind === 'approve') return { 'scope.user/*.rs': 'true', user_oauth_approval: 'true' };
  if (one.kind === 'code') {
    // The other server lives by the clock of the machine, so that no time passes between codes: one may come again here.
    await rowsOf(server.databaseUrl, 'update totp_key set last_step = 0');
    return { code: one.isRight ? app.now() : '000000' };
  }
  const { username, password } = people[one.who] ?? amelia;
  return { username, password: one.isRight ? password : 'wrong' };
}

/** Nobody agreed to anything, and nothing waits: only so many requests of one network may. */
async function startOver(): Promise<void> {
  for (const table of ['terms_acceptance', 'pending_authorization', 'federated_sign_in'])
    await rowsOf(server.databaseUrl, `delete from ${table}`);
}

test('V-33, O-04: a code is issued only after password or sign-in elsewhere, second factor where there is one, terms and approval of one person in one browser', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      await startOver();
      const walk = new Walk();
      for (const one of steps) await walk.take(one);
    }),
    { numRuns: 20 },
  );
}, 120_000);

const own = { browser: 0, back: 0, handle: undefined, isRight: true };
test.each<{ name: string; proof: readonly Step[]; kinds: readonly Kind[] }>([
  { name: 'without a second factor', proof: [{ kind: 'sign-in', ...own, who: 0 }], kinds: [] },
  {
    name: 'with one',
    proof: [
      { kind: 'sign-in', ...own, who: 1 },
      { kind: 'code', ...own },
    ],
    kinds: ['second-factor'],
  },
  {
    name: 'elsewhere',
    proof: [
      { kind: 'leave', ...own },
      { kind: 'come-back', ...own },
    ],
    kinds: ['left'],
  },
  {
    name: 'going on, elsewhere',
    proof: [
      { kind: 'go-on', browser: 0, who: ELSEWHERE },
      { kind: 'go-on', browser: 0, who: 0 },
    ],
    kinds: ['left'],
  },
])('V-33: the walk can succeed $name, so that its checks mean something', async ({ proof, kinds }) => {
  await startOver();
  const walk = new Walk();
  const steps: readonly Step[] = [
    { kind: 'ask', browser: 0 },
    ...proof,
    { kind: 'agree', ...own },
    { kind: 'approve', ...own },
  ];

  const came: unknown[] = [];
  for (const one of steps) came.push(await walk.take(one));

  expect(came).toEqual(['sign-in', ...kinds, 'terms', 'approval', 'answer']);
  expect(walk.codes).toBe(1);
});
