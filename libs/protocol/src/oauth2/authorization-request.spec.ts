import type { ClientDefinition } from '../client/client.js';
import { readClientJson } from '../client/client-json.js';
import { type AuthorizationPolicy, readAuthorizationRequest } from './authorization-request.js';
import { FormParameters } from './form-parameters.js';
import { readRedirection } from './redirection.js';

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const pkce = `code_challenge=${challenge}&code_challenge_method=S256`;
const plain = `code_challenge=${challenge}&code_challenge_method=plain`;
const good = `response_type=code&client_id=app&redirect_uri=https://app.example/cb&aud=https://fhir.example&${pkce}`;
const policy: AuthorizationPolicy = {
  pkceRequired: true,
  plainSupported: false,
  implicitOffered: false,
  resources: { bases: ['https://fhir.example'], own: 'https://auth.example' },
  dpopOffered: true,
};

const { client: fresh } = readClientJson(
  { clientId: 'app', registeredRedirectUris: ['https://app.example/cb'], allowedGrantTypes: ['AUTHORIZATION_CODE'] },
  { nodeId: 'Master', moduleId: 'smart_auth' },
);
const publicClient: ClientDefinition = { ...fresh, pid: 1, version: 1, clientSecrets: [] };
const confidential: ClientDefinition = { ...publicClient, clientSecrets: [{ pid: 1, hash: 'x', description: '' }] };

function read(form: string, client = publicClient, own: Partial<AuthorizationPolicy> = {}) {
  const parameters = FormParameters.parse(form);
  return readAuthorizationRequest(parameters, client, readRedirection(parameters, client), { ...policy, ...own });
}

