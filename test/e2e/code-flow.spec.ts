import { obtainCode, obtainTokens, postForm, redemption } from '../support/app.js';
import { Person } from '../support/person.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { bertha } from '../support/test-users.js';

describe('the authorization code flow', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test('STD T2, X6, U6, OC3, OC4, OM28: signs a person in, asks for approval and answers with tokens, scope and launch context', async () => {
    const tokens = await obtainTokens(server.issuer, {
      scope: 'openid fhirUser launch/patient patient/*.rs offline_access',
    });

    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 300, patient: '123' });
    expect(tokens.scope.split(' ').sort()).toEqual([
      'fhirUser',
      'launch/patient',
      'offline_access',
      'openid',
      'patient/*.rs',
    ]);
    expect(tokens.id_token.split('.')).toHaveLength(3);
  });

  test('STD U3: no fhirUser for a person whom no FHIR resource stands for', async () => {
    const issued = await obtainCode(server.issuer, { scope: 'openid fhirUser' }, new Person(), bertha);
    const response = await postForm(`${server.issuer}/oauth/token`, redemption(issued));

    expect(await response.json()).toMatchObject({ scope: 'openid' });
  });

  test('STD X19, OID-12: offline_access is granted without prompt=consent, when the person approves it', async () => {
    const tokens = await obtainTokens(server.issuer, { scope: 'openid offline_access' });

    expect(tokens.scope.split(' ')).toContain('offline_access');
    expect(tokens.refresh_token).toMatch(/^ghr_[\w-]{22,}\.1\.[\w-]{22,}$/);
  });

  test('STD F4: a refresh answers with a new pair', async () => {
    const first = await obtainTokens(server.issuer, { scope: 'patient/*.rs offline_access' });

    const response = await postForm(`${server.issuer}/oauth/token`, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
      client_id: 'public-app',
    });

    expect(response.status).toBe(200);
    const second = (await response.json()) as typeof first;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second).toMatchObject({ scope: first.scope, expires_in: 300 });
  });
});
