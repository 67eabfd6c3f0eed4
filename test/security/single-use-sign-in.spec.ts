import { obtainCode, postForm, redemption } from '../support/app.js';
import { kindOf, requestUrl } from '../support/authorization.js';
import { cookieOf, SESSION } from '../support/every-value.js';
import { answerTo as upstreamAnswer, FederatedUpstream, federating } from '../support/federated-upstream.js';
import { MailServer } from '../support/mail-server.js';
import { hiddenFields, linkOn, Person, type Page } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { SamlIdp } from '../support/saml-idp.js';
import { answerTo, bridging, deliver, ledTo, requestIn } from '../support/saml-site.js';
import { until } from '../support/server-process.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha, carla } from '../support/test-users.js';
import { appOn, giveTotp } from '../support/totp.js';

const SCOPE = 'openid user/*.rs';
/** At once: no more than codes have guesses. */
const CROWD = 5;
const idp = new SamlIdp('https://idp.example/metadata');
let upstream: FederatedUpstream;
let mails: MailServer;
let server: TestServer;
let registrations = 0;

beforeAll(async () => {
  [upstream, mails] = [await FederatedUpstream.start('one'), await MailServer.start()];
  const [federated, saml] = [federating([upstream.definition()]), bridging(idp)];
  server = await startTestServer({
    users: [{ ...amelia, authorities: [...amelia.authorities, { permission: 'CHANGE_OWN_TFA_KEY' }] }, bertha, carla],
    properties: [
      ...federated.properties,
      ...(saml.properties ?? []),
      ...mails.properties,
      'module.smart_auth.config.federate_mode.local_sign_in.enabled=true',
      'module.smart_auth.requires.SECURITY_USER_SELF_REGISTRATION=local_security',
      'module.local_security.config.user_self_registration.enabled=true',
    ],
    files: { ...federated.files, ...saml.files },
  });
  await giveTotp(server, 'bertha');
  await until(async () => isAsked(await signedIn(bertha)));
});

afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

afterAll(async () => {
  await server.stop();
  await Promise.all([upstream.stop(), mails.stop()]);
});

const url = () => requestUrl(server.issuer, { scope: SCOPE });
const isAsked = ({ text }: Page): boolean => text.includes('id="second-factor-form"');
const isIn = (page: Page): boolean => ['approval', 'answer'].includes(kindOf(page)) || isAsked(page);

async function signedIn(who: typeof amelia | typeof bertha, person = new Person()): Promise<Page> {
  return person.signIn(await person.open(url()), who);
}

/** A value that waits to be used, and the use of a value of any kind in its place; true where it was taken. */
interface Waiting {
  readonly value: string;
  present(value: string): Promise<boolean>;
}

