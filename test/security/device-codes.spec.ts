import { kindOf, textOf } from '../support/authorization.js';
import { allowDevice, approvalOf, deviceCodes, enterCode, poll, typeCode } from '../support/device.js';
import { userinfo } from '../support/endpoint-calls.js';
import { startInboundNode } from '../support/inbound-node.js';
import { hiddenFields, Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';

const [publicApp] = testClients;
const tv = { ...publicApp, clientId: 'tv', allowedGrantTypes: ['DEVICE_CODE'], registeredRedirectUris: [] };
const BROWSER_LIMIT = 10;
const ADDRESS_LIMIT = 100;

let server: TestServer;

beforeAll(async () => {
  const properties = ['module.smart_auth.config.device_grant.enabled=true'];
  server = await startTestServer({ clients: [...testClients, tv], properties });
});

beforeEach(async () => {
  await rowsOf(server.databaseUrl, 'delete from user_code_guess');
  await moveDatabaseClock(server.databaseUrl, 0);
});

afterAll(() => server.stop());

describe('RFC 8628 5.1, RFC8628-1: guessing user codes', () => {
  /** Wrong codes, one after the other. */
  async function guess(person: Person, times: number): Promise<readonly number[]> {
    const statuses: number[] = [];
    for (let time = 0; time < times; time++) statuses.push((await typeCode(person, server.issuer, 'BBBB-BBBB')).status);
    return statuses;
  }

  test('a browser has ten wrong codes, then not even the right one counts for ten minutes', async () => {
    const { user_code } = await deviceCodes(server.issuer);
    const person = new Person();
    const statuses = await guess(person, BROWSER_LIMIT);
    const blocked = await typeCode(person, server.issuer, user_code);
    await moveDatabaseClock(server.databaseUrl, 599);
    const still = await typeCode(person, server.issuer, user_code);
    const elsewhere = await typeCode(new Person(), server.issuer, user_code);
    await moveDatabaseClock(server.databaseUrl, 601);
    const { user_code: next } = await deviceCodes(server.issuer);

    expect(statuses).toEqual(Array<number>(BROWSER_LIMIT).fill(400));
    expect([blocked.status, still.status, elsewhere.status]).toEqual([429, 429, 200]);
    expect(Number(blocked.headers.get('retry-after'))).toBe(600);
    expect(textOf(blocked, 'device-error-text')).toMatch(/^Too many codes/);
    expect((await typeCode(person, server.issuer, next)).status).toBe(200);
  });

  test('V-52: of many guesses at once no more count', async () => {
    const person = new Person();
    const page = await person.open(`${server.issuer}/device`);
    const submit = () => person.submit(page, { user_code: 'BBBB-BBBB' });
    const pages = await Promise.all(Array.from({ length: 40 }, submit));

    expect(pages.filter(({ status }) => status === 400)).toHaveLength(BROWSER_LIMIT);
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(30);
  });

  test('the confirmation is no way around', async () => {
    const { user_code } = await deviceCodes(server.issuer);
    const person = new Person();
    const page = await person.open(`${server.issuer}/device`);
    const attempt = (code: string) => person.submit(page, { user_code: code, confirmed: 'true' });
    for (let time = 0; time < BROWSER_LIMIT; time++) await attempt('BBBB-BBBB');

    expect((await attempt(user_code)).status).toBe(429);
  });

  test('an address has a hundred, however many browsers it pretends to be, and no row for any further one (R-18)', async () => {
    for (let turn = 0; turn < ADDRESS_LIMIT / BROWSER_LIMIT; turn++) await guess(new Person(), BROWSER_LIMIT);
    const { user_code } = await deviceCodes(server.issuer);
    const rows = async () => (await rowsOf(server.databaseUrl, 'select 1 from user_code_guess')).length;
    const before = await rows();

    expect((await typeCode(new Person(), server.issuer, user_code)).status).toBe(429);
    expect(await rows()).toBe(before);
  });

  test('right codes cost nothing', async () => {
    const person = new Person();
    for (let time = 0; time < BROWSER_LIMIT + 2; time++) {
      const { user_code } = await deviceCodes(server.issuer);

      expect((await typeCode(person, server.issuer, user_code)).status).toBe(200);
    }
  });
});

describe('V-66: a device cannot be connected by a foreign page', () => {
  test.each([
    { name: 'no token', fields: { _csrf: '' }, headers: {} },
    { name: 'a made-up token', fields: { _csrf: 'x'.repeat(60) }, headers: {} },
    { name: 'a foreign origin', fields: {}, headers: { origin: 'https://evil.test' } },
    { name: 'another site', fields: {}, headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'plain text', fields: {}, headers: { 'content-type': 'text/plain' } },
  ])('V-66: with $name', async ({ fields, headers }) => {
    const { user_code } = await deviceCodes(server.issuer);
    const person = new Person();
    const page = await person.open(`${server.issuer}/device`);
    const form = { ...hiddenFields(page), user_code, confirmed: 'true', ...fields };
    const waiting = async () => (await rowsOf(server.databaseUrl, 'select 1 from pending_authorization')).length;
    const before = await waiting();

    const answer = await person.post(`${server.issuer}/device`, form, headers);

    expect(answer.status).toBe(403);
    expect(await waiting()).toBe(before);
  });

  test('V-66: with the token of another browser', async () => {
    const { user_code } = await deviceCodes(server.issuer);
    const [person, other] = [new Person(), new Person()];
    await person.open(`${server.issuer}/device`);
    const { _csrf = '' } = hiddenFields(await other.open(`${server.issuer}/device`));

    const answer = await person.post(`${server.issuer}/device`, { user_code, confirmed: 'true', _csrf });

    expect(answer.status).toBe(403);
  });

  test.each(['user_code', 'confirmed', '_csrf'])('V-07: a repeated %s', async (name) => {
    const person = new Person();
    const fields = hiddenFields(await person.open(`${server.issuer}/device`));
    const body = new URLSearchParams({ ...fields, user_code: 'BBBB-BBBB', confirmed: 'true' });
    body.append(name, 'x');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };

    const answer = await person.request(`${server.issuer}/device`, { method: 'POST', body: body.toString(), headers });

    expect(answer.status).toBe(400);
  });
});

