import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { basic, newPkce, postForm, redemption, type Tokens } from '../support/app.js';
import { boundCode, boundTokens, postWithProof, refreshWith, userinfoWith } from '../support/dpop-calls.js';
import { DpopKey } from '../support/dpop-key.js';
import { answered, introspect, tokensFor, userinfo, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { moveDatabaseClock } from '../support/postgres.js';
import { pushedUrl, pushFields } from '../support/pushed.js';
import { rowsOf } from '../support/rows.js';
import { REDIRECT_URI, SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';
import { amelia } from '../support/test-users.js';
import { wardModule } from '../support/ward-module.js';

const [publicApp, , webApp, , resourceServer] = testClients;
const clients = [
  ...testClients,
  { ...webApp, clientId: 'old-app', secretRequired: false },
  { ...publicApp, clientId: 'bound-app', dpopBoundAccessTokens: true },
  { ...webApp, clientId: 'bound-web-app', dpopBoundAccessTokens: true },
  { ...resourceServer, clientId: 'bound-backend', canIntrospectAnyTokens: true },
];
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'EdDSA', 'Ed25519'];

let server: TestServer;
let tokenUrl: string;
let userinfoUrl: string;
const person = new Person();
const key = new DpopKey();
const otherKey = new DpopKey();

beforeAll(async () => {
  server = await startTestServer({
    clients,
    properties: [...wardModule, 'module.ward.config.dpop.enabled=false'],
  });
  tokenUrl = `${server.issuer}/oauth/token`;
  userinfoUrl = `${server.issuer}/oauth/userinfo`;
});
afterAll(() => server.stop());
afterEach(() => moveDatabaseClock(server.databaseUrl, 0));

describe('tokens bound to a key', () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await boundTokens(server.issuer, key, { person });
  });

  test('STD RFC9449-3, X6, B-11: are of type DPoP, and the access token names the key', () => {
    expect(tokens.token_type).toBe('DPoP');
    expect(decodeJwt(tokens.access_token)).toMatchObject({ cnf: { jkt: key.jkt } });
    expect(decodeJwt(tokens.id_token)).not.toHaveProperty('cnf');
  });

  test('STD RFC9449-3, B-38: introspection tells resource servers type and key, of the refresh token too', async () => {
    expect((await introspect(server.issuer, tokens.access_token)).body).toMatchObject({
      active: true,
      token_type: 'DPoP',
      cnf: { jkt: key.jkt },
    });
    expect((await introspect(server.issuer, tokens.refresh_token)).body).toMatchObject({
      active: true,
      cnf: { jkt: key.jkt },
    });
  });

  test.each(['GET', 'POST'])('STD RFC9449-1: userinfo lets them in by %s with a proof', async (method) => {
    const headers = await key.headers(method, userinfoUrl, tokens.access_token);
    const answer = await answered(fetch(userinfoUrl, { method, headers }));

    expect([answer.status, answer.body.sub]).toEqual([200, 'amelia']);
  });

  test('STD FP4: the name of the scheme may be written in any case', async () => {
    const headers = await key.headers('GET', userinfoUrl, tokens.access_token);

    const answer = await userinfoWith(server.issuer, { ...headers, authorization: `dpop ${tokens.access_token}` });

    expect(answer.status).toBe(200);
  });

  test('STD RFC9449-1: the address in a proof may be spelled in any equivalent way', async () => {
    const spelled = userinfoUrl.replace('http:', 'HTTP:').replace('userinfo', '%75serinfo?x=1#y');
    const headers = await key.headers('GET', spelled, tokens.access_token);

    expect((await userinfoWith(server.issuer, headers)).status).toBe(200);
  });

  test('the audit trail says that the token is bound', async () => {
    const { jti } = decodeJwt(tokens.access_token);
    const [row] = await rowsOf<{ trace: unknown }>(server.databaseUrl, 'select trace from audit_event where jti = $1', [
      jti,
    ]);

    expect(row?.trace).toContainEqual({
      kind: 'check',
      value: 'jkt',
      outcome: 'passed',
      ruleId: 'token.bound-to-sender',
      source: 'request',
    });
  });
});

