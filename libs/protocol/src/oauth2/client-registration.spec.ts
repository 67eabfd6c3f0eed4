import fc from 'fast-check';
import { readClientJson } from '../client/client-json.js';
import type { ClientSettings } from '../client/client.js';
import type { JsonObject } from '../json/json-object.js';
import { clientInformation } from './client-registration-response.js';
import { registeredSettings, type RegistrationRules } from './client-registration.js';
import { OAuthError } from './oauth-error.js';

const { clientSecrets: _none, ...base } = readClientJson(
  { clientId: 'app_1', enabled: true, accessTokenValiditySeconds: 600 },
  { nodeId: 'Master', moduleId: 'smart_auth' },
).client;
const rules: RegistrationRules = {
  grants: new Map([
    ['authorization_code', 'AUTHORIZATION_CODE'],
    ['refresh_token', 'REFRESH_TOKEN'],
    ['client_credentials', 'CLIENT_CREDENTIALS'],
  ]),
  authMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
  algorithms: { idToken: ['ES256', 'RS256'], assertion: ['RS384', 'ES384'], requestObject: [] },
  scopes: ['openid', 'fhirUser', 'patient/*.rs'],
  isBounded: true,
};
const least = { redirect_uris: ['https://app.example/cb'] };
const jwks = { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: '1' }] };

const register = (metadata: JsonObject, change: Partial<RegistrationRules> = {}): ClientSettings =>
  registeredSettings(base, metadata, { ...rules, ...change });

function refusal(metadata: JsonObject, change: Partial<RegistrationRules> = {}): object {
  try {
    register(metadata, change);
  } catch (error) {
    if (error instanceof OAuthError) return { code: error.code, parameter: error.parameter };
    throw error;
  }
  throw new Error('nothing was refused');
}

const addressMembers = [
  'redirect_uris',
  'post_logout_redirect_uris',
  'client_uri',
  'logo_uri',
  'tos_uri',
  'policy_uri',
  'jwks_uri',
  'initiate_login_uri',
  'backchannel_logout_uri',
];
const hostileAddresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '\u0001javascript:alert(1)',
  'java%0ascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://app.example/1',
  'view-source:https://app.example',
  'http://app.example/cb',
  'https://app.example/cb#fragment',
  'https://user@app.example/cb',
  '//app.example/cb',
  'app.example',
];

