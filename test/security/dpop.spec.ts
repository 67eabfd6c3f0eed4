import { randomUUID } from 'node:crypto';
import { basic, postForm, redemption, type Tokens } from '../support/app.js';
import { boundCode, boundTokens, postWithProof, refreshWith, userinfoWith } from '../support/dpop-calls.js';
import { DpopKey, type ProofWish } from '../support/dpop-key.js';
import { ehrClient, orderLaunch } from '../support/ehr.js';
import { answered, clientToken, introspect, tokensFor, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { sendRaw } from '../support/raw-http.js';
import { rowsOf } from '../support/rows.js';
import { postSimultaneously } from '../support/simultaneous-posts.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { wardModule } from '../support/ward-module.js';

/** The module below `/ward` asks for nonces. */
const properties = [...wardModule, 'module.ward.config.dpop.nonce=required'];

let server: TestServer;
/** A second process over the same database, of the same issuer. */
let secondServer: TestServer;
let tokenUrl: string;
let userinfoUrl: string;
let tokens: Tokens;
/** Seconds by which the servers' clock is ahead. */
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead * 1_000) };
const person = new Person();
const key = new DpopKey();
const otherKey = new DpopKey();
const backend = { fields: { grant_type: 'client_credentials' }, headers: basic('backend', SECRET) };

beforeAll(async () => {
  server = await startTestServer({ clients: [...testClients, ehrClient], properties, clock });
  tokenUrl = `${server.issuer}/oauth/token`;
  userinfoUrl = `${server.issuer}/oauth/userinfo`;
  secondServer = await startTestServer({
    properties,
    databaseUrl: server.databaseUrl,
    environment: { GATEHOUSE__module__smart_auth__config__issuer__url: server.issuer },
  });
  tokens = await boundTokens(server.issuer, key, { person });
});
afterAll(async () => {
  await secondServer.stop();
  await server.stop();
});
afterEach(() => {
  ahead = 0;
});

const now = (): number => Math.floor(Date.now() / 1_000);
/** Asks for a client's own token with the text in the DPoP header. */
const tokenWith = (dpop: string): Promise<Answer> =>
  answered(postForm(tokenUrl, backend.fields, { ...backend.headers, dpop }));
/** Asks for userinfo with a proof that is good but for what is wished. */
const userinfoWish = async (wish: ProofWish): Promise<Answer> =>
  userinfoWith(server.issuer, await key.headers('GET', userinfoUrl, tokens.access_token, wish));

/** What makes a proof bad wherever it is shown. */
const badProofs: readonly { name: string; wish: ProofWish }[] = [
  { name: 'STD OA9: another typ', wish: { header: { typ: 'JWT' } } },
  { name: 'STD OA9: no typ', wish: { header: { typ: undefined } } },
  { name: 'STD OA9, V-39: no key', wish: { header: { jwk: undefined, jku: 'http://127.0.0.1:1/' } } },
  { name: 'the private key', wish: { header: { jwk: key.privateJwk } } },
  { name: 'STD OA9: a signature by another key', wish: { header: { jwk: otherKey.jwk } } },
  { name: 'another method', wish: { claims: { htm: 'PUT' } } },
  { name: 'another address', wish: { claims: { htu: 'https://evil.example/oauth/token' } } },
  { name: 'the address of another endpoint', wish: { claims: { htu: '/oauth/revoke' } } },
  { name: 'an iat an hour ago', wish: { claims: { iat: now() - 3_600 } } },
  { name: 'STD FP5: an iat two minutes ahead', wish: { claims: { iat: now() + 120 } } },
  { name: 'no iat', wish: { claims: { iat: undefined } } },
  { name: 'no jti', wish: { claims: { jti: undefined } } },
  { name: 'V-42: a jti of 4 KB', wish: { claims: { jti: 'x'.repeat(4_096) } } },
];