describe('readAuthorizationRequest', () => {
  test.each([
    { id: 'V-07', name: 'a repeated parameter', form: `${good}&scope=a&scope=b`, code: 'invalid_request' },
    { id: 'V-07', name: 'a repeated state', form: `${good}&state=a&state=b`, code: 'invalid_request' },
    { id: 'V-07', name: 'a repeated unknown parameter', form: `${good}&x=1&x=2`, code: 'invalid_request' },
    { id: 'STD OM22', name: 'a request object', form: `${good}&request=eyJ`, code: 'request_not_supported' },
    {
      id: 'STD OM22',
      name: 'a request_uri',
      form: `${good}&request_uri=https://app.example/r`,
      code: 'request_uri_not_supported',
    },
    {
      id: 'STD RFC9396-1',
      name: 'authorization_details',
      form: `${good}&authorization_details=[]`,
      code: 'invalid_authorization_details',
    },
    {
      id: 'STD RFC8707-1',
      name: 'a foreign resource beside a known one',
      form: `${good}&resource=https://fhir.example&resource=https://evil.test`,
      code: 'invalid_target',
    },
    { id: 'STD OM3', name: 'no response_type', form: good.replace('response_type=code', ''), code: 'invalid_request' },
    ...['token', 'id_token token', 'id_token', 'code token', 'code id_token', 'none', 'CODE', 'code code'].map(
      (type) => ({
        id: 'S-04, V-17',
        name: `response_type ${type}`,
        form: good.replace('=code&', `=${encodeURIComponent(type)}&`),
        code: 'unsupported_response_type',
      }),
    ),
    ...['query.jwt', 'form_post.jwt', 'web_message', 'QUERY', 'x'].map((mode) => ({
      id: 'V-12, B-23',
      name: `response_mode ${mode}`,
      form: `${good}&response_mode=${mode}`,
      code: 'invalid_request',
    })),
    {
      id: 'STD RFC7636-5',
      name: 'a public client without PKCE',
      form: good.replace(pkce, ''),
      code: 'invalid_request',
    },
    { id: 'STD G3', name: 'a foreign aud', form: good.replace('fhir.example', 'evil.test'), code: 'invalid_request' },
    { id: 'STD RFC6749-9', name: 'a malformed scope', form: `${good}&scope=%22`, code: 'invalid_scope' },
    { id: 'STD OID-3', name: 'prompt none with another', form: `${good}&prompt=none+login`, code: 'invalid_request' },
    { id: 'STD OID-4', name: 'a malformed max_age', form: `${good}&max_age=-1`, code: 'invalid_request' },
  ])('$id: refuses $name with $code', ({ form, code }) => {
    expect(() => read(form)).toThrow(expect.objectContaining({ code }));
  });

  test('STD RFC6749-4: refuses a client without the grant', () => {
    expect(() => read(good, { ...publicClient, allowedGrantTypes: ['CLIENT_CREDENTIALS', 'IMPLICIT'] })).toThrow(
      expect.objectContaining({ code: 'unauthorized_client' }),
    );
  });

  test('the checks come in the order of the paper: the first failure wins', () => {
    const form = `${good.replace(pkce, plain)}&scope=%22&prompt=none+login&response_mode=x`.replace(
      '=code&',
      '=token&',
    );

    expect(() => read(`${form}&request=x&state=a&state=b`)).toThrow(expect.objectContaining({ parameter: 'state' }));
    expect(() => read(`${form}&request=x`)).toThrow(expect.objectContaining({ parameter: 'request' }));
    expect(() => read(form)).toThrow(expect.objectContaining({ parameter: 'response_type' }));
    expect(() => read(form.replace('=token&', '=code&'))).toThrow(
      expect.objectContaining({ parameter: 'response_mode' }),
    );
    expect(() => read(form.replace('=token&', '=code&').replace('response_mode=x', ''))).toThrow(
      expect.objectContaining({ parameter: 'code_challenge_method' }),
    );
  });

  describe('for tokens at once', () => {
    const implicit: ClientDefinition = { ...publicClient, allowedGrantTypes: ['IMPLICIT'], pkceRequired: false };
    const tokens = good.replace('=code&', '=id_token+token&').replace(pkce, 'nonce=n');
    const ask = (form: string) => read(form, implicit, { implicitOffered: true });

    test.each([
      { id: 'STD OID-5, OM9', name: 'without a nonce', form: tokens.replace('nonce=n', ''), parameter: 'nonce' },
      { id: 'V-17, B-29', name: 'by query', form: `${tokens}&response_mode=query`, parameter: 'response_mode' },
      { id: 'V-25', name: 'with a challenge', form: `${tokens}&${pkce}`, parameter: 'code_challenge' },
      {
        id: 'V-25',
        name: 'with a challenge method',
        form: `${tokens}&code_challenge_method=S256`,
        parameter: 'code_challenge_method',
      },
    ])('$id: refuses a request $name', ({ form, parameter }) => {
      expect(() => ask(form)).toThrow(expect.objectContaining({ code: 'invalid_request', parameter }));
    });

    test('STD OID-5: an access token alone needs no nonce', () => {
      expect(ask(tokens.replace('id_token+', '').replace('nonce=n', ''))).toMatchObject({
        responseType: 'token',
        responseMode: 'fragment',
      });
    });

    test('STD OID-2: reads a good one', () => {
      expect(ask(tokens)).toMatchObject({ responseType: 'id_token token', responseMode: 'fragment', nonce: 'n' });
      expect(ask(tokens)).not.toHaveProperty('pkce');
    });
  });

  test.each([
    { registered: [], text: 'response_mode must be fragment or form_post' },
    { registered: ['query', 'form_post'], text: 'response_mode must be form_post' },
    { registered: ['query'], text: 'send response_type=code' },
  ] as const)('V-17: with $registered registered, tokens by query are refused with "$text"', ({ registered, text }) => {
    const client: ClientDefinition = {
      ...publicClient,
      allowedGrantTypes: ['IMPLICIT'],
      pkceRequired: false,
      responseModes: registered,
    };
    const form = 'response_type=token&client_id=app&redirect_uri=https://app.example/cb&aud=https://fhir.example';

    expect(() => read(`${form}&response_mode=query`, client, { implicitOffered: true })).toThrow(text);
  });

  test.each([
    { registered: [], mode: undefined, used: 'query' },
    { registered: [], mode: 'form_post', used: 'form_post' },
    { registered: ['query'], mode: undefined, used: 'query' },
    { registered: ['fragment', 'form_post'], mode: 'form_post', used: 'form_post' },
    { registered: ['form_post'], mode: undefined, used: undefined },
    { registered: ['form_post'], mode: 'query', used: undefined },
    { registered: ['query'], mode: 'fragment', used: undefined },
  ] as const)(
    'A-11, V-12: with $registered registered, response_mode $mode is answered by $used',
    ({ registered, mode, used }) => {
      const attempt = () =>
        read(mode === undefined ? good : `${good}&response_mode=${mode}`, {
          ...publicClient,
          responseModes: registered,
        });

      if (used !== undefined) expect(attempt().responseMode).toBe(used);
      else expect(attempt).toThrow(expect.objectContaining({ code: 'invalid_request', parameter: 'response_mode' }));
    },
  );

  describe.each([
    { name: 'public', own: {}, required: true, mayUsePlain: false, client: publicClient, module: true },
    {
      name: 'public, own switch off',
      own: { pkceRequired: false },
      required: true,
      mayUsePlain: false,
      client: publicClient,
      module: false,
    },
    { name: 'confidential', own: {}, required: true, mayUsePlain: true, client: confidential, module: true },
    {
      name: 'confidential, module off',
      own: {},
      required: false,
      mayUsePlain: true,
      client: confidential,
      module: false,
    },
    {
      name: 'confidential, own switch off',
      own: { pkceRequired: false },
      required: false,
      mayUsePlain: true,
      client: confidential,
      module: true,
    },
    {
      name: 'confidential, own switch on',
      own: { pkceRequired: true },
      required: true,
      mayUsePlain: true,
      client: confidential,
      module: false,
    },
  ])('STD X1, ruling 31: PKCE of a client that is $name', ({ own, required, mayUsePlain, client, module }) => {
    const attempt = (form: string, plainSupported: boolean) =>
      read(form, { ...client, ...own }, { pkceRequired: module, plainSupported });
    const refusal = expect.objectContaining({ code: 'invalid_request' });

    test('S256 is always accepted', () => {
      expect(attempt(good, false).pkce).toEqual({ challenge, method: 'S256' });
    });

    test(`none is ${required ? 'refused' : 'accepted'}`, () => {
      const without = () => attempt(good.replace(pkce, ''), true);
      if (required) expect(without).toThrow(refusal);
      else expect(without()).not.toHaveProperty('pkce');
    });

    test(`plain is ${mayUsePlain ? 'accepted only where the module supports it' : 'refused'}`, () => {
      const withPlain = () => attempt(good.replace(pkce, plain), true);
      if (mayUsePlain) expect(withPlain().pkce).toEqual({ challenge, method: 'plain' });
      else expect(withPlain).toThrow(refusal);
      expect(() => attempt(good.replace(pkce, plain), false)).toThrow(refusal);
    });
  });

  test('STD A2 to A7, OM12: reads everything a client may send, and ignores what nobody knows', () => {
    const more =
      'scope=openid+launch&state=s&launch=l&nonce=n&prompt=login&max_age=60&login_hint=jane&id_token_hint=e.y.J';
    const hints = 'ui_locales=fr+de&acr_values=a+b&response_mode=form_post&display=popup&unknown=1&claims_locales=fr';

    expect(read(`${good}&${more}&${hints}`)).toEqual({
      clientId: 'app',
      redirectUri: 'https://app.example/cb',
      redirectUriWasOmitted: false,
      responseType: 'code',
      responseMode: 'form_post',
      scopes: ['openid', 'launch'],
      state: 's',
      audience: ['https://fhir.example'],
      launch: 'l',
      nonce: 'n',
      prompt: ['login'],
      maxAge: 60,
      loginHint: 'jane',
      idTokenHint: 'e.y.J',
      uiLocales: 'fr de',
      acr: { values: ['a', 'b'], essential: false },
      pkce: { challenge, method: 'S256' },
    });
  });

  test('STD OID-9: an essential level of claims comes before acr_values, and a malformed one is refused', () => {
    const claims = (value: unknown) => `${good}&acr_values=x&claims=${encodeURIComponent(JSON.stringify(value))}`;

    expect(read(claims({ id_token: { acr: { essential: true, value: 'a' } } })).acr).toEqual({
      values: ['a'],
      essential: true,
    });
    expect(read(claims({ userinfo: { name: null } }))).toMatchObject({
      acr: { values: ['x'], essential: false },
      claims: { userInfo: ['name'], idToken: [] },
    });
    expect(() => read(claims([]))).toThrow(expect.objectContaining({ code: 'invalid_request', parameter: 'claims' }));
  });

  test.each([
    { sent: '', own: undefined, expected: undefined },
    { sent: '', own: 60, expected: 60 },
    { sent: '&max_age=600', own: 60, expected: 600 },
    { sent: '&max_age=0', own: 60, expected: 0 },
  ])('STD ODCR-1, OID-4: "$sent" of a client with defaultMaxAge $own is $expected', ({ sent, own, expected }) => {
    const client = { ...publicClient, ...(own !== undefined && { defaultMaxAge: own }) };

    expect(read(good + sent, client).maxAge).toBe(expected);
  });

  describe('STD RFC9449-3: dpop_jkt', () => {
    const jkt = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

    test.each(['short', `${jkt}=`, `${jkt}x`, jkt.replace('-', '+')])('refuses %p, which is no thumbprint', (value) => {
      expect(() => read(`${good}&dpop_jkt=${encodeURIComponent(value)}`)).toThrow(
        expect.objectContaining({ code: 'invalid_request', parameter: 'dpop_jkt' }),
      );
    });

    test('S-04: is refused where tokens are given at once', () => {
      const form = `${good.replace('response_type=code', 'response_type=token').replace(`&${pkce}`, '')}&dpop_jkt=${jkt}`;
      const implicit: ClientDefinition = { ...publicClient, pkceRequired: false, allowedGrantTypes: ['IMPLICIT'] };

      expect(() => read(form, implicit, { implicitOffered: true })).toThrow(
        expect.objectContaining({ code: 'invalid_request', parameter: 'dpop_jkt' }),
      );
    });

    test('is kept for the code where DPoP is on, and unknown where it is off', () => {
      const form = `${good}&dpop_jkt=${jkt}`;

      expect(read(form)).toHaveProperty('dpopJkt', jkt);
      expect(read(form, publicClient, { dpopOffered: false })).not.toHaveProperty('dpopJkt');
    });
  });

  test('leaves out what was not sent, so that it survives being stored as JSON', () => {
    const request = read(good);

    expect(Object.values(request)).not.toContain(undefined);
    expect(JSON.parse(JSON.stringify(request))).toEqual(request);
  });
});