describe('refresh tokens', () => {
  test('STD RFC9449-3, F6, A-05, B-12, RFC9700-5: of a public client stay with its key through every rotation', async () => {
    const { refresh_token } = await boundTokens(server.issuer, key, { person });
    const first = await refreshWith(server.issuer, refresh_token, key);
    const second = await refreshWith(server.issuer, first.body.refresh_token, key);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body.token_type).toBe('DPoP');
    expect(decodeJwt(String(second.body.access_token))).toMatchObject({ cnf: { jkt: key.jkt } });
  });

  test.each([
    { name: 'no proof', shown: undefined },
    { name: 'the proof of another key', shown: otherKey },
  ])('STD RFC9449-3: are refused with $name, at no cost for the owner', async ({ shown }) => {
    const { refresh_token } = await boundTokens(server.issuer, key, { person });

    const thief = await refreshWith(server.issuer, refresh_token, shown);
    const owner = await refreshWith(server.issuer, refresh_token, key);

    expect([thief.status, thief.body.error, owner.status]).toEqual([400, 'invalid_grant', 200]);
  });

  test('R-04: an old one in the hands of a thief without the key ends nothing', async () => {
    const { refresh_token } = await boundTokens(server.issuer, key, { person });
    const successor = (await refreshWith(server.issuer, refresh_token, key)).body.refresh_token;
    await moveDatabaseClock(server.databaseUrl, 11);

    const thief = await refreshWith(server.issuer, refresh_token, otherKey);
    const owner = await refreshWith(server.issuer, successor, key);

    expect([thief.body.error, owner.status]).toEqual(['invalid_grant', 200]);
  });

  test('R-05, R-06: the retry after a lost answer is bound like the first try', async () => {
    const { refresh_token } = await boundTokens(server.issuer, key, { person });
    const lost = await refreshWith(server.issuer, refresh_token, key);

    const thief = await refreshWith(server.issuer, refresh_token, otherKey);
    const retry = await refreshWith(server.issuer, refresh_token, key);

    expect([thief.status, retry.status, retry.body.token_type]).toEqual([400, 200, 'DPoP']);
    expect(retry.body.refresh_token).toBe(lost.body.refresh_token);
  });

  test('RFC 9449 §5: a public client may turn to DPoP at any refresh; its refresh token stays as it was', async () => {
    const { refresh_token } = await tokensFor(server.issuer, { person });
    const bound = await refreshWith(server.issuer, refresh_token, key);
    const other = await refreshWith(server.issuer, bound.body.refresh_token, otherKey);

    expect(decodeJwt(String(bound.body.access_token))).toMatchObject({ cnf: { jkt: key.jkt } });
    expect(decodeJwt(String(other.body.access_token))).toMatchObject({ cnf: { jkt: otherKey.jkt } });
  });

  test('STD RFC9449-3, B-13: of a confidential client are bound to its secret, and it may change its key', async () => {
    const { refresh_token } = await tokensFor(server.issuer, { clientId: 'web-app', secret: SECRET, person });
    const fields = { grant_type: 'refresh_token', refresh_token };
    const headers = basic('web-app', SECRET);
    const first = await postWithProof(tokenUrl, fields, key, { headers });
    const next = { ...fields, refresh_token: String(first.body.refresh_token) };
    const second = await postWithProof(tokenUrl, next, otherKey, { headers });

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(decodeJwt(String(second.body.access_token))).toMatchObject({ cnf: { jkt: otherKey.jkt } });
  });
});

describe('codes bound to a key', () => {
  test.each([
    { name: 'no proof', shown: undefined },
    { name: 'the proof of another key', shown: otherKey },
  ])('STD RFC9449-3, FP11: dpop_jkt refuses $name, and the code is not spent by it', async ({ shown }) => {
    const fields = redemption(await boundCode(server.issuer, { person, dpopJkt: key.jkt }));

    const thief = await postWithProof(tokenUrl, fields, shown);
    const owner = await postWithProof(tokenUrl, fields, key);

    expect([thief.status, thief.body.error, owner.status]).toEqual([400, 'invalid_grant', 200]);
  });

  test('STD RFC9449-3: a dpop_jkt that is no thumbprint is told to the app', async () => {
    const answer = boundCode(server.issuer, { person, dpopJkt: 'x' });

    await expect(answer).rejects.toThrow(/error=invalid_request&error_description=dpop_jkt/);
  });
});

