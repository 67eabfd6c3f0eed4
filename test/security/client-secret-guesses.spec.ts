import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { hashGeneratedSecret } from '#protocol/client/client-secret-hash';
import { basic } from '../support/app.js';
import { clientToken } from '../support/endpoint-calls.js';
import { rowsOf } from '../support/rows.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const backend = testClients.find(({ clientId }) => clientId === 'backend')!;
const GENERATED = 'ghs_as-if-it-came-out-of-a-generator';
const service = (clientId: string, more: object = {}): Record<string, unknown> => ({ ...backend, clientId, ...more });
const clients = [
  ...testClients,
  service('known-here'),
  service('never-seen'),
  service('everywhere', { secretClientCanChange: true }),
  service('generated', { clientSecrets: [{ secretHash: hashGeneratedSecret(GENERATED) }] }),
];

/** Failures that are evaluated at once. */
const BURST = 30;
/** Where a stranger calls from; the others call from 127.0.0.1. */
const STRANGER = '127.0.0.66';
/** Whose refusals are all on record: they are not more than a network may leave in a minute. */
const NEWCOMER = '127.0.0.67';

let server: TestServer;
beforeAll(async () => {
  const properties = ['module.smart_auth.config.client_secret.encoding=SHA256_1000_ROUND'];
  server = await startTestServer({ clients, properties });
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly error: unknown;
  readonly retryAfter: string | undefined;
}

/** A form sent from an address of this machine. */
async function postFrom(
  localAddress: string,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const options = { method: 'POST', localAddress, headers: { ...type, ...headers }, agent: false };
  return new Promise((resolve, reject) => {
    const sent = request(`${server.issuer}${path}`, options, (response) => {
      text(response).then(
        (body) =>
          resolve({
            status: response.statusCode ?? 0,
            error: body === '' ? undefined : (JSON.parse(body) as { error?: unknown }).error,
            retryAfter: response.headers['retry-after'],
          }),
        reject,
      );
    });
    sent.on('error', reject).end(new URLSearchParams(fields).toString());
  });
}

const token = (clientId: string, secret: string, from = '127.0.0.1'): Promise<Answer> =>
  postFrom(from, '/oauth/token', { grant_type: 'client_credentials' }, basic(clientId, secret));

/** Wrong secrets one after the other: whether as many were evaluated as may be, and how the last one was answered. */
async function flood(clientId: string, count: number, from = '127.0.0.1') {
  const started = performance.now();
  const statuses: number[] = [];
  for (let guess = 0; guess < count; guess += 1)
    statuses.push((await token(clientId, `guess number ${guess}`, from)).status);
  const evaluated = statuses.filter((status) => status === 401).length;
  const more = Math.floor((performance.now() - started) / 10_000);
  return { inOrder: evaluated >= Math.min(count, BURST) && evaluated <= BURST + more, last: statuses.at(-1) };
}

const bounded = { inOrder: true, last: 429 };

describe('S-07, V-54: guessing at the secret of a client', () => {
  test('is evaluated 30 times, then answered 429 with the time of the next try; who is known here gets through', async () => {
    await clientToken(server.issuer, 'known-here');

    expect(await flood('known-here', BURST + 10)).toEqual(bounded);
    const { error, retryAfter } = await token('known-here', 'one more guess');

    expect(error).toBe('invalid_client');
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(Number(retryAfter)).toBeLessThanOrEqual(10);
    expect((await token('known-here', SECRET)).status).toBe(200);
  });

  test('from elsewhere does not lock out a client that was never seen before', async () => {
    await flood('never-seen', BURST + 1, STRANGER);

    expect((await token('never-seen', SECRET, STRANGER)).status).toBe(429);
    expect((await token('never-seen', SECRET)).status).toBe(200);
    // Now it is known, wherever it comes from.
    expect((await token('never-seen', SECRET, STRANGER)).status).toBe(200);
  });

  test('that was generated is hopeless, and never keeps the client out', async () => {
    expect(await flood('generated', BURST + 5)).toEqual(bounded);

    expect((await token('generated', GENERATED)).status).toBe(200);
  });

  test('counts at all endpoints together', async () => {
    const wrong = { client_id: 'everywhere', client_secret: 'wrong horse' };
    const ways: readonly (() => Promise<Answer>)[] = [
      () => token('everywhere', 'wrong horse', STRANGER),
      () => postFrom(STRANGER, '/oauth/introspect', { ...wrong, token: 'x' }),
      () => postFrom(STRANGER, '/oauth/revoke', { ...wrong, token: 'x' }),
      () => postFrom(STRANGER, '/session/token/revoke', { ...wrong, token: 'x' }),
      () => postFrom(STRANGER, '/oauth/change-secret', { ...wrong, new_client_secret: 'the next horse' }),
    ];
    for (let round = 0; round < BURST / ways.length; round += 1)
      for (const way of ways) expect((await way()).error).toBe('invalid_client');

    const answers = await Promise.all(ways.map((way) => way()));

    expect(answers.map(({ status }) => status)).toEqual(ways.map(() => 429));
    const change = { client_id: 'everywhere', client_secret: SECRET, new_client_secret: 'the next horse' };
    expect((await postFrom(STRANGER, '/oauth/change-secret', change)).status).toBe(429);
    expect((await postFrom('127.0.0.1', '/oauth/change-secret', change)).status).toBe(200);
  });

  test('V-52: in a crowd at once does not slip past the count', async () => {
    const crowd = Array.from({ length: 200 }, (_, guess) => token('web-app', `guess number ${guess}`, STRANGER));

    const statuses = (await Promise.all(crowd)).map(({ status }) => status);

    // Those that would have to wait for a hash are told to come back.
    expect(statuses.every((status) => [401, 429, 503].includes(status))).toBe(true);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(BURST);
    expect((await flood('web-app', BURST + 5, STRANGER)).last).toBe(429);
  });

  test('V-56: is answered the same way for a client that does not exist', async () => {
    expect(await flood('nosuchclient', BURST + 5, NEWCOMER)).toEqual(bounded);
  });

  test('leaves a record each time', async () => {
    const rows = await rowsOf<{ count: number }>(
      server.databaseUrl,
      `select count(*)::int as count from audit_event where client_id = 'nosuchclient' and outcome = 'failure'`,
    );

    expect(rows[0]?.count).toBe(BURST + 5);
  });
});