describe('registeredSettings', () => {
  test.each(addressMembers.flatMap((member) => hostileAddresses.map((address) => ({ member, address }))))(
    'V-09, A-07, STD OM40: $member cannot be $address',
    ({ member, address }) => {
      const value = member.endsWith('_uris') ? ['https://app.example/cb', address] : address;

      const code = member === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
      expect(refusal({ ...least, [member]: value })).toEqual({ code, parameter: member });
    },
  );

  const wrongTypes: readonly unknown[] = [0, 1.5, true, { $ne: '' }, [['x']], [{}], 'x'.repeat(3_000)];
  const typed = [...addressMembers, 'client_name', 'contacts', 'grant_types', 'response_types', 'scope', 'jwks'];
  const alsoTyped = [
    'token_endpoint_auth_method',
    'application_type',
    'subject_type',
    'software_id',
    'default_max_age',
  ];

  test.each([...typed, ...alsoTyped])('V-87: %s is never of another type', (member) => {
    const values = wrongTypes.filter((value) => member !== 'default_max_age' || value !== 0);
    const others = values.filter((value) => member !== 'jwks' || typeof value !== 'object' || Array.isArray(value));
    for (const value of others) expect(refusal({ ...least, [member]: value })).toMatchObject({ parameter: member });
  });

  test.each([
    { name: 'no redirect URI', metadata: { redirect_uris: [] }, parameter: 'redirect_uris' },
    {
      name: 'a web app with a scheme of its own',
      metadata: { redirect_uris: ['com.example.app:/cb'] },
      parameter: 'redirect_uris',
    },
    {
      name: 'a native app with https',
      metadata: { ...least, application_type: 'native' },
      parameter: 'redirect_uris',
    },
  ])('STD RFC7591-2, ODCR-1: $name is an invalid_redirect_uri', ({ metadata, parameter }) => {
    expect(refusal(metadata)).toEqual({ code: 'invalid_redirect_uri', parameter });
  });

  const secretKeys = { keys: [{ kty: 'RSA', n: 'n'.repeat(342), e: 'AQAB', d: 'd' }] };
  test.each([
    { name: 'jwks and jwks_uri at once', metadata: { jwks, jwks_uri: 'https://a.example/jwks' }, parameter: 'jwks' },
    { name: 'a private key', metadata: { jwks: secretKeys }, parameter: 'jwks' },
    {
      name: 'keys to authenticate with, but none',
      metadata: { token_endpoint_auth_method: 'private_key_jwt' },
      parameter: 'token_endpoint_auth_method',
    },
    {
      name: 'no authentication, but keys',
      metadata: { token_endpoint_auth_method: 'none', jwks },
      parameter: 'token_endpoint_auth_method',
    },
    {
      name: 'a method that is not offered',
      metadata: { token_endpoint_auth_method: 'client_secret_jwt' },
      parameter: 'token_endpoint_auth_method',
    },
    { name: 'implicit', metadata: { grant_types: ['implicit'] }, parameter: 'grant_types' },
    { name: 'no grant at all', metadata: { grant_types: [] }, parameter: 'grant_types' },
    {
      name: 'a grant of its own for a client that cannot authenticate',
      metadata: { grant_types: ['client_credentials'], token_endpoint_auth_method: 'none', redirect_uris: [] },
      parameter: 'grant_types',
    },
    {
      name: 'a response type without its grant',
      metadata: { grant_types: ['client_credentials'], response_types: ['code'] },
      parameter: 'response_types',
    },
    { name: 'a grant without its response type', metadata: { response_types: [] }, parameter: 'response_types' },
    {
      name: 'a response type that is not offered',
      metadata: { response_types: ['code', 'token'] },
      parameter: 'response_types',
    },
    { name: 'pairwise subjects', metadata: { subject_type: 'pairwise' }, parameter: 'subject_type' },
    {
      name: 'another signature than the server makes',
      metadata: { id_token_signed_response_alg: 'none' },
      parameter: 'id_token_signed_response_alg',
    },
    {
      name: 'an algorithm of assertions that the server does not take',
      metadata: { token_endpoint_auth_signing_alg: 'RS256' },
      parameter: 'token_endpoint_auth_signing_alg',
    },
    {
      name: 'signed requests where the server takes none',
      metadata: { request_uris: ['https://app.example/request.jwt'] },
      parameter: 'request_uris',
    },
    {
      name: 'encrypted id_tokens',
      metadata: { id_token_encrypted_response_alg: 'RSA-OAEP' },
      parameter: 'id_token_encrypted_response_alg',
    },
    { name: 'only scopes it may not have', metadata: { scope: 'system/*.rs patient/*.cruds' }, parameter: 'scope' },
    { name: 'a scope that is none', metadata: { scope: 'openid  "x"' }, parameter: 'scope' },
    { name: 'a name with a line break', metadata: { client_name: 'a\u2028b' }, parameter: 'client_name' },
    { name: 'V-51: a name that reads backwards', metadata: { client_name: 'a\u202eb' }, parameter: 'client_name' },
    { name: 'a negative age', metadata: { default_max_age: -1 }, parameter: 'default_max_age' },
  ])('STD RFC7591-2, RFC7591-4: $name is invalid_client_metadata', ({ metadata, parameter }) => {
    expect(refusal({ ...least, ...metadata })).toEqual({ code: 'invalid_client_metadata', parameter });
  });

  test.each([
    { statement: 'eyJ.eyJ.c2ln', code: 'unapproved_software_statement' },
    { statement: 'no statement', code: 'invalid_software_statement' },
    { statement: { iss: 'x' }, code: 'invalid_software_statement' },
  ])('STD RFC7591-2: the software statement $statement is refused', ({ statement, code }) => {
    expect(refusal({ ...least, software_statement: statement })).toEqual({ code, parameter: 'software_statement' });
  });

  test('all that is wrong is told at once', () => {
    const metadata = { redirect_uris: ['http://a.example'], policy_uri: 'javascript:x', tos_uri: 'data:x' };
    expect(() => register(metadata)).toThrow(/redirect_uris .*policy_uri .*tos_uri/);
  });

  test('STD RFC7591-4: without a word the client has a secret, a code and the default scopes; the unknown is ignored', () => {
    const settings = register({
      ...least,
      'client_name#de': 'Kurve',
      brand_new: { a: 1 },
      client_id: 'mine',
      permissions: [],
    });

    expect(settings).toEqual({
      ...base,
      registeredRedirectUris: ['https://app.example/cb'],
      allowedGrantTypes: ['AUTHORIZATION_CODE'],
      scopes: ['openid', 'fhirUser', 'patient/*.rs'],
      secretRequired: true,
      tokenEndpointAuthMethod: 'client_secret_basic',
      applicationType: 'web',
      idTokenSignedResponseAlg: 'RS256',
    });
  });

  test('V-86: a member called __proto__ changes nothing', () => {
    const metadata = JSON.parse(
      '{"redirect_uris":["https://a.example/cb"],"__proto__":{"fixedScope":true}}',
    ) as JsonObject;

    expect(register(metadata)).toMatchObject({ fixedScope: false });
    expect(({} as Record<string, unknown>)['fixedScope']).toBeUndefined();
  });

  test('ruling 39: scopes beyond the bound are dropped, unless whoever registers may have any', () => {
    const metadata = { ...least, scope: 'patient/Observation.rs system/*.rs openid' };

    expect(register(metadata).scopes).toEqual(['patient/Observation.rs', 'openid']);
    expect(register(metadata, { isBounded: false }).scopes).toEqual([
      'patient/Observation.rs',
      'system/*.rs',
      'openid',
    ]);
  });

  test.each([
    {
      name: 'a native app',
      metadata: { application_type: 'native', redirect_uris: ['com.example.app:/cb', 'http://127.0.0.1/cb'] },
    },
    { name: 'a web app on the machine of its developer', metadata: { redirect_uris: ['http://localhost:3000/cb'] } },
    {
      name: 'a service',
      metadata: { grant_types: ['client_credentials'], jwks, token_endpoint_auth_method: 'private_key_jwt' },
    },
    { name: 'null for what is not known', metadata: { ...least, client_uri: null, contacts: null, jwks: null } },
  ])('registers $name', ({ metadata }) => {
    expect(() => register(metadata)).not.toThrow();
  });

  test('a certificate can be registered where the server takes them', () => {
    const authMethods = [...rules.authMethods, 'tls_client_auth'];
    const service = { grant_types: ['client_credentials'], token_endpoint_auth_method: 'tls_client_auth' };

    expect(register({ ...service, tls_client_auth_san_dns: 'svc.example' }, { authMethods })).toMatchObject({
      tlsClientAuthSanDns: 'svc.example',
    });
    expect(refusal(service, { authMethods })).toMatchObject({ code: 'invalid_client_metadata' });
    expect(refusal({ ...service, tls_client_auth_san_dns: 'svc.example' })).toMatchObject({
      parameter: 'token_endpoint_auth_method',
    });
  });

  test('signed requests can be registered where the server takes them', () => {
    const signed = { request_uris: ['https://app.example/r.jwt'], request_object_signing_alg: 'PS256', jwks };
    const algorithms = { ...rules.algorithms, requestObject: ['PS256'] };

    expect(register({ ...least, ...signed }, { algorithms })).toMatchObject({ requestUris: signed.request_uris });
    expect(refusal({ ...least, ...signed, request_object_signing_alg: 'none' }, { algorithms })).toMatchObject({
      parameter: 'request_object_signing_alg',
    });
  });

  test('STD RFC7592-1: a later registration replaces what it knows, and keeps what administrators decided', () => {
    const first = register({ ...least, client_name: 'Old', default_max_age: 60, contacts: ['a@example.org'] });
    const decided = { ...first, permissions: [{ permission: 'FHIR_CAPABILITIES' }], rememberApprovedScopes: true };

    const second = registeredSettings(decided, { ...least, client_name: 'New' }, rules);

    const { defaultMaxAge: _unset, ...rest } = decided;
    expect(second).toEqual({ ...rest, clientName: 'New', contacts: [] });
  });
});