describe('pushed requests', () => {
  const parUrl = (): string => `${server.issuer}/oauth/par`;
  const pushWith = (shown: DpopKey | undefined, fields: Readonly<Record<string, string>>): Promise<Answer> =>
    postWithProof(parUrl(), fields, shown);

  test('STD RFC9449-3, FP11: a proof binds the code to its key, without dpop_jkt', async () => {
    const pkce = newPkce();
    const fields = Object.fromEntries(pushFields(server.issuer, { code_challenge: pkce.challenge }));
    const { body } = await pushWith(key, fields);
    const callback = await person.authorize(pushedUrl(server.issuer, String(body.request_uri)), amelia);
    const redeem = redemption({ code: callback.searchParams.get('code') ?? '', pkce, callback });

    const thief = await postWithProof(tokenUrl, redeem, otherKey);
    const owner = await postWithProof(tokenUrl, redeem, key);

    expect([thief.body.error, owner.status]).toEqual(['invalid_grant', 200]);
  });

  test.each([
    { name: 'a dpop_jkt of another key', jkt: () => otherKey.jkt, wish: {} },
    { name: 'a proof for another endpoint', jkt: () => key.jkt, wish: { claims: { htu: 'https://as.example/token' } } },
  ])('STD RFC9449-3, FP11: refuses $name', async ({ jkt, wish }) => {
    const fields = Object.fromEntries(pushFields(server.issuer, { dpop_jkt: jkt() }));

    const answer = await postWithProof(parUrl(), fields, key, { wish });

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });

  test('STD RFC9449-1: a proof counts once here too', async () => {
    const fields = Object.fromEntries(pushFields(server.issuer));
    const dpop = await key.proof('POST', parUrl());
    const answers = [
      await answered(postForm(parUrl(), fields, { dpop })),
      await answered(postForm(parUrl(), fields, { dpop })),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 400]);
  });
});

describe('an access token in the place of a secret', () => {
  test('ruling 7, STD RFC9449-1, RFC9449-3: counts the way it is bound only, with a proof for it', async () => {
    const headers = basic('old-app', SECRET);
    const { code, pkce } = await boundCode(server.issuer, { person, clientId: 'old-app' });
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: pkce.verifier };
    const { body } = await postWithProof(tokenUrl, fields, key, { headers });
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
    const token = String(body.access_token);
    const ath = createHash('sha256').update(token).digest('base64url');
    const using = (scheme: string, shown: DpopKey | undefined, claims: Readonly<Record<string, string>> = { ath }) =>
      postWithProof(tokenUrl, refresh, shown, { headers: { authorization: `${scheme} ${token}` }, wish: { claims } });

    const answers = [
      await using('Bearer', undefined),
      await using('Bearer', key),
      await using('DPoP', undefined),
      await using('DPoP', otherKey),
      await using('DPoP', key, {}),
      await using('DPoP', key, { ath: createHash('sha256').update('another').digest('base64url') }),
      await using('DPoP', key),
    ];

    expect(answers.map(({ status, body: { error } }) => [status, error])).toEqual([
      ...[1, 2, 3, 4].map(() => [401, 'invalid_client']),
      [400, 'invalid_dpop_proof'],
      [400, 'invalid_dpop_proof'],
      [200, undefined],
    ]);
  });
});