describe('a bad proof at the token endpoint', () => {
  test.each(badProofs)('STD RFC9449-1, FP11: $name is 400 invalid_dpop_proof', async ({ wish }) => {
    const answer = await tokenWith(await key.proof('POST', tokenUrl, wish));

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
    expect(answer.headers.has('www-authenticate')).toBe(false);
  });

  test.each([
    { name: 'V-37: alg none', text: `${encode({ typ: 'dpop+jwt', alg: 'none', jwk: key.jwk })}.e30.` },
    { name: 'V-38: a MAC', text: `${encode({ typ: 'dpop+jwt', alg: 'HS256', jwk: key.jwk })}.e30.e30` },
    { name: 'an access token', text: () => tokens.access_token },
    { name: 'nonsense', text: 'nonsense' },
    { name: 'an empty header', text: '' },
    { name: 'V-42: 9 KB of it', text: `${'a'.repeat(9_000)}.e30.e30` },
  ])('STD RFC9449-1: $name is none', async ({ text }) => {
    const answer = await tokenWith(typeof text === 'string' ? text : text());

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });

  test('R-04: costs neither code nor refresh token', async () => {
    const wish = { claims: { htm: 'PUT' } };
    const fields = redemption(await boundCode(server.issuer, { person }));
    const refused = await postWithProof(tokenUrl, fields, key, { wish });
    const redeemed = await postWithProof(tokenUrl, fields, key);
    const refreshFields = {
      grant_type: 'refresh_token',
      refresh_token: String(redeemed.body.refresh_token),
      client_id: 'public-app',
    };
    const refreshRefused = await postWithProof(tokenUrl, refreshFields, key, { wish });
    const refreshed = await postWithProof(tokenUrl, refreshFields, key);

    expect([refused.status, redeemed.status, refreshRefused.status, refreshed.status]).toEqual([400, 200, 400, 200]);
  });

  test('O-14: is audited with the client that sent it', async () => {
    await tokenWith('nonsense');

    const [row] = await rowsOf(
      server.databaseUrl,
      `select kind, client_id, error_code from audit_event where outcome = 'failure' order by sequence desc limit 1`,
    );
    expect(row).toEqual({ kind: 'TOKEN_REFUSAL', client_id: 'backend', error_code: 'invalid_dpop_proof' });
  });
});

describe('a bad proof at userinfo', () => {
  test.each([
    ...badProofs,
    { name: 'no ath', wish: { claims: { ath: undefined } } },
    { name: 'the ath of another token', wish: { claims: { ath: 'x' } } },
  ])('STD RFC9449-1, FP11: $name is 401 with a DPoP challenge', async ({ wish }) => {
    const answer = await userinfoWish(wish);

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_dpop_proof']);
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^DPoP realm="gatehouse", error="invalid_dpop_proof", .*, algs="ES256 ES384 PS256 EdDSA Ed25519", resource_metadata="[^"]+"$/,
    );
  });

  test('STD RFC9449-1: none is 401 as well', async () => {
    const answer = await userinfoWith(server.issuer, { authorization: `DPoP ${tokens.access_token}` });

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_dpop_proof']);
  });

  test('STD RFC9449-3: the proof of another key is of no use to a thief', async () => {
    const headers = await otherKey.headers('GET', userinfoUrl, tokens.access_token);

    expect((await userinfoWith(server.issuer, headers)).body.error).toBe('invalid_token');
  });
});

