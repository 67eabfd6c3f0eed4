import { decodeJwt, importJWK, jwtVerify, type JSONWebKeySet, type JWK } from 'jose';
import { authorizeUrl, basic, obtainCode, postForm, redemption } from '../support/app.js';
import { CHALLENGE } from '../support/authorization.js';
import { assertionFields, clientAssertion } from '../support/client-assertions.js';
import { keySetOf, newClientKey } from '../support/client-keys.js';
import { answered, clientToken, tokensFor, userinfo, type Answer } from '../support/endpoint-calls.js';
import { Person } from '../support/person.js';
import { SECRET, testClients } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';
const SMART = '/.well-known/smart-configuration';
const documents = [OPENID, OAUTH, SMART] as const;

/** Every grant and method that a server of this kind may know; those it does not advertise must not work. */
const KNOWN_GRANTS = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  'implicit',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
] as const;

const key = newClientKey('ES384', 'one');
const keyService = {
  ...testClients.find(({ clientId }) => clientId === 'backend'),
  clientId: 'key-service',
  clientSecrets: [],
  publicJwks: keySetOf(key),
};

describe('discovery', () => {
  let server: TestServer;
  const person = new Person();
  let found: Readonly<Record<(typeof documents)[number], Answer>>;
  beforeAll(async () => {
    server = await startTestServer({ clients: [...testClients, keyService] });
    const read = (path: string): Promise<Answer> => answered(fetch(server.issuer + path));
    found = { [OPENID]: await read(OPENID), [OAUTH]: await read(OAUTH), [SMART]: await read(SMART) };
  });
  afterAll(() => server.stop());

  const member = (path: (typeof documents)[number], name: string): unknown => found[path].body[name];
  const list = (path: (typeof documents)[number], name: string): readonly string[] => member(path, name) as string[];

  test.each(
    documents.flatMap((path) =>
      ['application/json', 'text/html', 'application/fhir+json', 'image/png', undefined].map((accept) => ({
        path,
        accept,
      })),
    ),
  )('STD D2, I1, I14, U8: $path is JSON for Accept: $accept', async ({ path, accept }) => {
    const answer = await answered(fetch(server.issuer + path, { headers: accept === undefined ? {} : { accept } }));

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(answer.body).toEqual(found[path].body);
  });

  test.each(documents)('STD D3: every address in %s is absolute and below the issuer', (path) => {
    const addresses = Object.entries(found[path].body).filter(([name]) => /_endpoint$|_uri$/.test(name));

    expect(addresses.length).toBeGreaterThan(4);
    for (const [, address] of addresses) expect(address).toMatch(new RegExp(`^${server.issuer}/`));
  });

  test.each(documents)('R-08, V-63: %s does not follow the Host header', async (path) => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    };
    const answer = await answered(fetch(server.issuer + path, { headers }));

    expect(answer.body).toEqual(found[path].body);
  });

  test('B-19, STD ODISC-1: every claim that an ID token and userinfo really carry is listed', async () => {
    const scope = 'openid profile email fhirUser patient/*.rs offline_access';
    const issued = await obtainCode(server.issuer, { scope, nonce: 'n-0S6_WzA2Mj' }, person);
    const { body } = await answered(postForm(`${server.issuer}/oauth/token`, redemption(issued)));
    const { body: about } = await userinfo(server.issuer, body.access_token as string);
    const carried = [...Object.keys(decodeJwt(body.id_token as string)), ...Object.keys(about)];

    expect(carried).toContain('preferred_username');
    expect(carried.filter((name) => !list(OPENID, 'claims_supported').includes(name))).toEqual([]);
  });

  test('STD I15, OM5, OM32, ODISC-1: the OpenID document has what it must', () => {
    expect(found[OPENID].body).toMatchObject({
      issuer: server.issuer,
      authorization_endpoint: `${server.issuer}/oauth/authorize`,
      token_endpoint: `${server.issuer}/oauth/token`,
      userinfo_endpoint: `${server.issuer}/oauth/userinfo`,
      jwks_uri: `${server.issuer}/jwk`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']) as string[],
      scopes_supported: expect.arrayContaining(['openid']) as string[],
      claims_parameter_supported: true,
      request_parameter_supported: true,
      request_uri_parameter_supported: true,
    });
  });

  test('STD OM33: it names the end of the session', () => {
    expect(member(OPENID, 'end_session_endpoint')).toBe(`${server.issuer}/logout`);
  });

  test('STD I2, D9, D12, D13, X12: the SMART document has what it must', () => {
    expect(found[SMART].body).toMatchObject({
      issuer: server.issuer,
      jwks_uri: `${server.issuer}/jwk`,
      authorization_endpoint: `${server.issuer}/oauth/authorize`,
      token_endpoint: `${server.issuer}/oauth/token`,
      introspection_endpoint: `${server.issuer}/oauth/introspect`,
      revocation_endpoint: `${server.issuer}/oauth/revoke`,
      grant_types_supported: expect.arrayContaining(['authorization_code', 'client_credentials']) as string[],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    });
    expect(list(SMART, 'capabilities')).toEqual(
      expect.arrayContaining([
        'launch-standalone',
        'client-public',
        'client-confidential-symmetric',
        'client-confidential-asymmetric',
        'permission-v2',
      ]),
    );
  });

  test('STD D19, X23: it has every address that a FHIR server shows in its CapabilityStatement to apps of SMART 1', () => {
    for (const name of ['authorization', 'token', 'introspection', 'revocation', 'management'])
      expect(member(SMART, `${name}_endpoint`)).toMatch(new RegExp(`^${server.issuer}/`));
  });

  test('STD C, C1, D14: launches from the EHR are shown, with what they tell and the scope that asks for it', () => {
    expect(list(SMART, 'capabilities')).toEqual(
      expect.arrayContaining([
        'launch-ehr',
        'context-banner',
        'context-style',
        'context-ehr-patient',
        'context-ehr-encounter',
      ]),
    );
    expect(list(SMART, 'scopes_supported')).toContain('launch');
  });

  test('STD C, C1, D14: standalone launches are shown with the contexts that people choose', () => {
    expect(list(SMART, 'capabilities')).toEqual(
      expect.arrayContaining(['launch-standalone', 'context-standalone-patient', 'context-standalone-encounter']),
    );
    expect(list(SMART, 'scopes_supported')).toEqual(expect.arrayContaining(['launch/patient', 'launch/encounter']));
  });

  /** What the certification suite of the (g)(10) criterion wants to see for apps of either kind. */
  const always = [
    'client-public',
    'client-confidential-symmetric',
    'client-confidential-asymmetric',
    'sso-openid-connect',
    'permission-offline',
    'authorize-post',
    'permission-v1',
    'permission-v2',
  ];
  test.each([
    { launches: 'standalone', names: ['launch-standalone', 'context-standalone-patient', 'permission-patient'] },
    {
      launches: 'from the EHR',
      names: [
        'launch-ehr',
        'context-banner',
        'context-style',
        'context-ehr-patient',
        'context-ehr-encounter',
        'permission-user',
      ],
    },
  ])('STD G1, C1: the set of capabilities for launches $launches is complete', ({ names }) => {
    expect(list(SMART, 'capabilities')).toEqual(expect.arrayContaining([...always, ...names]));
  });

  test.each(documents)('B-09, STD D11: %s advertises S256 and not plain', (path) => {
    expect(member(path, 'code_challenge_methods_supported')).toEqual(['S256']);
  });

  test('B-19, STD OA12: the documents agree wherever they say the same', () => {
    for (const [name, value] of Object.entries(found[OAUTH].body)) expect(member(OPENID, name)).toEqual(value);
    for (const [name, value] of Object.entries(found[SMART].body))
      if (name in found[OAUTH].body && name !== 'token_endpoint_auth_methods_supported')
        expect({ name, value: member(OAUTH, name) }).toEqual({ name, value });
  });

  test('STD RFC9207: the promise of iss is kept', async () => {
    const { callback } = await obtainCode(server.issuer, {}, person);

    expect(member(OPENID, 'authorization_response_iss_parameter_supported')).toBe(true);
    expect(callback.searchParams.get('iss')).toBe(server.issuer);
  });

  describe('B-19: what is advertised works, and nothing else does', () => {
    const grantCall = async (grantType: string): Promise<Answer> => {
      const fields = { grant_type: grantType, username: 'amelia', password: 'x', assertion: 'a.b.c', device_code: 'x' };
      return answered(postForm(`${server.issuer}/oauth/token`, fields, basic('backend', SECRET)));
    };

    test.each(KNOWN_GRANTS)('the grant %s', async (grantType) => {
      const isAdvertised = list(OPENID, 'grant_types_supported').includes(grantType);
      const { body } = await grantCall(grantType);

      expect(body.error !== 'unsupported_grant_type').toBe(isAdvertised);
    });

    test('there is no grant beyond those known', () => {
      expect(KNOWN_GRANTS).toEqual(expect.arrayContaining([...list(OPENID, 'grant_types_supported')]));
    });

    test.each(['code', 'token', 'id_token', 'id_token token', 'code id_token', 'code token', 'none'])(
      'the response type %s',
      async (type) => {
        const isAdvertised = list(OPENID, 'response_types_supported').includes(type);
        const page = await person.request(
          authorizeUrl(server.issuer, { response_type: type, nonce: 'n', code_challenge: CHALLENGE }),
        );
        const location = page.headers.get('location') ?? '';

        expect(location.includes('unsupported_response_type')).toBe(!isAdvertised);
      },
    );

    test.each(['query', 'fragment', 'form_post', 'jwt', 'web_message'])('the response mode %s', async (mode) => {
      const isAdvertised = list(OPENID, 'response_modes_supported').includes(mode);
      const page = await person.request(
        authorizeUrl(server.issuer, { response_mode: mode, code_challenge: CHALLENGE, prompt: 'none' }),
      );
      const isRefused = page.status === 400 || (page.headers.get('location') ?? '').includes('error=invalid_request');

      expect(isRefused).toBe(!isAdvertised);
    });

    test.each(['client_secret_basic', 'client_secret_post', 'none', 'private_key_jwt', 'client_secret_jwt'] as const)(
      'the client authentication %s',
      async (method) => {
        const isAdvertised = list(OPENID, 'token_endpoint_auth_methods_supported').includes(method);
        const signed = clientAssertion({ key, clientId: 'key-service', audience: server.issuer });
        const [, payload = ''] = signed.split('.');
        const mac = `${Buffer.from('{"alg":"HS256","kid":"one"}').toString('base64url')}.${payload}.AAAA`;
        const fields: Readonly<Record<typeof method, Record<string, string>>> = {
          client_secret_basic: {},
          client_secret_post: { client_id: 'backend', client_secret: SECRET },
          none: { client_id: 'public-app' },
          private_key_jwt: { scope: 'system/*.rs', ...assertionFields(signed) },
          client_secret_jwt: { scope: 'system/*.rs', ...assertionFields(mac) },
        };
        const headers = method === 'client_secret_basic' ? basic('backend', SECRET) : {};

        const { body } = await answered(
          postForm(`${server.issuer}/oauth/token`, { grant_type: 'client_credentials', ...fields[method] }, headers),
        );

        expect(body.error !== 'invalid_client').toBe(isAdvertised);
      },
    );

    test('every advertised address answers', async () => {
      for (const path of documents)
        for (const [name, address] of Object.entries(found[path].body).filter(([key]) =>
          /_endpoint$|_uri$/.test(key),
        )) {
          const [get, post] = [
            await fetch(address as string, { redirect: 'manual' }),
            await postForm(address as string, {}),
          ];
          expect({ name, statuses: [get.status, post.status] }).not.toEqual({ name, statuses: [404, 404] });
        }
    });

    test('S256 works and plain does not', async () => {
      const plain = await person.request(
        authorizeUrl(server.issuer, { code_challenge: CHALLENGE, code_challenge_method: 'plain' }),
      );
      const issued = await obtainCode(server.issuer, {}, person);

      expect(plain.headers.get('location')).toContain('error=invalid_request');
      expect((await postForm(`${server.issuer}/oauth/token`, redemption(issued))).status).toBe(200);
    });
  });

  describe('/jwk', () => {
    const keysAt = async (path: string): Promise<JSONWebKeySet> =>
      (await answered(fetch(server.issuer + path))).body as unknown as JSONWebKeySet;

    test('STD X7, I16, U5: has a usable RSA key, and a kid on every key', async () => {
      const { keys } = await keysAt('/jwk');

      expect(keys.filter(({ kty }) => kty === 'RSA').length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key).toMatchObject({ use: 'sig', kid: expect.any(String) as string, alg: expect.any(String) as string });
        await importJWK(key);
      }
    });

    test('STD OC6, V-50: has distinct names and no private parts', async () => {
      const { keys } = await keysAt('/jwk');
      const secretParts: readonly (keyof JWK)[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'];

      expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
      for (const key of keys) expect(secretParts.filter((part) => part in key)).toEqual([]);
    });

    test('is found at the older address as well', async () => {
      expect(await keysAt('/.well-known/jwks.json')).toEqual(await keysAt('/jwk'));
    });

    test('STD U5: verifies every kind of token', async () => {
      const { keys } = await keysAt('/jwk');
      const { access_token, id_token } = await tokensFor(server.issuer, { person });
      const service = await clientToken(server.issuer);

      for (const token of [access_token, id_token, service.access_token]) {
        const verified = await jwtVerify(token, async ({ kid }) =>
          importJWK(keys.find((key) => key.kid === kid) ?? {}),
        );
        expect(verified.payload.iss).toBe(server.issuer);
      }
    });
  });
});
