import { decodeJwt } from 'jose';
import { answered, introspect, refresh, tokensFor, userinfo } from '../support/endpoint-calls.js';
import { postForm } from '../support/app.js';
import { rowsOf } from '../support/rows.js';
import { testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia, bertha } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const clients = [
  ...testClients,
  { ...testClients[0], clientId: 'old-app', allowedGrantTypes: ['PASSWORD', 'REFRESH_TOKEN'] },
];
const SCOPE = 'openid fhirUser offline_access';

describe('ruling 49: fhirUser of a person whom no FHIR resource stands for', () => {
  let server: TestServer;
  /** Makes nothing up. */
  let ward: string;
  let madeUp: string;
  beforeAll(async () => {
    server = await startTestServer({
      clients,
      properties: [
        'module.smart_auth.config.openid.fhir_user.related_person=true',
        'module.smart_auth.config.password_grant.enabled=true',
        ...wardModule,
      ],
    });
    ward = `${server.issuer}/ward`;
    const statement = "select pid::int from user_account where username = 'bertha'";
    const [row] = await rowsOf<{ pid: number }>(server.databaseUrl, statement);
    madeUp = `${server.issuer}/fhir/RelatedPerson/${String(row?.pid)}`;
  });
  afterAll(() => server.stop());

  /** What each place tells: before and after a refresh, and of both kinds of token. */
  async function told(issuer: string, credentials: { username: string; password: string }) {
    const first = await tokensFor(issuer, { scope: SCOPE, credentials });
    const second = (await refresh(issuer, first.refresh_token)).body as unknown as typeof first;
    const about = await Promise.all(
      [first.access_token, second.access_token, second.refresh_token].map((token) => introspect(issuer, token)),
    );
    const identities = [first, second].map(({ id_token }) => decodeJwt(id_token));
    const claims = [...identities, (await userinfo(issuer, second.access_token)).body];
    return {
      scopes: [first.scope, second.scope].map((scope) => scope.split(' ').includes('fhirUser')),
      fhirUser: [...claims, ...about.map(({ body }) => body)].map((each) => each.fhirUser),
      profile: claims.map((each) => each.profile),
    };
  }

  test('reference 14.2, ruling 60: with the switch it is a RelatedPerson of their number, the same everywhere', async () => {
    expect(await told(server.issuer, bertha)).toEqual({
      scopes: [true, true],
      fhirUser: Array<string>(6).fill(madeUp),
      profile: Array<string>(3).fill(madeUp),
    });
  });

  test('with the switch the password grant tells it, too', async () => {
    const { username, password } = bertha;
    const asked = { grant_type: 'password', client_id: 'old-app', username, password, scope: 'openid fhirUser' };

    const { body } = await answered(postForm(`${server.issuer}/oauth/token`, asked));

    expect(decodeJwt(String(body.id_token))).toMatchObject({ fhirUser: madeUp, profile: madeUp });
  });

  test('with the switch a person with a FHIR resource keeps it', async () => {
    expect((await told(server.issuer, amelia)).fhirUser).toEqual(Array<string>(6).fill(amelia.fhirUserUrl));
  });

  test('STD U3: without the switch there is none, and the scope is not granted', async () => {
    expect(await told(ward, bertha)).toEqual({
      scopes: [false, false],
      fhirUser: Array<undefined>(6).fill(undefined),
      profile: Array<undefined>(3).fill(undefined),
    });
  });
});