describe('the wrong scheme', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test.each([
    { name: 'in the header', ask: () => userinfoWith(server.issuer, bearer(tokens.access_token)) },
    {
      name: 'in the header, beside a good proof',
      ask: async () => {
        const headers = await key.headers('GET', userinfoUrl, tokens.access_token);
        return userinfoWith(server.issuer, { ...headers, ...bearer(tokens.access_token) });
      },
    },
    {
      name: 'in the body',
      ask: () => answered(postForm(userinfoUrl, { access_token: tokens.access_token })),
    },
  ])('STD RFC9449-3, B-38: a bound token is no bearer token: $name', async ({ ask }) => {
    const answer = await ask();

    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token".*, DPoP realm=.* algs=/);
  });

  test('STD RFC9449-3: nor is a bearer token bound, whoever proves what', async () => {
    const { access_token } = await tokensFor(server.issuer, { person });
    const headers = await key.headers('GET', userinfoUrl, access_token);

    expect((await userinfoWith(server.issuer, headers)).body.error).toBe('invalid_token');
  });

  test('STD RFC9449-3, B-38: a bound token does not introspect as a bearer token, nor a bearer token as a bound one', async () => {
    const url = `${server.issuer}/oauth/introspect`;
    const { access_token } = await clientToken(server.issuer, 'resource-server');
    const answers = [
      await answered(postForm(url, { token: 'x' }, bearer(tokens.access_token))),
      await answered(postForm(url, { token: 'x' }, await key.headers('POST', url, access_token))),
      await answered(postForm(url, { token: 'x' }, { authorization: `DPoP ${tokens.access_token}` })),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  test('STD RFC9449-3, B-38: a bound token orders launches with a proof only', async () => {
    const issued = await postWithProof(tokenUrl, backend.fields, key, { headers: basic('ehr', SECRET) });
    const token = String(issued.body.access_token);
    const order = { clientId: 'public-app', user: 'amelia' };
    const headers = await key.headers('POST', `${server.issuer}/launch`, token);

    expect((await orderLaunch(server.issuer, order, { token })).body.error).toBe('invalid_token');
    expect((await orderLaunch(server.issuer, order, { headers })).body.error).not.toBe('invalid_token');
    expect((await orderLaunch(server.issuer, order, { headers })).body.error).toBe('invalid_dpop_proof');
  });

  test('STD RFC9449-3, B-38: whoever stole a bound token ends no session and no token by it', async () => {
    const stolen = await boundTokens(server.issuer, key, { person });
    await fetch(`${server.issuer}/logout?cb=none&revoke=token&revoke=token_refresh`, {
      method: 'POST',
      headers: { ...bearer(stolen.access_token), cookie: person.cookieHeader, origin: 'https://app.example' },
      redirect: 'manual',
    });

    expect((await introspect(server.issuer, stolen.access_token)).body.active).toBe(true);
    expect((await introspect(server.issuer, stolen.refresh_token)).body.active).toBe(true);
  });
});

describe('replay', () => {
  test('STD RFC9449-1, V-35: a proof counts once, at any process', async () => {
    const proof = await key.proof('POST', tokenUrl);
    const first = await tokenWith(proof);
    const again = await tokenWith(proof);
    const elsewhere = await answered(
      postForm(`${secondServer.issuer}/oauth/token`, backend.fields, { ...backend.headers, dpop: proof }),
    );

    expect([first, again, elsewhere].map(({ status }) => status)).toEqual([200, 400, 400]);
    expect(elsewhere.body.error).toBe('invalid_dpop_proof');
  });

  test('STD RFC9449-1, V-35: of eight at the same moment one counts', async () => {
    const dpop = await key.proof('POST', tokenUrl);
    const post = (url: string) => ({ url, fields: backend.fields, headers: { ...backend.headers, dpop } });
    const posts = Array.from({ length: 8 }, (_, place) =>
      post(place % 2 === 0 ? tokenUrl : `${secondServer.issuer}/oauth/token`),
    );

    const answers = await postSimultaneously(posts);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error === 'invalid_dpop_proof')).toHaveLength(7);
  });

  test('STD RFC9449-1: a proof counts once at userinfo', async () => {
    const headers = await key.headers('GET', userinfoUrl, tokens.access_token);
    const answers = [await userinfoWith(server.issuer, headers), await userinfoWith(server.issuer, headers)];

    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
  });

  test('STD RFC9449-1: the same jti of another key is another proof', async () => {
    const claims = { jti: randomUUID() };
    const answers = [
      await tokenWith(await key.proof('POST', tokenUrl, { claims })),
      await tokenWith(await otherKey.proof('POST', tokenUrl, { claims })),
      await tokenWith(await key.proof('POST', tokenUrl, { claims })),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400]);
  });

  test('a request that fails for its credentials makes the server remember nothing', async () => {
    const before = await rowsOf(server.databaseUrl, 'select proof_hash from dpop_proof');
    const dpop = await key.proof('POST', tokenUrl);
    await answered(postForm(tokenUrl, backend.fields, { ...basic('backend', 'wrong'), dpop }));
    const bad = await key.headers('GET', userinfoUrl, 'no-token');
    await userinfoWith(server.issuer, bad);

    expect(await rowsOf(server.databaseUrl, 'select proof_hash from dpop_proof')).toEqual(before);
    expect((await tokenWith(dpop)).status).toBe(200);
  });

  test('R-14: what is remembered is a hash', async () => {
    const jti = `jti-${randomUUID()}`;
    await tokenWith(await key.proof('POST', tokenUrl, { claims: { jti } }));

    const rows = await rowsOf<{ proof_hash: string }>(server.databaseUrl, 'select proof_hash from dpop_proof');
    expect(rows.map(({ proof_hash }) => proof_hash).join()).not.toContain(jti);
    expect(rows.every(({ proof_hash }) => proof_hash.length === 43)).toBe(true);
  });
});