describe('V-33: no step can be skipped', () => {
  test('a device gets nothing from the code alone, the sign-in alone, or an approval in another browser', async () => {
    const { device_code, user_code } = await deviceCodes(server.issuer);
    const standing = async (): Promise<unknown> => (await poll(server.issuer, device_code)).body.error;
    const later = async (seconds: number): Promise<unknown> => {
      await moveDatabaseClock(server.databaseUrl, seconds);
      return standing();
    };
    const person = new Person();

    expect(kindOf(await enterCode(person, server.issuer, user_code))).toBe('sign-in');
    expect(await later(10)).toBe('authorization_pending');
    const approval = await approvalOf(person, server.issuer, user_code);
    expect(await later(20)).toBe('authorization_pending');
    const thief = new Person();
    const stolen = await thief.post(`${server.issuer}/oauth/authorize`, {
      ...hiddenFields(approval),
      user_oauth_approval: 'true',
    });
    expect(stolen.status).toBe(403);
    expect(await later(30)).toBe('authorization_pending');
    await person.approve(approval);
    expect((await poll(server.issuer, device_code)).status).toBe(200);
  });

  test('V-16: what one person allows is not what another signed in for', async () => {
    const { device_code, user_code } = await deviceCodes(server.issuer);
    const person = new Person();
    const approval = await approvalOf(person, server.issuer, user_code, bertha);
    await person.approve(approval);

    const { body } = await poll(server.issuer, device_code);

    expect((await userinfo(server.issuer, body.access_token as string)).body).toMatchObject({ sub: 'bertha' });
  });
});

test('V-28: an account that is locked between the approval and the poll gives the device nothing', async () => {
  const { device_code, user_code } = await deviceCodes(server.issuer);
  const other = await deviceCodes(server.issuer);
  for (const code of [user_code, other.user_code]) await allowDevice(new Person(), server.issuer, code);
  const { access_token } = (await poll(server.issuer, other.device_code)).body;
  const [row] = await rowsOf<{ pid: string }>(server.databaseUrl, 'select pid from user_account where username = $1', [
    amelia.username,
  ]);
  const admin = await startInboundNode(server.databaseUrl, { modules: { local_security: {} } });

  await admin.commands.lock('local_security', Number(row?.pid));

  const isEnded = async (): Promise<boolean> => (await userinfo(server.issuer, access_token as string)).status === 401;
  for (const start = Date.now(); !(await isEnded()) && Date.now() - start < 5_000;);
  const { status, body } = await poll(server.issuer, device_code);
  await admin.close();
  expect([status, body.error]).toEqual([400, 'invalid_grant']);
});