/** One value of each kind; each is good for its own place alone. */
const kinds: Readonly<Record<string, () => Promise<Waiting>>> = {
  'state of a sign-in at another server': async () => {
    const person = new Person();
    await person.open(url());
    const away = ledTo(await person.open(`${server.issuer}/oauth2/authorization/one`));
    const state = new URL(away).searchParams.get('state') ?? '';
    return {
      value: state,
      present: async (value) => {
        const code = upstream.signIn(away, { claims: { sub: 'maria' } }).searchParams.get('code') ?? '';
        return isIn(await person.open(upstreamAnswer(away, { code, state: value }).href));
      },
    };
  },
  'id of a SAML request': async () => {
    const { away } = await samlRequest();
    const { requestId, acs } = requestIn(away);
    return {
      value: requestId,
      present: async (value) => {
        const parts = { inResponseTo: value, confirmationInResponseTo: value };
        return ledTo(await deliver(acs, answerTo(idp, away, { parts }))).includes('outcome=');
      },
    };
  },
  'outcome of a SAML response': async () => {
    const { person, away } = await samlRequest();
    const back = new URL(ledTo(await deliver(requestIn(away).acs, answerTo(idp, away))));
    return {
      value: back.searchParams.get('outcome') ?? '',
      present: async (value) => {
        back.searchParams.set('outcome', value);
        return isIn(await person.open(back.href));
      },
    };
  },
  'cookie of a sign-in that waits for a code': async () => {
    const person = new Person();
    const page = await signedIn(bertha, person);
    return {
      value: cookieOf(person, SESSION),
      present: async (value) => {
        const browser = new Person();
        browser.plant(SESSION, value);
        return isAsked(await browser.open(page.url));
      },
    };
  },
  'handle of a reset': async () => {
    const person = new Person();
    const first = await person.open(linkOn(await person.open(url()), 'forgot-password'));
    const second = await person.submit(first, { username: 'amelia' });
    const { text } = await mails.next(amelia.email, 'Your code for a new password');
    const code = /Code: (\d{6})/.exec(text)?.[1] ?? '';
    return {
      value: hiddenFields(second).reset ?? '',
      present: async (reset) =>
        (await person.submit(second, { reset, code })).text.includes('id="page-forgot-password-step3"'),
    };
  },
  'handle of a registration': async () => {
    const [person, email] = [new Person(), `r${String(registrations++)}@clinic.example`];
    const first = await person.open(linkOn(await person.open(url()), 'register'));
    const second = await person.submit(first, { email, given_name: 'Rita', family_name: 'Vance' });
    const { text } = await mails.next(email, 'Your code for a new account');
    const code = /Code: (\d{6})/.exec(text)?.[1] ?? '';
    const chosen = { password: 'plum ladder quiet harbour', repeated_password: 'plum ladder quiet harbour' };
    return {
      value: hiddenFields(second).registration ?? '',
      present: async (registration) => {
        const account = { code, username: `rita${String(registrations++)}`, ...chosen };
        return (await person.submit(second, { registration, ...account })).text.includes('Your account is made');
      },
    };
  },
  'handle of a request': async () => {
    const person = new Person();
    const approval = await signedIn(amelia, person);
    return {
      value: hiddenFields(approval).interaction ?? '',
      present: async (interaction) => {
        const query = new URLSearchParams({ interaction }).toString();
        return kindOf(await person.open(`${server.issuer}/oauth/authorize?${query}`)) === 'approval';
      },
    };
  },
  'cookie of a session': async () => {
    const person = new Person();
    await signedIn(amelia, person);
    return {
      value: cookieOf(person, SESSION),
      present: async (value) => {
        const browser = new Person();
        browser.plant(SESSION, value);
        return isIn(await browser.open(url()));
      },
    };
  },
  'authorization code': async () => {
    const issued = await obtainCode(server.issuer, { scope: SCOPE });
    return {
      value: issued.code,
      present: async (code) =>
        (await postForm(`${server.issuer}/oauth/token`, { ...redemption(issued), code })).status === 200,
    };
  },
};

async function samlRequest(): Promise<{ person: Person; away: string }> {
  const person = new Person();
  const page = await person.open(url());
  return { person, away: ledTo(await person.open(linkOn(page, 'saml-sign-in'))) };
}

test('V-22, R-02: no value of one kind is taken in the place of another, and each is still good in its own', async () => {
  const waiting = new Map<string, Waiting>();
  for (const [kind, wait] of Object.entries(kinds)) waiting.set(kind, await wait());

  const taken: string[] = [];
  for (const [place, { present }] of waiting)
    for (const [kind, { value }] of waiting) {
      expect(value.length).toBeGreaterThan(8);
      if (kind !== place && (await present(value))) taken.push(`${kind} as ${place}`);
    }
  const good: string[] = [];
  for (const [kind, { value, present }] of waiting) if (await present(value)) good.push(kind);

  expect(taken).toEqual([]);
  expect(good).toEqual([...waiting.keys()]);
});

/** What is over once it was used. */
const once: typeof kinds = {
  ...Object.fromEntries(
    [
      'state of a sign-in at another server',
      'id of a SAML request',
      'outcome of a SAML response',
      'handle of a reset',
      'handle of a registration',
      'authorization code',
    ].map((kind) => [kind, kinds[kind]!]),
  ),
  'key of an authenticator app': async () => {
    const person = new Person();
    await signedIn(amelia, person);
    const page = await person.open(`${server.issuer}/account/second-factor`);
    const value = await appOn(page, server.databaseUrl).next();
    const shown = new Set<string>();
    return {
      value,
      // Whoever sends the form once more is shown the codes of the first time: only others would be those of another.
      present: async (code) => {
        const { text } = await person.submit(page, { code, current_password: amelia.password });
        const codes = /<ul[^>]*id="recovery-codes".*?<\/ul>/s.exec(text)?.[0];
        if (codes === undefined || shown.has(codes)) return false;
        shown.add(codes);
        return true;
      },
    };
  },
};

test.each(Object.keys(once))('V-32, R-01: of many at once one gets through by the %s', async (kind) => {
  const { value, present } = await once[kind]!();

  const taken = await Promise.all(Array.from({ length: CROWD }, () => present(value)));

  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await present(value)).toBe(false);
});