describe('STD ODCR-1: the algorithm of ID tokens', () => {
  test.each<{ name: string; offered: readonly string[]; metadata: object; expected: string }>([
    { name: 'RS256 where none is named', offered: ['ES256', 'RS256'], metadata: {}, expected: 'RS256' },
    { name: 'that of the first key where none has RS256', offered: ['ES384'], metadata: {}, expected: 'ES384' },
    {
      name: 'the one that is named',
      offered: ['RS256', 'ES256'],
      metadata: { id_token_signed_response_alg: 'ES256' },
      expected: 'ES256',
    },
  ])('is $name', ({ offered, metadata, expected }) => {
    const offer = { ...rules, algorithms: { ...rules.algorithms, idToken: offered } };
    const { idTokenSignedResponseAlg } = registeredSettings(base, { ...least, ...metadata }, offer);

    expect(idTokenSignedResponseAlg).toBe(expected);
  });
});

describe('clientInformation', () => {
  const information = {
    issuedAt: new Date(1_700_000_000_000),
    registrationAccessToken: 'ghm_1',
    registrationClientUri: 'https://auth.example/oauth/register/app_1',
  };
  const shown = (client: ClientSettings) => clientInformation(client, information, rules);

  test('STD RFC7591-1: everything in force, and the secret with its end', () => {
    const client = register({ ...least, client_name: 'Chart', contacts: ['a@example.org'], jwks });

    expect(
      clientInformation(
        client,
        { ...information, secret: 'ghs_1', secretExpiresAt: new Date(1_800_000_000_000) },
        rules,
      ),
    ).toEqual({
      client_id: 'app_1',
      client_id_issued_at: 1_700_000_000,
      client_secret: 'ghs_1',
      client_secret_expires_at: 1_800_000_000,
      registration_access_token: 'ghm_1',
      registration_client_uri: 'https://auth.example/oauth/register/app_1',
      client_name: 'Chart',
      contacts: ['a@example.org'],
      redirect_uris: ['https://app.example/cb'],
      token_endpoint_auth_method: 'client_secret_basic',
      application_type: 'web',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: 'openid fhirUser patient/*.rs',
      jwks,
      subject_type: 'public',
      id_token_signed_response_alg: 'RS256',
    });
    expect(clientInformation(client, { ...information, secret: 'ghs_1' }, rules)).toMatchObject({
      client_secret_expires_at: 0,
    });
    expect(shown(client)).not.toHaveProperty('client_secret_expires_at');
  });

  test('what is shown can be registered again and says the same: the table is one, both ways', () => {
    const texts = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text));
    const address = fc.constantFrom('https://app.example/a', 'https://app.example/b?c=d', 'http://localhost:3000/');
    const metadata = fc.record(
      {
        redirect_uris: fc.uniqueArray(address, { minLength: 1 }),
        client_name: texts,
        client_uri: address,
        policy_uri: address,
        contacts: fc.uniqueArray(texts, { minLength: 1, maxLength: 3 }),
        grant_types: fc.constantFrom(['authorization_code'], ['authorization_code', 'refresh_token']),
        token_endpoint_auth_method: fc.constantFrom('none', 'client_secret_post'),
        scope: fc.constantFrom('openid', 'patient/Patient.rs openid'),
        default_max_age: fc.nat(100_000),
        backchannel_logout_uri: address,
        backchannel_logout_session_required: fc.boolean(),
        dpop_bound_access_tokens: fc.boolean(),
        launch_uris: fc.uniqueArray(address, { minLength: 1 }),
        software_version: texts,
      },
      { requiredKeys: ['redirect_uris'] },
    );

    fc.assert(
      fc.property(metadata, (given) => {
        const once = shown(register(given));
        expect(shown(register(once))).toEqual(once);
        expect(once).toMatchObject(JSON.parse(JSON.stringify(given)) as object);
      }),
    );
  });

  test('whatever JSON comes is registered or refused by a code of the RFC', () => {
    const codes = [
      'invalid_redirect_uri',
      'invalid_client_metadata',
      'invalid_software_statement',
      'unapproved_software_statement',
    ];
    const members = fc.constantFrom(...typedMembers);
    fc.assert(
      fc.property(fc.dictionary(members, fc.jsonValue({ maxDepth: 3 })), (metadata) => {
        try {
          register({ ...least, ...(metadata as JsonObject) });
        } catch (error) {
          expect(codes).toContain((error as OAuthError).code);
        }
      }),
    );
  });
});

const typedMembers = [
  'redirect_uris',
  'client_name',
  'contacts',
  'scope',
  'jwks',
  'jwks_uri',
  'grant_types',
  'response_types',
  'application_type',
  'token_endpoint_auth_method',
  'default_max_age',
  'software_statement',
  'subject_type',
  'backchannel_logout_session_required',
  '__proto__',
  'constructor',
];