describe('a client whose tokens must be bound', () => {
  test.each([
    {
      name: 'a code',
      fields: async () => redemption(await boundCode(server.issuer, { person, clientId: 'bound-app' })),
    },
    { name: 'a refresh token', fields: () => Promise.resolve({ grant_type: 'refresh_token', refresh_token: 'x' }) },
  ])('STD RFC9449-3, FAPI-7: gets nothing for $name without a proof', async ({ fields }) => {
    const answer = await postWithProof(tokenUrl, { ...(await fields()), client_id: 'bound-app' }, undefined);

    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_dpop_proof']);
  });

  test('STD RFC9449-3: does not lose its code by that', async () => {
    const fields = redemption(await boundCode(server.issuer, { person, clientId: 'bound-app' }), {
      client_id: 'bound-app',
    });
    await postWithProof(tokenUrl, fields, undefined);

    expect((await postWithProof(tokenUrl, fields, key)).status).toBe(200);
  });

  test('STD RFC9449-3: also if it is confidential', async () => {
    const { code, pkce } = await boundCode(server.issuer, { person, clientId: 'bound-web-app' });
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: pkce.verifier };
    const headers = basic('bound-web-app', SECRET);

    expect((await postWithProof(tokenUrl, fields, undefined, { headers })).body.error).toBe('invalid_dpop_proof');
    expect((await postWithProof(tokenUrl, fields, key, { headers })).body.token_type).toBe('DPoP');
  });
});

describe("a client's own tokens", () => {
  test('STD RFC9449-3: are bound where a proof comes, and introspect with a proof only', async () => {
    const headers = basic('bound-backend', SECRET);
    const { body } = await postWithProof(tokenUrl, { grant_type: 'client_credentials' }, key, { headers });
    const token = String(body.access_token);
    const url = `${server.issuer}/oauth/introspect`;

    const asBearer = await answered(postForm(url, { token }, { authorization: `Bearer ${token}` }));
    const bound = await answered(postForm(url, { token }, await key.headers('POST', url, token)));

    expect([asBearer.status, asBearer.body.error]).toEqual([401, 'invalid_token']);
    expect(bound.body).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: key.jkt } });
  });
});

describe('for apps in browsers', () => {
  test('STD RFC9449-2, X16: scripts may send proofs and read nonces', async () => {
    const origin = new URL(REDIRECT_URI).origin;
    const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'dpop' };
    const preflight = await answered(fetch(tokenUrl, { method: 'OPTIONS', headers }));
    const answer = await answered(postForm(tokenUrl, { grant_type: 'x' }, { origin }));

    expect(preflight.headers.get('access-control-allow-headers')).toContain('DPoP');
    expect(answer.headers.get('access-control-expose-headers')).toBe('DPoP-Nonce, Retry-After, WWW-Authenticate');
  });
});

describe('discovery', () => {
  const documents = ['openid-configuration', 'oauth-authorization-server', 'smart-configuration'];
  const read = async (issuer: string, name: string) => (await answered(fetch(`${issuer}/.well-known/${name}`))).body;

  test.each(documents)('STD RFC9449-4: %s names the algorithms, of a module that offers DPoP', async (name) => {
    expect(await read(server.issuer, name)).toHaveProperty('dpop_signing_alg_values_supported', ALGORITHMS);
    expect(await read(`${server.issuer}/ward`, name)).not.toHaveProperty('dpop_signing_alg_values_supported');
  });
});

describe('a module without DPoP', () => {
  test('knows neither header nor scheme', async () => {
    const issuer = `${server.issuer}/ward`;
    const tokens = await boundTokens(issuer, key, { person: new Person() });
    const asBearer = await userinfo(issuer, tokens.access_token);
    const asDpop = await userinfoWith(
      issuer,
      await key.headers('GET', `${issuer}/oauth/userinfo`, tokens.access_token),
    );

    expect([tokens.token_type, asBearer.status]).toEqual(['Bearer', 200]);
    expect(asDpop.headers.get('www-authenticate')).toMatch(/^Bearer realm="gatehouse", resource_metadata="[^"]*"$/);
  });

  test('STD FAPI-7: gives nothing to a client whose tokens must be bound', async () => {
    const issuer = `${server.issuer}/ward`;

    await expect(boundTokens(issuer, key, { person: new Person(), clientId: 'bound-app' })).rejects.toThrow(
      'invalid_dpop_proof',
    );
  });
});
