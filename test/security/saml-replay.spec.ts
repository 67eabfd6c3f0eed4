import { authorizeUrl } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { SamlIdp, samlKeyPair } from '../support/saml-idp.js';
import { answerTo, bridging, deliver, ledTo, requestIn } from '../support/saml-site.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const idp = new SamlIdp('https://idp.example/metadata');
let server: TestServer;
let acs: string;

beforeAll(async () => {
  server = await startTestServer(bridging(idp));
  acs = `${server.issuer}/login/saml2/sso/SMILECDR`;
});
afterAll(async () => {
  await server.stop();
});

const request = (): string => authorizeUrl(server.issuer, { code_challenge: CHALLENGE, scope: 'openid user/*.rs' });
const away = async (person: Person): Promise<string> => ledTo(await person.open(request()));
const isFree = async (person: Person): Promise<boolean> => ledTo(await person.open(request())).includes('SAMLRequest=');
const answers = (text: string) => expect.stringContaining(text) as string;

test('V-32: a response counts once, whoever posts it again', async () => {
  const person = new Person();
  const response = answerTo(idp, await away(person));
  const first = await deliver(acs, response);
  const second = await deliver(acs, response);
  await person.open(ledTo(first));

  expect([first.status, second.status]).toEqual([303, 400]);
  expect((await deliver(acs, response)).status).toBe(400);
});

test('V-32: twenty deliveries at once are one', async () => {
  const response = answerTo(idp, await away(new Person()));
  const all = await Promise.all(Array.from({ length: 20 }, () => deliver(acs, response)));

  expect(all.filter((page) => ledTo(page).includes('outcome='))).toHaveLength(1);
});

test('an assertion is not taken twice, although another request of the same browser waits', async () => {
  const person = new Person();
  const [first, second] = [await away(person), await away(person)];
  const assertionId = '_the-same';
  const one = await deliver(acs, answerTo(idp, first, { parts: { assertionId } }));
  const two = await deliver(acs, answerTo(idp, second, { parts: { assertionId } }));

  expect([ledTo(one), ledTo(two)]).toEqual([answers('outcome='), answers('error=failed')]);
});

test('V-16: the outcome in another browser is refused and burnt', async () => {
  const [person, other] = [new Person(), new Person()];
  const outcome = ledTo(await deliver(acs, answerTo(idp, await away(person))));
  await away(other);

  const elsewhere = await other.open(outcome);
  const late = await person.open(outcome);

  expect([elsewhere.status, late.status]).toEqual([403, 400]);
  expect([await isFree(person), await isFree(other)]).toEqual([true, true]);
});

test("login CSRF: another person's response in this browser signs nobody in", async () => {
  const [victim, attacker] = [new Person(), new Person()];
  await away(victim);
  const response = answerTo(idp, await away(attacker), { parts: { nameId: 'attacker' } });

  const page = await victim.open(ledTo(await deliver(acs, response)));

  expect(page.status).toBe(403);
  expect(await isFree(victim)).toBe(true);
});

test('V-16: what came of a refused response is told to the browser that asked, and to no other', async () => {
  const [person, other] = [new Person(), new Person()];
  const told = ledTo(await deliver(acs, answerTo(idp, await away(person), { parts: { status: 'Responder' } })));

  expect((await other.open(told)).status).toBe(403);
  expect((await person.open(told)).status).toBe(200);
});

test.each([
  ['unsolicited', { inResponseTo: undefined, confirmationInResponseTo: undefined }],
  ['to a request that nobody sent', { inResponseTo: 'ghq_nobody', confirmationInResponseTo: 'ghq_nobody' }],
])('a response that is %s is refused, rightly signed as it is', async (_name, parts) => {
  const page = await deliver(acs, answerTo(idp, await away(new Person()), { parts }));

  expect([page.status, page.headers.getSetCookie()]).toEqual([400, []]);
});

test('a request that is too old', async () => {
  const response = answerTo(idp, await away(new Person()));
  await rowsOf(server.databaseUrl, `update saml_request set expires_at = gatehouse_now() returning module_id`);

  expect((await deliver(acs, response)).status).toBe(400);
});

test('an outcome that nobody fetched for a minute', async () => {
  const person = new Person();
  const outcome = ledTo(await deliver(acs, answerTo(idp, await away(person))));
  await rowsOf(server.databaseUrl, `update saml_outcome set expires_at = gatehouse_now() returning module_id`);

  expect((await person.open(outcome)).status).toBe(400);
});

test('a wrong response does not end a request: the right one still counts', async () => {
  const person = new Person();
  const address = await away(person);
  const wrong = await deliver(acs, answerTo(idp, address, { signing: { over: 'both', key: samlKeyPair('stranger') } }));
  const right = await person.open(ledTo(await deliver(acs, answerTo(idp, address))));

  expect(ledTo(wrong)).toContain('error=failed');
  expect(right.text).toContain('user_oauth_approval');
});

test('V-22: values of one kind are nothing at another place', async () => {
  const person = new Person();
  const address = await away(person);
  const outcome = new URL(ledTo(await deliver(acs, answerTo(idp, address)))).searchParams.get('outcome') ?? '';
  const { requestId } = requestIn(address);
  const places = [
    `${acs}?outcome=${requestId}`,
    `${acs}?request=${outcome}`,
    `${server.issuer}/signin?interaction=${requestId}`,
    `${server.issuer}/oauth/authorize?interaction=${outcome}`,
  ];

  const statuses = [];
  for (const place of places) statuses.push((await person.open(place)).status);
  expect(statuses).toEqual([400, 400, 404, 400]);
  expect((await person.open(`${acs}?outcome=${outcome}`)).text).toContain('user_oauth_approval');
});

test('nothing of the person lies in the database in clear while the sign-in is under way', async () => {
  const parts = { nameId: 'canary-subject', attributes: { uid: ['canary-name'] } };
  const address = await away(new Person());
  const { requestId } = requestIn(address);
  await deliver(acs, answerTo(idp, address, { parts }));
  const rows = await rowsOf(server.databaseUrl, 'select * from saml_request, saml_outcome');

  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`canary|${requestId}|ghi_`));
});

test.each([
  ['no field', new URLSearchParams()],
  [
    'a field twice',
    new URLSearchParams([
      ['SAMLResponse', 'a'],
      ['SAMLResponse', 'b'],
    ]),
  ],
  ['what is no base64', new URLSearchParams({ SAMLResponse: '<xml/>' })],
])('V-90: %s is a plain refusal', async (_name, body) => {
  const { status, text } = await new Person().request(acs, { method: 'POST', body });

  expect(status).toBe(400);
  expect(text).not.toContain('<xml');
});

test('V-90: a response beyond all bounds is 413 at once', async () => {
  const body = new URLSearchParams({ SAMLResponse: 'A'.repeat(200_000) });

  expect((await new Person().request(acs, { method: 'POST', body })).status).toBe(413);
});

test('R-18: as many sign-ins of one network are under way as may be, and no more', async () => {
  const limited = await startTestServer({
    ...bridging(idp, undefined, ['module.smart_auth.config.authorization_request.most_waiting_per_network=10']),
  });
  try {
    const person = new Person();
    const start = new URL(authorizeUrl(limited.issuer, { code_challenge: CHALLENGE })).href;
    await person.open(start);
    const pages = [];
    for (let i = 0; i < 12; i++) pages.push(await person.request(`${limited.issuer}/saml2/authenticate/SMILECDR`));

    expect(pages.map(({ status }) => status)).toEqual([...Array<number>(9).fill(303), 429, 429, 429]);
  } finally {
    await limited.stop();
  }
});
