import { authorizeUrl } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { FederatedUpstream, federating } from '../support/federated-upstream.js';
import { linkOn, Person, type Page } from '../support/person.js';
import { SamlIdp } from '../support/saml-idp.js';
import { answerTo, bridging, deliver, ledTo, requestIn } from '../support/saml-site.js';
import { until } from '../support/server-process.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { giveTotp } from '../support/totp.js';

const REFEDS = 'https://refeds.org/profile/mfa';
const PASSWORD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password';
const idp = new SamlIdp('https://idp.example/metadata');
let upstream: FederatedUpstream;
let strict: TestServer;
let trusting: TestServer;

beforeAll(async () => {
  upstream = await FederatedUpstream.start('one');
  upstream.upstream.document = { ...upstream.upstream.document, userinfo_endpoint: `${upstream.issuer}/userinfo` };
  upstream.userInfo = { sub: 'maria' };
  strict = await startTestServer(bridged());
  const trust = 'module.smart_auth.config.acr.second_factor_elsewhere_counts=true';
  trusting = await startTestServer({ ...bridged(trust), databaseUrl: strict.databaseUrl });
});

afterAll(async () => {
  await trusting.stop();
  await strict.stop();
  await upstream.stop();
});

/** A server at which people sign in at either of the two. */
function bridged(...more: readonly string[]) {
  const [federated, saml] = [federating([upstream.definition()]), bridging(idp)];
  return {
    properties: [...federated.properties, ...(saml.properties ?? []), ...more],
    files: { ...federated.files, ...saml.files },
  };
}

/** How people sign in elsewhere, proving one factor or two. @param start where they choose */
type Way = (start: Page, person: Person, isTwofold: boolean) => Promise<Page>;

const ways: Readonly<Record<string, { readonly username: () => string; readonly signIn: Way }>> = {
  'another server': {
    username: () => `maria@${new URL(upstream.issuer).host}`,
    signIn: async (start, person, isTwofold) => {
      const away = await person.open(new URL('/oauth2/authorization/one', start.url).href);
      const claims = { sub: 'maria', amr: isTwofold ? ['pwd', 'otp', 'mfa'] : ['pwd'] };
      return person.open(upstream.signIn(ledTo(away), { claims }).href);
    },
  },
  'a SAML identity provider': {
    username: () => 'mila',
    signIn: async (start, person, isTwofold) => {
      const away = ledTo(await person.open(linkOn(start, 'saml-sign-in')));
      const answer = answerTo(idp, away, { parts: { contextClass: isTwofold ? REFEDS : PASSWORD } });
      return person.open(ledTo(await deliver(requestIn(away).acs, answer)));
    },
  },
};

describe.each(Object.entries(ways))('A-23, V-33: a second factor of people of %s', (_name, { username, signIn }) => {
  const isAsked = ({ text }: Page): boolean => text.includes('id="second-factor-form"');

  async function start(server: TestServer, isTwofold = false): Promise<Page> {
    const person = new Person();
    const url = authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' });
    return signIn(await person.open(url), person, isTwofold);
  }

  beforeAll(async () => {
    await start(strict);
    await giveTotp(strict, username());
    for (const server of [strict, trusting]) await until(async () => isAsked(await start(server)));
  });

  test.each([
    { name: 'one factor', isTwofold: false, at: 'strict', asked: true },
    { name: 'two factors', isTwofold: true, at: 'strict', asked: true },
    { name: 'one factor', isTwofold: false, at: 'trusting', asked: true },
    { name: 'two factors', isTwofold: true, at: 'trusting', asked: false },
  ])('after $name there is asked for at a $at server: $asked', async ({ isTwofold, at, asked }) => {
    const page = await start(at === 'strict' ? strict : trusting, isTwofold);

    expect(isAsked(page)).toBe(asked);
    expect(page.text.includes('user_oauth_approval')).toBe(!asked);
  });
});

test('A-23: two factors of which the userinfo document alone tells, which nobody signs, count nowhere', async () => {
  const person = new Person();
  const url = authorizeUrl(trusting.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' });
  const away = await person.open(new URL('/oauth2/authorization/one', (await person.open(url)).url).href);
  upstream.userInfo = { sub: 'maria', amr: ['mfa'] };
  const before = upstream.hits('/userinfo');
  const page = await person.open(upstream.signIn(ledTo(away), { claims: { sub: 'maria' } }).href);

  expect([upstream.hits('/userinfo') - before, page.text.includes('id="second-factor-form"')]).toEqual([1, true]);
});
