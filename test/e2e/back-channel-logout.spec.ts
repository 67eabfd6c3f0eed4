import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import { authorizeUrl, obtainCode, postForm, redemption, type Tokens } from '../support/app.js';
import { CHALLENGE, answerParameters } from '../support/authorization.js';
import { introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { LogoutReceiver } from '../support/logout-receiver.js';
import { Person } from '../support/person.js';
import { createTestDatabase, moveDatabaseClock } from '../support/postgres.js';
import { changeElsewhere, rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { bertha } from '../support/test-users.js';

const [publicApp, otherApp, webApp] = testClients;
const resourceServer = testClients.find(({ clientId }) => clientId === 'resource-server');

const apps = {
  good: undefined as unknown as LogoutReceiver,
  refusing: undefined as unknown as LogoutReceiver,
  hanging: undefined as unknown as LogoutReceiver,
  away: undefined as unknown as LogoutReceiver,
};
let server: TestServer;

beforeAll(async () => {
  apps.good = await LogoutReceiver.start();
  apps.refusing = await LogoutReceiver.start(400);
  apps.hanging = await LogoutReceiver.start('never');
  apps.away = await LogoutReceiver.start();
  const told = (clientId: string, backchannelLogoutUri: string) => ({ ...publicApp, clientId, backchannelLogoutUri });
  const clients = [
    { ...publicApp, backchannelLogoutUri: apps.good.url('/public') },
    { ...webApp, backchannelLogoutUri: apps.good.url('/web?a=b') },
    { ...otherApp },
    { ...resourceServer },
    told('refusing', apps.refusing.url('/')),
    told('hanging', apps.hanging.url('/')),
    told('away', apps.away.url('/')),
    told('inside', 'https://169.254.169.254/latest/meta-data'),
  ];
  server = await startTestServer({ clients });
});
afterAll(async () => {
  await Promise.all(Object.values(apps).map((app) => app.down()));
  await server.stop();
});
beforeEach(() => {
  for (const { received } of Object.values(apps)) received.length = 0;
});
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

const signedInAt = (clientId: string, person: Person): Promise<Tokens> =>
  tokensFor(server.issuer, { clientId, person, ...(clientId === 'web-app' && { secret: SECRET }) });
const signOut = (person: Person) => person.open(`${server.issuer}/logout`);

/** What the log says of the deliveries to a client, once there is so much. */
async function records(clientId: string, count: number, url = server.databaseUrl): Promise<readonly object[]> {
  const text = `select outcome, username, detail from audit_event where kind = 'BACK_CHANNEL_LOGOUT' and client_id = $1 order by at`;
  let rows = await rowsOf(url, text, [clientId]);
  while (rows.length < count) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    rows = await rowsOf(url, text, [clientId]);
  }
  return rows;
}

/** What is owed to a client, once that is so. */
async function owed(clientId: string, attempts: number, url = server.databaseUrl): Promise<void> {
  const text = 'select from back_channel_logout where client_id = $1 and attempts = $2 and due_at > gatehouse_now()';
  while ((await rowsOf(url, text, [clientId, attempts])).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Servers look for what is due every five seconds; told of it, they look now. */
const tell = (url = server.databaseUrl) => changeElsewhere(url, { topic: 'back-channel-logout', text: 'select' });

async function verified(token: string, audience: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${server.issuer}/jwk`));
  const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: server.issuer, audience });
  expect(protectedHeader.typ).toBe('logout+jwt');
  return payload;
}

describe('STD OBCL-1, OBCL-2, OM38: back-channel logout', () => {
  test('discovery says that it works, with sid', async () => {
    const response = await fetch(`${server.issuer}/.well-known/openid-configuration`);

    expect(await response.json()).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });

  test('every app that got tokens in the session is told once, by a token of its own', async () => {
    const person = new Person();
    const first = await signedInAt('public-app', person);
    await signedInAt('public-app', person);
    await signedInAt('web-app', person);

    await signOut(person);

    const received = (await apps.good.atLeast(2)).toSorted((a, b) => a.path.localeCompare(b.path));
    expect(received.map(({ path, contentType }) => [path, contentType])).toEqual([
      ['/public', 'application/x-www-form-urlencoded'],
      ['/web?a=b', 'application/x-www-form-urlencoded'],
    ]);
    const [own, other] = [
      await verified(received[0]?.token ?? '', 'public-app'),
      await verified(received[1]?.token ?? '', 'web-app'),
    ];
    expect(own).toEqual({
      iss: server.issuer,
      aud: 'public-app',
      sub: 'amelia',
      sid: decodeJwt(first.id_token).sid,
      iat: expect.any(Number),
      exp: Number(own.iat) + 120,
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(other.sid).toBe(own.sid);
    expect(other.jti).not.toBe(own.jti);
    const silent = await person.request(authorizeUrl(server.issuer, { code_challenge: CHALLENGE, prompt: 'none' }));
    expect(answerParameters({ ...silent })).toMatchObject({ error: 'login_required' });
    expect(await records('public-app', 1)).toEqual([
      { outcome: 'success', username: 'amelia', detail: { sid: own.sid, attempts: 1 } },
    ]);
  });

  test('an app that only knows another session is not told, nor one that has no address', async () => {
    const [leaving, staying] = [new Person(), new Person()];
    await signedInAt('public-app', leaving);
    await signedInAt('other-public-app', leaving);
    await signedInAt('web-app', staying);

    await signOut(leaving);

    await apps.good.atLeast(1);
    expect(apps.good.received.map(({ path }) => path)).toEqual(['/public']);
    expect(await rowsOf(server.databaseUrl, `select from back_channel_logout where client_id <> 'public-app'`)).toEqual(
      [],
    );
  });

  test('an app that gets its tokens when the session is over is told of that, too', async () => {
    const person = new Person();
    const issued = await obtainCode(server.issuer, { scope: 'openid patient/*.rs offline_access' }, person);
    await signOut(person);

    const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued));

    const { id_token } = (await response.json()) as Tokens;
    await tell();
    const [received] = await apps.good.atLeast(1);
    expect(decodeJwt(received?.token ?? '')).toMatchObject({ sub: 'amelia', sid: decodeJwt(id_token).sid });
    expect(
      await rowsOf(server.databaseUrl, 'select from session_client where sid = $1', [decodeJwt(id_token).sid]),
    ).toEqual([]);
  });

  test('another person who signs in at the browser ends the session, and the app is told', async () => {
    const person = new Person();
    const { id_token } = await signedInAt('public-app', person);

    const switched = authorizeUrl(server.issuer, { code_challenge: CHALLENGE, prompt: 'login' });
    await person.authorize(switched, bertha);

    const [received] = await apps.good.atLeast(1);
    expect(decodeJwt(received?.token ?? '')).toMatchObject({ sub: 'amelia', sid: decodeJwt(id_token).sid });
  });

  test('an app that answers 400 is not asked again, and the log has the reason', async () => {
    const person = new Person();
    await signedInAt('refusing', person);

    await signOut(person);

    expect(await records('refusing', 1)).toMatchObject([
      { outcome: 'failure', detail: { attempts: 1, reason: 'HTTP 400' } },
    ]);
    expect(await rowsOf(server.databaseUrl, `select from back_channel_logout where client_id = 'refusing'`)).toEqual(
      [],
    );
    expect(apps.refusing.received).toHaveLength(1);
  });

  test('the person does not wait for an app that never answers, nor do the other apps', async () => {
    const person = new Person();
    await signedInAt('hanging', person);
    await signedInAt('public-app', person);

    const page = await signOut(person);

    expect(page.status).toBe(200);
    await apps.good.atLeast(1);
    await apps.hanging.atLeast(1);
    expect(await records('hanging', 0)).toEqual([]);
  });

  test('an app that is away is told when it is back', async () => {
    await apps.away.down();
    const person = new Person();
    await signedInAt('away', person);
    await signOut(person);
    await owed('away', 1);

    await apps.away.up();
    await moveDatabaseClock(server.databaseUrl, 11);
    await tell();

    await apps.away.atLeast(1);
    expect(await records('away', 1)).toMatchObject([{ outcome: 'success', detail: { attempts: 2 } }]);
  });

  test('F-30: what a process leaves behind is delivered by another, and by one alone', async () => {
    await apps.away.down();
    const database = await createTestDatabase();
    const options = {
      databaseUrl: database.url,
      clients: [{ ...publicApp, backchannelLogoutUri: apps.away.url('/') }],
    };
    const first = await startTestServer(options);
    const person = new Person();
    await tokensFor(first.issuer, { person });
    await person.open(`${first.issuer}/logout`);
    await owed('public-app', 1, database.url);
    await first.stop();

    const others = await Promise.all([1, 2].map(() => startTestServer(options)));
    await apps.away.up();
    await moveDatabaseClock(database.url, 11);
    await tell(database.url);

    await apps.away.atLeast(1);
    expect(await records('public-app', 1, database.url)).toMatchObject([
      { outcome: 'success', detail: { attempts: 2 } },
    ]);
    await Promise.all(others.map((each) => each.stop()));
    expect(apps.away.received).toHaveLength(1);
    await database.drop();
  });

  test('V-76: an address that is nobody on the internet is never called, and not tried again', async () => {
    const person = new Person();
    await signedInAt('inside', person);

    await signOut(person);

    const detail = { attempts: 1, reason: 'destination-refused' };
    expect(await records('inside', 1)).toMatchObject([{ outcome: 'failure', detail }]);
  });

  test('V-46: a logout token opens nothing, and no other token has its type', async () => {
    const person = new Person();
    const { access_token, id_token } = await signedInAt('public-app', person);
    await signOut(person);
    const token = (await apps.good.atLeast(1))[0]?.token ?? '';

    expect((await userinfo(server.issuer, token)).status).toBe(401);
    expect((await introspect(server.issuer, token)).body).toEqual({ active: false });
    expect((await refresh(server.issuer, token)).body).toMatchObject({ error: 'invalid_grant' });
    const next = new Person();
    await signedInAt('public-app', next);
    const hinted = await next.request(
      `${server.issuer}/logout?${new URLSearchParams({ id_token_hint: token }).toString()}`,
      {
        headers: { 'sec-fetch-site': 'same-origin' },
      },
    );
    expect(hinted.text).toContain('id="logout-form"');
    for (const other of [access_token, id_token]) await expect(verified(other, 'public-app')).rejects.toThrow();
  });
});
