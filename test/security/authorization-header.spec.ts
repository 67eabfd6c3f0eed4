import { basic } from '../support/app.js';
import { clientToken, tokensFor } from '../support/endpoint-calls.js';
import { sendRaw } from '../support/raw-http.js';
import { rowsOf } from '../support/rows.js';
import { SECRET } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

let server: TestServer;
let bearer: string;

beforeAll(async () => {
  server = await startTestServer();
  bearer = `Bearer ${(await tokensFor(server.issuer)).access_token}`;
});

afterAll(() => server.stop());

const right = basic('backend', SECRET).authorization ?? '';
const wrong = basic('backend', 'wrong').authorization ?? '';
const other = basic('web-app', SECRET).authorization ?? '';

/** A request with as many Authorization headers as given, which no HTTP client would send. */
async function send(method: string, path: string, body: string, authorization: readonly string[]) {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    'Accept: application/json',
    ...(body === '' ? [] : ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`]),
    ...authorization.map((value, place) => `${place === 1 ? 'AUTHORIZATION' : 'Authorization'}: ${value}`),
  ];
  const answer = await sendRaw(server.port, `${lines.join('\r\n')}\r\n\r\n${body}`);
  return { status: answer.status, error: /"error":"(\w+)"/.exec(answer.body)?.[1] };
}

const endpoints = [
  { name: 'POST /oauth/token', method: 'POST', path: '/oauth/token', body: 'grant_type=client_credentials' },
  { name: 'POST /oauth/introspect', method: 'POST', path: '/oauth/introspect', body: 'token=x' },
  { name: 'POST /oauth/revoke', method: 'POST', path: '/oauth/revoke', body: 'token=x' },
  { name: 'POST /session/token/revoke', method: 'POST', path: '/session/token/revoke', body: 'token=x' },
];

describe.each(endpoints)('V-07: $name', ({ method, path, body }) => {
  test.each([
    { name: 'the right and a wrong secret', authorization: [right, wrong] },
    { name: 'a wrong and the right secret', authorization: [wrong, right] },
    { name: 'two clients', authorization: [right, other] },
    { name: 'the same twice', authorization: [right, right] },
    { name: 'one of them empty', authorization: [right, ''] },
  ])('refuses two Authorization headers: $name', async ({ authorization }) => {
    expect(await send(method, path, body, authorization)).toEqual({ status: 400, error: 'invalid_request' });
  });

  test('takes one', async () => {
    expect((await send(method, path, body, [right])).status).toBe(200);
  });
});

describe.each(['GET', 'POST'])('V-07: %s /oauth/userinfo', (method) => {
  test('refuses two Authorization headers, whichever is good', async () => {
    const bad = `Bearer ${(await clientToken(server.issuer)).access_token}`;
    const answers = [
      await send(method, '/oauth/userinfo', '', [bearer, bad]),
      await send(method, '/oauth/userinfo', '', [bad, bearer]),
      await send(method, '/oauth/userinfo', '', [bearer, bearer]),
    ];

    expect(answers).toEqual(Array(3).fill({ status: 400, error: 'invalid_request' }));
    expect((await send(method, '/oauth/userinfo', '', [bearer])).status).toBe(200);
  });
});

test('V-07: /logout refuses two Authorization headers, and nothing is revoked', async () => {
  const answer = await send('POST', '/logout?revoke=token', '', [bearer, right]);

  expect(answer).toEqual({ status: 400, error: 'invalid_request' });
  expect((await send('GET', '/oauth/userinfo', '', [bearer])).status).toBe(200);
});

test('O-14: the audit record names no client where two were named', async () => {
  await send('POST', '/oauth/token', 'grant_type=client_credentials', [right, other]);

  const rows = await rowsOf<{ client_id: string | null; error_code: string }>(
    server.databaseUrl,
    `select client_id, error_code from audit_event where kind = 'TOKEN_REFUSAL' order by sequence desc limit 1`,
  );
  expect(rows).toEqual([{ client_id: null, error_code: 'invalid_request' }]);
});
