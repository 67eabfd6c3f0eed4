import { EgressError } from '#egress/egress.port';
import type { ServerCallAuthentication } from '#oidc-server-definition/server-call-authentication.port';
import type { ServerCalls } from '#oidc-server-definition/server-calls.port';
import type { ServerTokenVerifier } from '#oidc-server-definition/token-verifier.port';
import type { FederatedServer } from './federated-servers.js';
import type { SignInMemory } from './sign-in-memory.js';
import { UpstreamIdentities } from './upstream-identity.js';
import { UpstreamTokenSource, type UpstreamCode } from './upstream-tokens.js';

// With openid-client itself: which of its errors are whose fault, and where it says that only the issuer is another, is nothing it promises.
const ISSUER = 'https://idp.example';
const NONCE = 'a-nonce';

const server = { pid: 1, clientId: 'us', acceptedIssuers: [ISSUER, `${ISSUER}/`] } as unknown as FederatedServer;
const given: UpstreamCode = {
  server,
  metadata: { issuer: ISSUER, endpoints: { token: `${ISSUER}/token`, userInfo: `${ISSUER}/userinfo` } },
  code: 'a-code',
  redirectUri: 'https://here.example/login/oauth2/code/idp',
  memory: { nonce: NONCE, verifier: 'v'.repeat(43) } as SignInMemory,
};

let asked: number;
beforeEach(() => {
  asked = 0;
});

function calls(answer: () => Promise<unknown>): ServerCalls {
  const call = () => {
    asked += 1;
    return answer();
  };
  return { postForm: call, getJson: call } as unknown as ServerCalls;
}

const authentication = { credentials: async () => ({ kind: 'ready', credentials: { form: {} } }) };
const redeem = (answer: () => Promise<unknown>) =>
  new UpstreamTokenSource(calls(answer), authentication as unknown as ServerCallAuthentication).redeem(given);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function idToken(claims: Readonly<Record<string, unknown>> = {}, header: object = { alg: 'ES256' }): string {
  const now = Math.floor(Date.now() / 1_000);
  const all = { iss: ISSUER, sub: 'anna', aud: 'us', nonce: NONCE, iat: now, exp: now + 60, ...claims };
  return `${part(header)}.${part(all)}.c2ln`;
}
const tokens = (more: object = {}) => ({ access_token: 'an-access-token', token_type: 'Bearer', ...more });
const answers = (status: number, body?: unknown) => async (): Promise<unknown> => ({ status, body });

describe('a code at the token endpoint of another server', () => {
  test.each([
    { name: 'as the document has it', iss: ISSUER },
    { name: 'as a definition may have it', iss: `${ISSUER}/` },
  ])('ruling 18: is sent once, whichever accepted spelling of the issuer the token has: $name', async ({ iss }) => {
    const outcome = await redeem(answers(200, tokens({ id_token: idToken({ iss }) })));

    expect([outcome.kind, asked]).toEqual(['tokens', 1]);
  });

  test.each([
    { name: 'an error', status: 400, body: { error: 'invalid_grant' }, reason: /answered invalid_grant/ },
    { name: 'an error without a word', status: 401, body: undefined, reason: /content-type/ },
    { name: 'nothing', status: 204, body: undefined, reason: /unexpected HTTP response status code/ },
    { name: 'nothing, to be looked at anew', status: 205, body: {}, reason: /unexpected HTTP response status code/ },
    { name: 'no JSON', status: 200, body: undefined, reason: /content-type/ },
    { name: 'no object', status: 200, body: [], reason: /invalid response/ },
    { name: 'no tokens', status: 200, body: {}, reason: /access_token/ },
    { name: 'tokens of a kind that nobody knows', status: 200, body: tokens({ token_type: 'mac' }), reason: /./ },
    { name: 'no ID token', status: 200, body: tokens(), reason: /id_token/ },
    { name: 'an ID token that is none', status: 200, body: tokens({ id_token: 'x' }), reason: /JWT/ },
    { name: 'an ID token of rubbish', status: 200, body: tokens({ id_token: '%%.%%.%%' }), reason: /./ },
    {
      name: 'an ID token of an unknown algorithm',
      ...{ status: 200, body: tokens({ id_token: idToken({}, { alg: 'HS256' }) }), reason: /alg/ },
    },
    {
      name: 'an ID token of somebody else',
      ...{ status: 200, body: tokens({ id_token: idToken({ iss: 'https://evil.example' }) }), reason: /iss/ },
    },
    {
      name: 'an ID token of another sign-in',
      ...{ status: 200, body: tokens({ id_token: idToken({ nonce: 'another' }) }), reason: /nonce/ },
    },
  ])('F-21: is lost to a server that answers $name, which is told as its fault', async ({ status, body, reason }) => {
    expect(await redeem(answers(status, body))).toEqual({
      kind: 'failed',
      problem: 'service-failed',
      reason: expect.stringMatching(reason) as string,
    });
    expect(asked).toBe(1);
  });

  test.each([
    { name: 'later, where the server is away', reason: 'timeout', problem: 'service-unavailable' },
    { name: 'no more, where it leads elsewhere', reason: 'redirected', problem: 'service-failed' },
  ] as const)('may be had $name', async ({ reason, problem }) => {
    const failed = () => Promise.reject(new EgressError(reason, 'idp.example'));

    expect(await redeem(failed)).toMatchObject({ kind: 'failed', problem, reason: `idp.example: ${reason}` });
  });
});

describe('what fails on our side', () => {
  class OwnError extends Error {}
  const faults = [
    { name: 'a mistake of ours', error: new TypeError('undefined is not a function') },
    { name: 'the database', error: new OwnError('no database') },
  ];

  test.each(faults)('is no fault of the other server: $name, at its token endpoint', async ({ error }) => {
    await expect(redeem(() => Promise.reject(error))).rejects.toBe(error);
  });

  test.each(faults)('is no fault of the other server: $name, at userinfo', async ({ error }) => {
    await expect(identity('an-access-token', () => Promise.reject(error))).rejects.toBe(error);
  });
});

/** Who it is, once the ID token is verified. */
function identity(accessToken: string, userInfo: () => Promise<unknown>) {
  const claims = { iss: ISSUER, sub: 'anna', aud: 'us', nonce: NONCE, iat: 1, exp: 2 };
  const verifier = { verify: async () => ({ kind: 'verified', claims, header: { alg: 'ES256' }, key: {} }) };
  const identities = new UpstreamIdentities(verifier as unknown as ServerTokenVerifier, calls(userInfo));
  return identities.read({ given, tokens: { kind: 'tokens', accessToken, idToken: '' }, sentAt: new Date(0) });
}

describe('the userinfo of another server', () => {
  test('says more of the person', async () => {
    expect(await identity('an-access-token', async () => ({ body: { sub: 'anna', name: 'Anna' } }))).toMatchObject({
      ...{ kind: 'identity', subject: 'anna', claims: { name: 'Anna' } },
    });
  });

  test.each([
    { name: 'is about somebody else', token: 'an-access-token', body: { sub: 'berta' } },
    { name: 'is no document', token: 'an-access-token', body: [] },
    { name: 'cannot be asked for with such an access token', token: 'a\nb', body: { sub: 'anna' } },
    { name: 'cannot be asked for with one of other letters', token: '☃', body: { sub: 'anna' } },
  ])('F-21: that $name is told as its fault', async ({ token, body }) => {
    expect(await identity(token, async () => ({ body }))).toMatchObject({
      ...{ kind: 'failed', problem: 'service-failed', reason: expect.stringMatching(/^userinfo: /) as string },
    });
  });
});
