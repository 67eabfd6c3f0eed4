import { createHmac, createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { obtainCode, postForm, redemption } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import {
  assertionFields,
  base64url,
  clientAssertion,
  serviceToken,
  signedJwt,
  type AssertionWish,
} from '../support/client-assertions.js';
import { keySetOf, newClientKey } from '../support/client-keys.js';
import { answered, introspect, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { createTestDatabase, moveDatabaseClock, type TestDatabase } from '../support/postgres.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { wardModule } from '../support/ward-module.js';

const rsa = newClientKey('RS384', 'rsa');
const ec = newClientKey('ES384', 'ec');
const p256 = newClientKey('ES256', 'p256');
const enc = newClientKey('RS384', 'enc');
/** Another client's key under a kid of the first one's. */
const foreign = newClientKey('RS384', 'rsa');

const webApp = testClients.find(({ clientId }) => clientId === 'web-app');
const backend = testClients.find(({ clientId }) => clientId === 'backend');
const service = (clientId: string, publicJwks: string, more: object = {}): Record<string, unknown> => ({
  ...backend,
  clientId,
  clientSecrets: [],
  publicJwks,
  canIntrospectAnyTokens: true,
  ...more,
});
const encJwk = { ...enc.jwk, use: 'enc' };
const clients = [
  ...testClients,
  service('service', JSON.stringify({ keys: [rsa.jwk, ec.jwk, p256.jwk, encJwk] })),
  service('other-service', keySetOf(foreign)),
  service('strict-service', keySetOf(rsa), { strictAssertionAudience: true }),
  service('pinned-service', keySetOf({ ...rsa, jwk: { ...rsa.jwk, alg: undefined } }), {
    tokenEndpointAuthSigningAlg: 'RS256',
  }),
  service('key-only', keySetOf(rsa), {
    clientSecrets: [{ secret: SECRET }],
    tokenEndpointAuthMethod: 'private_key_jwt',
  }),
  { ...webApp, clientId: 'key-app', clientSecrets: [], publicJwks: keySetOf(ec) },
  { ...webApp, clientId: 'strict-app', clientSecrets: [], publicJwks: keySetOf(ec), strictAssertionAudience: true },
];

let database: TestDatabase;
let server: TestServer;
let now: number;

const start = (): Promise<TestServer> =>
  startTestServer({
    clients,
    databaseUrl: database.url,
    properties: wardModule,
    clock: { now: () => new Date(now * 1_000) },
  });

beforeAll(async () => {
  now = Math.floor(Date.now() / 1_000);
  database = await createTestDatabase();
  server = await start();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});
beforeEach(() => {
  now = Math.floor(Date.now() / 1_000);
});

const assertion = (wish: Partial<AssertionWish> = {}): string =>
  clientAssertion({ key: rsa, clientId: 'service', audience: `${server.issuer}/oauth/token`, now, ...wish });
const ask = (text: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  serviceToken(server.issuer, text, more);
const refusal = { status: 400, body: { error: 'invalid_client' } };

describe('V-35: an assertion is used once', () => {
  test('STD K4, RFC7523-2: the second time it is refused', async () => {
    const once = assertion();

    expect([(await ask(once)).status, await ask(once)]).toMatchObject([200, refusal]);
  });

  test('of 16 at once one is accepted', async () => {
    const once = assertion();
    const answers = await Promise.all(Array.from({ length: 16 }, () => ask(once)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 15 }, () => 400)]);
  });

  test('the same jti in another assertion is refused, of another client it is not', async () => {
    const claims = { jti: 'once-only' };
    const first = await ask(assertion({ claims }));
    const again = await ask(assertion({ claims: { ...claims, exp: now + 100 }, key: ec }));
    const others = await ask(assertion({ claims, clientId: 'other-service', key: foreign }));

    expect([first.status, again.status, others.status]).toEqual([200, 400, 200]);
  });

  test('used at one endpoint it is used at all of them', async () => {
    const once = assertion();
    const asked = await postForm(`${server.issuer}/oauth/introspect`, { token: 'x', ...assertionFields(once) });

    expect([asked.status, await ask(once)]).toMatchObject([200, refusal]);
  });

  test('after a restart it stays used', async () => {
    const once = assertion();
    const before = await ask(once);
    await server.stop();
    server = await start();
    const audience = `${server.issuer}/oauth/token`;
    // The issuer has another port now; the assertion for it has the jti of the first one.
    const again = assertion({ audience, claims: { jti: jtiOf(once) } });

    expect([before.status, await ask(again)]).toMatchObject([200, refusal]);
  });

  test('a clock that is set back makes it neither valid again nor unused', async () => {
    const once = assertion();
    const first = await ask(once);
    now += 360;
    await moveDatabaseClock(database.url, 360);
    const late = await ask(once);
    now -= 360;
    const back = await ask(once);
    await moveDatabaseClock(database.url, 0);

    expect([first.status, late, back, await ask(once)]).toMatchObject([200, refusal, refusal, refusal]);
  });

  test('a refused assertion is not used up by its refusal', async () => {
    const claims = { jti: 'not-used-yet' };
    const early = await ask(assertion({ claims: { ...claims, nbf: now + 61 } }));
    const forged = await ask(assertion({ claims, key: { ...foreign, kid: 'rsa' } }));

    expect([early, forged, (await ask(assertion({ claims }))).status]).toMatchObject([refusal, refusal, 200]);
  });
});

describe('V-36, STD N19, X3: the audience', () => {
  const audiences = {
    'the token endpoint': () => `${server.issuer}/oauth/token`,
    'the issuer': () => server.issuer,
    'the PAR endpoint': () => `${server.issuer}/oauth/par`,
    'a list of the issuer': () => [server.issuer],
    'a list of both': () => [server.issuer, `${server.issuer}/oauth/token`],
    'the issuer with a slash': () => `${server.issuer}/`,
    'another module': () => `${server.issuer}/ward`,
    'another issuer': () => 'https://evil.test',
    'the issuer in other letters': () => server.issuer.replace('http', 'HTTP'),
    nothing: () => undefined,
  } as const;

  test.each<{ clientId: string; accepted: readonly (keyof typeof audiences)[] }>([
    { clientId: 'service', accepted: ['the token endpoint', 'the issuer'] },
    { clientId: 'strict-service', accepted: ['the issuer'] },
  ])('ruling 43, STD FP7, STD FAPI-6: $clientId may use $accepted and nothing else', async ({ clientId, accepted }) => {
    const outcomes: string[] = [];
    for (const [name, aud] of Object.entries(audiences))
      if ((await ask(assertion({ clientId, claims: { aud: aud() } }))).status === 200) outcomes.push(name);

    expect(outcomes).toEqual(accepted);
  });

  test.each<{ clientId: string; accepted: readonly (keyof typeof audiences)[] }>([
    { clientId: 'key-app', accepted: ['the token endpoint', 'the issuer', 'the PAR endpoint'] },
    { clientId: 'strict-app', accepted: ['the issuer'] },
  ])('STD RFC9126-1, N19: at the PAR endpoint $clientId may use $accepted', async ({ clientId, accepted }) => {
    const outcomes: string[] = [];
    for (const [name, aud] of Object.entries(audiences)) {
      const request = { response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid', code_challenge: CHALLENGE };
      const proof = assertionFields(assertion({ clientId, key: ec, claims: { aud: aud() } }));
      const pushed = { ...request, code_challenge_method: 'S256', ...proof };
      if ((await postForm(`${server.issuer}/oauth/par`, pushed)).status === 201) outcomes.push(name);
    }

    expect(outcomes).toEqual(accepted);
  });

  test.each([
    { typ: undefined, status: 200 },
    { typ: 'JWT', status: 200 },
    { typ: 'client-authentication+jwt', status: 200 },
    { typ: 'at+jwt', status: 400 },
    { typ: 'oauth-authz-req+jwt', status: 400 },
    { typ: 'dpop+jwt', status: 400 },
    { typ: 'logout+jwt', status: 400 },
    { typ: '', status: 400 },
    { typ: null, status: 400 },
  ])('STD X24: typ $typ, of strict clients too: $status', async ({ typ, status }) => {
    const strict = assertion({ clientId: 'strict-service', audience: server.issuer, header: { typ } });

    expect([(await ask(assertion({ header: { typ } }))).status, (await ask(strict)).status]).toEqual([status, status]);
  });
});

describe('V-37, V-38: the algorithm', () => {
  test.each(['none', 'None', 'nOnE', '', undefined])('alg %p is refused, signed or not', async (alg) => {
    const signed = assertion({ header: { alg } });
    const [header = '', payload = ''] = signed.split('.');

    for (const text of [signed, `${header}.${payload}.`, `${header}.${payload}`])
      expect(await ask(text)).toMatchObject(refusal);
  });

  test('HMAC with any form of the public key as secret is refused', async () => {
    const publicKey = createPublicKey({ key: rsa.jwk, format: 'jwk' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const secrets: readonly (string | Buffer)[] = [
      pem,
      pem.trimEnd(),
      pem.replaceAll('\n', ''),
      publicKey.export({ type: 'spki', format: 'der' }),
      publicKey.export({ type: 'pkcs1', format: 'der' }),
      JSON.stringify(rsa.jwk),
      Buffer.from(rsa.jwk.n ?? '', 'base64url'),
      rsa.kid,
    ];
    for (const secret of secrets) {
      for (const alg of ['HS256', 'HS384', 'RS384']) {
        const [, payload = ''] = assertion().split('.');
        const input = `${base64url({ alg, kid: rsa.kid, typ: 'JWT' })}.${payload}`;
        const mac = createHmac(alg === 'HS256' ? 'sha256' : 'sha384', secret)
          .update(input)
          .digest('base64url');

        expect(await ask(`${input}.${mac}`)).toMatchObject(refusal);
      }
    }
  });

  test('R-13, STD X4, STD FAPI-8: the algorithm is that of the module, of the client and of the key', async () => {
    const byAlg = (clientId: string, alg: string): Promise<Answer> =>
      ask(assertion({ clientId, key: { ...rsa, alg } }));
    const statuses = async (clientId: string): Promise<number[]> => {
      const algs = ['RS256', 'RS384', 'RS512', 'PS384'];
      return Promise.all(algs.map(async (alg) => (await byAlg(clientId, alg)).status));
    };

    expect(await statuses('service')).toEqual([400, 200, 400, 400]);
    expect(await statuses('pinned-service')).toEqual([200, 400, 400, 400]);
    expect(await ask(assertion({ key: p256 }))).toMatchObject(refusal);
    expect((await ask(assertion({ key: ec }))).status).toBe(200);
    expect(await ask(assertion({ key: { ...ec, kid: 'rsa' } }))).toMatchObject(refusal);
    expect(await ask(assertion({ key: { ...rsa, kid: 'ec' } }))).toMatchObject(refusal);
  });

  test('STD RFC7523-3, R-13: one that is not offered gets the list, known client or not', async () => {
    const texts = (alg: string): Promise<unknown[]> =>
      Promise.all(
        ['service', 'pinned-service', 'other-service', 'web-app', 'nobody'].map(async (clientId) => {
          const { body } = await ask(assertion({ clientId, key: ec, header: { alg } }));
          return body.error_description;
        }),
      );
    const generic = 'The client is unknown or its authentication failed.';
    const advice = 'Sign the client_assertion by RS384 or ES384, or by the algorithm that the client has registered.';

    expect(new Set(await texts('RS256'))).toEqual(new Set([`${generic} ${advice}`]));
    expect(new Set((await texts('ES384')).slice(1))).toEqual(new Set([generic]));
  });
});

describe('V-39: keys that the header brings along', () => {
  test('jwk, jku, x5u, x5c and x5t of an attacker are refused, and nobody calls', async () => {
    let hits = 0;
    const listener = createServer((_request, response) => {
      hits += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(keySetOf(foreign));
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/jwks`;
    const attacker = { ...foreign, kid: 'rsa' };
    const headers = [
      { jwk: foreign.jwk },
      { jku: url },
      { x5u: url },
      { x5c: [base64url('no certificate')] },
      { x5t: 'dGh1bWI' },
      { jwk: foreign.jwk, kid: 'attacker' },
      { jku: url, kid: 'attacker' },
    ];
    for (const header of headers) expect(await ask(assertion({ key: attacker, header }))).toMatchObject(refusal);
    const honest = await ask(assertion({ header: { jku: url } }));
    await new Promise((resolve) => listener.close(resolve));

    expect([honest, hits]).toMatchObject([refusal, 0]);
  });
});

describe('V-40: kid', () => {
  test.each<{ name: string; kid: unknown }>([
    { name: 'a path', kid: '../../dev/null' },
    { name: 'SQL', kid: "' OR 1=1--" },
    { name: '__proto__', kid: '__proto__' },
    { name: 'constructor', kid: 'constructor' },
    { name: 'NUL', kid: 'a\0b' },
    { name: '40 KB', kid: 'k'.repeat(40_000) },
    { name: 'a number', kid: 1 },
    { name: 'a list', kid: ['rsa'] },
    { name: 'an object', kid: { rsa: 1 } },
    { name: 'null', kid: null },
    { name: 'missing, with four keys', kid: undefined },
    { name: 'in other letters', kid: 'RSA' },
    { name: 'with a blank', kid: 'rsa ' },
  ])('$name is refused', async ({ kid }) => {
    expect(await ask(assertion({ header: { kid } }))).toMatchObject(refusal);
  });
});

describe('V-41: ECDSA signatures that prove nothing', () => {
  const order = 'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973';
  const half = Buffer.from(order, 'hex');

  test.each([
    { name: 'zeros', bytes: Buffer.alloc(96) },
    { name: 'r = n', bytes: Buffer.concat([half, Buffer.alloc(48, 1)]) },
    { name: 's = n', bytes: Buffer.concat([Buffer.alloc(48, 1), half]) },
    { name: '95 bytes', bytes: Buffer.alloc(95, 1) },
    { name: '97 bytes', bytes: Buffer.alloc(97, 1) },
    { name: 'nothing', bytes: Buffer.alloc(0) },
  ])('$name', async ({ bytes }) => {
    const [header = '', payload = ''] = assertion({ key: ec }).split('.');

    expect(await ask(`${header}.${payload}.${bytes.toString('base64url')}`)).toMatchObject(refusal);
  });
});

describe('V-42, V-43: what is no plain signed JWT', () => {
  test.each<{ name: string; text: () => string }>([
    { name: '60,000 dots', text: () => '.'.repeat(60_000) },
    {
      name: 'a JWE',
      text: () => `${base64url({ alg: 'dir', enc: 'A256GCM', zip: 'DEF', kid: 'rsa' })}..AAAA.AAAA.AAAA`,
    },
    { name: 'a JWE whose payload is plain JSON', text: () => `${assertion().split('.').slice(0, 2).join('.')}.a.b.c` },
    {
      name: 'PBES2',
      text: () => `${base64url({ alg: 'PBES2-HS256+A128KW', p2c: 2 ** 31, enc: 'A128GCM' })}.AAAA.AAAA.AAAA.AAAA`,
    },
    { name: 'a deep header', text: () => `${base64url(`{"a":${'['.repeat(10_000)}`)}.${base64url({})}.AAAA` },
    { name: 'crit', text: () => assertion({ header: { crit: ['x'], x: 1 } }) },
    { name: 'an empty crit', text: () => assertion({ header: { crit: [] } }) },
    { name: 'b64 false', text: () => assertion({ header: { b64: false, crit: ['b64'] } }) },
    { name: 'zip', text: () => assertion({ header: { zip: 'DEF' } }) },
  ])('$name is refused', async ({ text }) => {
    expect(await ask(text())).toMatchObject(refusal);
  });

  test('a body of more than 128 KB is not even read', async () => {
    expect((await ask('.'.repeat(200_000))).status).toBe(413);
  });
});

describe('V-45, STD FP5, FP7, RFC7523-2, STD FAPI-13: the times', () => {
  test.each<{ name: string; claims: () => object; status: number }>([
    { name: 'exp in ten years', claims: () => ({ exp: now + 315_360_000 }), status: 400 },
    { name: 'no exp', claims: () => ({ exp: undefined }), status: 400 },
    { name: 'exp as text', claims: () => ({ exp: String(now + 60) }), status: 400 },
    { name: 'a fraction as exp', claims: () => ({ exp: now + 60.5 }), status: 200 },
    { name: 'a negative exp', claims: () => ({ exp: -1 }), status: 400 },
    { name: 'an exp that has passed', claims: () => ({ exp: now - 1, iat: now - 60 }), status: 400 },
    { name: 'nbf a minute ahead', claims: () => ({ nbf: now + 61 }), status: 400 },
    { name: 'nbf 8 s ahead', claims: () => ({ nbf: now + 8 }), status: 200 },
    { name: 'iat a minute ahead', claims: () => ({ iat: now + 61 }), status: 400 },
  ])('$name: $status', async ({ claims, status }) => {
    expect((await ask(assertion({ claims: { ...claims() } }))).status).toBe(status);
  });

  test('exp of 1e400 is refused', async () => {
    const payload = `{"iss":"service","sub":"service","aud":"${server.issuer}","exp":1e400,"jti":"x"}`;

    expect(await ask(signedJwt(rsa, { alg: 'RS384', kid: 'rsa' }, payload))).toMatchObject(refusal);
  });
});

describe('V-46: right algorithm, wrong purpose of the key', () => {
  test('keys of another client, of encryption and retired ones are refused', async () => {
    for (const key of [foreign, enc, newClientKey('RS384', 'retired')])
      expect(await ask(assertion({ key }))).toMatchObject(refusal);
  });

  test('tokens of ours are no assertions', async () => {
    const { id_token: idToken, access_token: accessToken } = await tokensFor(server.issuer, {
      clientId: 'web-app',
      secret: SECRET,
    });
    const service = await ask(assertion());

    for (const token of [idToken, accessToken, String(service.body.access_token)])
      expect(await ask(token)).toMatchObject(refusal);
  });

  test('an assertion for one module is none for another', async () => {
    expect(await serviceToken(`${server.issuer}/ward`, assertion())).toMatchObject(refusal);
    expect((await serviceToken(`${server.issuer}/ward`, assertion({ audience: `${server.issuer}/ward` }))).status).toBe(
      200,
    );
  });

  test('an assertion is no access token', async () => {
    expect((await introspect(server.issuer, assertion())).body).toEqual({ active: false });
  });
});

describe('STD N1, K3, RFC7523-3, OA6: a bad assertion in every grant and at every endpoint', () => {
  const bad: Readonly<Record<string, () => string>> = {
    'a bad signature': () => `${appAssertion().slice(0, -8)}AAAAAAAA`,
    'another key': () => appAssertion({ key: newClientKey('ES384', 'ec') }),
    'another kid': () => appAssertion({ header: { kid: 'rsa' } }),
    'an expired one': () => appAssertion({ claims: { exp: now - 1 } }),
    'one without jti': () => appAssertion({ claims: { jti: undefined } }),
    'one for somebody else': () => appAssertion({ audience: 'https://evil.test' }),
    'one by another client': () => assertion(),
  };
  const appAssertion = (wish: Partial<AssertionWish> = {}): string =>
    assertion({ clientId: 'key-app', key: ec, ...wish });

  test('the authorization code survives them, and is redeemed with a good one', async () => {
    const issued = await obtainCode(server.issuer, { client_id: 'key-app' });
    const redeem = (text: string): Promise<Answer> =>
      answered(
        postForm(
          `${server.issuer}/oauth/token`,
          redemption(issued, { client_id: 'key-app', ...assertionFields(text) }),
        ),
      );
    for (const text of Object.values(bad)) expect(await redeem(text())).toMatchObject(refusal);
    const replayed = appAssertion();
    await introspectBy(replayed);
    expect(await redeem(replayed)).toMatchObject(refusal);

    expect((await redeem(appAssertion())).body).toHaveProperty('access_token');
  });

  test('refresh, revocation and introspection', async () => {
    const issued = await obtainCode(server.issuer, {
      client_id: 'key-app',
      scope: 'openid patient/*.rs offline_access',
    });
    const fields = redemption(issued, { client_id: 'key-app', ...assertionFields(appAssertion()) });
    const { body } = await answered(postForm(`${server.issuer}/oauth/token`, fields));
    const refreshToken = String(body.refresh_token);
    const calls = [
      { path: 'token', more: { grant_type: 'refresh_token', refresh_token: refreshToken } },
      { path: 'introspect', more: { token: String(body.access_token) } },
      { path: 'revoke', more: { token: refreshToken } },
    ];
    for (const { path, more } of calls)
      for (const text of Object.values(bad)) {
        const sent = { ...more, client_id: 'key-app', ...assertionFields(text()) };

        expect(await answered(postForm(`${server.issuer}/oauth/${path}`, sent))).toMatchObject(refusal);
      }
    const good = [];
    for (const { path, more } of calls)
      good.push(
        (await postForm(`${server.issuer}/oauth/${path}`, { ...more, ...assertionFields(appAssertion()) })).status,
      );

    expect(good).toEqual([200, 200, 200]);
  });

  function introspectBy(text: string): Promise<Response> {
    return postForm(`${server.issuer}/oauth/introspect`, { token: 'x', ...assertionFields(text) });
  }
});

describe('V-44: clients are not confused', () => {
  test('600 assertions of two clients, that share kid, aud and times, at once', async () => {
    const owners = Array.from({ length: 600 }, (_, index) => (index % 2 === 0 ? 'service' : 'other-service'));
    const keys: Readonly<Record<string, typeof rsa>> = { service: rsa, 'other-service': foreign };
    const subjects: unknown[] = [];
    for (let from = 0; from < owners.length; from += 50) {
      const some = owners.slice(from, from + 50);
      const answers = await Promise.all(
        some.map((clientId) => ask(assertion({ clientId, key: keys[clientId] ?? rsa }))),
      );
      subjects.push(...answers.map(({ body }) => subjectOf(String(body.access_token))));
    }

    expect(subjects).toEqual(owners);
  });
});

describe('what an answer tells', () => {
  test('STD X5: 400 without a challenge, and what to change where that tells nothing about the client', async () => {
    const known = await ask(assertion({ claims: { exp: now + 4_000 } }));
    const unknown = await ask(assertion({ claims: { exp: now + 4_000 }, clientId: 'nobody' }));

    expect(known.headers.get('www-authenticate')).toBeNull();
    expect(known).toMatchObject({ ...refusal, body: { error_description: expect.stringContaining('exp') as string } });
    expect(unknown.body).toEqual(known.body);
  });

  test('V-56: an unknown client, a wrong key and a used assertion look the same', async () => {
    const used = assertion();
    await ask(used);
    const answers = [
      await ask(used),
      await ask(assertion({ clientId: 'nobody' })),
      await ask(assertion({ key: foreign })),
      await ask(assertion({ header: { kid: 'nothing' } })),
    ];

    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body.error_description)}`)).size).toBe(1);
  });

  test('STD OID-14, K1, STD FAPI-5: a client of this method does not come in with a secret', async () => {
    const fields = { grant_type: 'client_credentials', client_id: 'key-only', client_secret: SECRET };
    const bySecret = await answered(postForm(`${server.issuer}/oauth/token`, fields));
    const byKey = await ask(assertion({ clientId: 'key-only' }));

    expect([bySecret, byKey.status]).toMatchObject([refusal, 200]);
  });
});

function jtiOf(assertionText: string): unknown {
  return claimsOf(assertionText).jti;
}

function subjectOf(token: string): unknown {
  return claimsOf(token).sub;
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
