import { basic, obtainCode, obtainTokens, postForm, redemption, type Tokens } from '../support/app.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const scope = 'openid patient/*.rs offline_access';
const [publicApp] = testClients;

let server: TestServer;

beforeAll(async () => {
  const strict = { ...publicApp, clientId: 'strict-app', refreshTokenGraceSeconds: 0 };
  server = await startTestServer({ clients: [...testClients, strict] });
});

afterAll(() => server.stop());

function refresh(token: string, more: Record<string, string> = {}, headers = {}): Promise<Response> {
  return postForm(
    `${server.issuer}/oauth/token`,
    { grant_type: 'refresh_token', refresh_token: token, ...more },
    headers,
  );
}

async function errorOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error: string }).error;
}

async function tokensOf(response: Response): Promise<Tokens> {
  return (await response.json()) as Tokens;
}

describe('a refresh that names no client (SMART 2.2, "Refresh access token")', () => {
  test.each([
    { name: 'a made-up token', token: `ghr_${'A'.repeat(22)}.1.${'B'.repeat(43)}` },
    { name: 'no token of ours', token: 'x' },
  ])('V-31: $name is invalid_grant', async ({ token }) => {
    const response = await refresh(token);

    expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_grant']);
  });

  test('without a token there is nothing that names the client', async () => {
    const response = await postForm(`${server.issuer}/oauth/token`, { grant_type: 'refresh_token' });

    expect(await errorOf(response)).toBe('invalid_client');
  });

  test('ruling 57: a client that has a secret is refused, and its token survives', async () => {
    const issued = await obtainCode(server.issuer, { client_id: 'web-app', scope });
    const { client_id: _none, ...fields } = redemption(issued);
    const redeemed = await postForm(`${server.issuer}/oauth/token`, fields, basic('web-app', SECRET));
    const { refresh_token: token } = await tokensOf(redeemed);
    const refused = await refresh(token);
    const accepted = await refresh(token, {}, basic('web-app', SECRET));

    expect(await errorOf(refused)).toBe('invalid_client');
    expect(accepted.status).toBe(200);
  });

  test('STD F2: the id of another client does not fit', async () => {
    const { refresh_token: token } = await obtainTokens(server.issuer, { scope });
    const refused = await refresh(token, { client_id: 'other-public-app' });

    expect(await errorOf(refused)).toBe('invalid_grant');
  });

  test('a public client gets its next tokens', async () => {
    const { refresh_token: token } = await obtainTokens(server.issuer, { scope });
    const response = await refresh(token);
    const tokens = await tokensOf(response);

    expect(response.status).toBe(200);
    expect(tokens).toMatchObject({ token_type: 'Bearer', scope, expires_in: 300 });
    expect(tokens.refresh_token).not.toBe(token);
  });

  test('R-04: a token used twice still ends its family', async () => {
    const issued = await obtainCode(server.issuer, { client_id: 'strict-app', scope });
    const redeemed = await postForm(`${server.issuer}/oauth/token`, redemption(issued, { client_id: 'strict-app' }));
    const { refresh_token: token } = await tokensOf(redeemed);
    const { refresh_token: next } = await tokensOf(await refresh(token));
    const again = await refresh(token);
    const afterwards = await refresh(next);

    expect([await errorOf(again), await errorOf(afterwards)]).toEqual(['invalid_grant', 'invalid_grant']);
  });
});