describe('what no HTTP client would send', () => {
  const raw = async (headers: readonly string[]) => {
    const body = 'grant_type=client_credentials';
    const lines = [
      'POST /oauth/token HTTP/1.1',
      'Connection: close',
      `Authorization: ${basic('backend', SECRET).authorization ?? ''}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      ...headers,
    ];
    const answer = await sendRaw(server.port, `${lines.join('\r\n')}\r\n\r\n${body}`);
    return [answer.status, /"error":"(\w+)"/.exec(answer.body)?.[1]];
  };

  test('STD RFC9449-1, V-07: two proofs are none', async () => {
    const [one, two] = [await key.proof('POST', tokenUrl), await key.proof('POST', tokenUrl)];

    expect(await raw(['Host: a', `DPoP: ${one}`, `dpop: ${two}`])).toEqual([400, 'invalid_dpop_proof']);
    expect(await raw(['Host: a', `DPoP: ${one}`, 'DPoP: '])).toEqual([400, 'invalid_dpop_proof']);
    expect(await raw(['Host: a', `DPoP: ${one}, ${two}`])).toEqual([400, 'invalid_dpop_proof']);
    expect(await raw(['Host: a', `DPoP: ${one}`])).toEqual([200, undefined]);
  });

  test('STD RFC9449-1, V-63: the address is the configured one, whatever the headers of the request say', async () => {
    const evil = ['Host: evil.example', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'];
    const foreign = await key.proof('POST', 'https://evil.example/oauth/token');
    const own = await key.proof('POST', tokenUrl);

    expect(await raw([...evil, `DPoP: ${foreign}`])).toEqual([400, 'invalid_dpop_proof']);
    expect(await raw([...evil, `DPoP: ${own}`])).toEqual([200, undefined]);
  });
});

describe('where nonces are required', () => {
  let issuer: string;
  let url: string;
  beforeAll(() => {
    issuer = `${server.issuer}/ward`;
    url = `${issuer}/oauth/token`;
  });
  const ask = async (wish: ProofWish = {}): Promise<Answer> =>
    postWithProof(url, backend.fields, key, { headers: backend.headers, wish });
  const nonceOf = (answer: Answer): string => answer.headers.get('dpop-nonce') ?? '';

  test('STD RFC9449-2: a proof without one gets 400 use_dpop_nonce and the nonce to use', async () => {
    const refused = await ask();
    const accepted = await ask({ claims: { nonce: nonceOf(refused) } });

    expect([refused.status, refused.body.error]).toEqual([400, 'use_dpop_nonce']);
    expect([accepted.status, accepted.body.token_type]).toEqual([200, 'DPoP']);
    expect(nonceOf(accepted)).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    { name: 'made up', nonce: 'made-up' },
    { name: 'of another type', nonce: 7 },
    { name: 'empty', nonce: '' },
  ])('STD RFC9449-2: one that is $name is as good as none', async ({ nonce }) => {
    expect((await ask({ claims: { nonce } })).body.error).toBe('use_dpop_nonce');
  });

  test('STD RFC9449-2: one goes out of date', async () => {
    const nonce = nonceOf(await ask());
    ahead = 241;

    const answer = await ask({ claims: { nonce, iat: now() + ahead } });

    expect(answer.body.error).toBe('use_dpop_nonce');
    expect(nonceOf(answer)).not.toBe(nonce);
  });

  test('STD RFC9449-2: being told is no refusal on record', async () => {
    const count = `select count(*)::int as rows from audit_event where error_code = 'use_dpop_nonce'`;
    await ask();

    expect(await rowsOf(server.databaseUrl, count)).toEqual([{ rows: 0 }]);
  });

  test('STD RFC9449-2: being told costs neither code nor proof', async () => {
    const fields = redemption(await boundCode(issuer, { person: new Person() }));
    const refused = await postWithProof(url, fields, key);
    const accepted = await postWithProof(url, fields, key, { wish: { claims: { nonce: nonceOf(refused) } } });

    expect([refused.body.error, accepted.status]).toEqual(['use_dpop_nonce', 200]);
  });

  test('STD RFC9449-2: userinfo answers 401 and the nonce, and gives the next one with its claims', async () => {
    const nonce = nonceOf(await ask());
    const fields = redemption(await boundCode(issuer, { person: new Person() }));
    const { body } = await postWithProof(url, fields, key, { wish: { claims: { nonce } } });
    const address = `${issuer}/oauth/userinfo`;
    const refused = await userinfoWith(issuer, await key.headers('GET', address, String(body.access_token)));
    const wish = { claims: { nonce: nonceOf(refused) } };
    const accepted = await userinfoWith(issuer, await key.headers('GET', address, String(body.access_token), wish));

    expect([refused.status, refused.body.error, accepted.status]).toEqual([401, 'use_dpop_nonce', 200]);
    expect(refused.headers.get('www-authenticate')).toMatch(/^DPoP realm="gatehouse", error="use_dpop_nonce"/);
    expect(nonceOf(accepted)).not.toBe('');
  });

  test('STD RFC9449-2: a module that asks for none gives none', async () => {
    expect(nonceOf(await tokenWith(await key.proof('POST', tokenUrl)))).toBe('');
  });

  test('bearer tokens need none', async () => {
    const answer = await answered(postForm(url, backend.fields, backend.headers));

    expect([answer.status, answer.body.token_type]).toEqual([200, 'Bearer']);
  });
});

test('STD RFC9449-3: a bound refresh token is of no use at another module', async () => {
  const answer = await refreshWith(`${server.issuer}/ward`, tokens.refresh_token, undefined);

  expect(answer.body.error).toBe('invalid_grant');
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
