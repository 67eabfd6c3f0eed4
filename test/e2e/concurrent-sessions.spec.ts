import { decodeJwt } from 'jose';
import { refresh, tokensFor } from '../support/endpoint-calls.js';
import { LogoutReceiver } from '../support/logout-receiver.js';
import { Person } from '../support/person.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

describe('reference 11: sessions.maximum_concurrent', () => {
  let app: LogoutReceiver;
  let server: TestServer;
  beforeAll(async () => {
    app = await LogoutReceiver.start();
    const [publicApp] = testClients;
    server = await startTestServer({
      clients: [{ ...publicApp, backchannelLogoutUri: app.url('/') }],
      properties: ['module.smart_auth.config.sessions.maximum_concurrent=1'],
    });
  });
  afterAll(async () => {
    await app.down();
    await server.stop();
  });

  test('STD OM38, F5: a sign-in beyond it ends the oldest session as a sign-out does', async () => {
    const scope = 'openid patient/*.rs online_access';
    const old = await tokensFor(server.issuer, { scope, person: new Person() });
    const current = await tokensFor(server.issuer, { scope, person: new Person() });

    const [received] = await app.atLeast(1);
    const answers = await Promise.all([old, current].map((each) => refresh(server.issuer, each.refresh_token)));
    const { sid } = decodeJwt(old.id_token);
    const ends = await rowsOf(
      server.databaseUrl,
      `select outcome, username, detail from audit_event where kind = 'SIGN_OUT'`,
    );

    expect(decodeJwt(received?.token ?? '')).toMatchObject({ aud: 'public-app', sid });
    expect(answers.map(({ status }) => status)).toEqual([400, 200]);
    expect(ends).toEqual([{ outcome: 'success', username: 'amelia', detail: { sid, reason: 'maximum-concurrent' } }]);
  });
});
