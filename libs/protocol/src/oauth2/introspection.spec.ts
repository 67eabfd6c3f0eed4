import { FormParameters } from './form-parameters.js';
import { activeIntrospection, inactiveIntrospection, readIntrospectionRequest } from './introspection.js';
import { readRevocationRequest } from './revocation.js';

const token = {
  scopes: ['openid', 'patient/*.rs'],
  clientId: 'app',
  tokenType: 'Bearer',
  expiresAt: 200,
  issuedAt: 100,
  issuer: 'https://as.example',
  subject: 'jane',
};

describe.each([
  { endpoint: 'introspection', read: readIntrospectionRequest },
  { endpoint: 'revocation', read: readRevocationRequest },
])('the parameters of $endpoint', ({ read }) => {
  test.each(['', 'token=', 'token=a&token=b', 'token=a&token[]=b', 'token=%00', 'token=a&x=1&x=2'])(
    'V-07: refuses "%s"',
    (form) => {
      expect(() => read(FormParameters.parse(form))).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    },
  );

  test.each([
    { form: 'token=t', expected: { token: 't' } },
    { form: 'token=t&token_type_hint=refresh_token', expected: { token: 't', hint: 'refresh_token' } },
    { form: 'token=t&token_type=access_token', expected: { token: 't', hint: 'access_token' } },
    { form: 'token=t&token_type_hint=made_up&token_type=access_token', expected: { token: 't' } },
  ])('STD RFC7009-2: reads "$form"', ({ form, expected }) => {
    expect(read(FormParameters.parse(form))).toEqual(expected);
  });
});

describe('introspection answers', () => {
  test('STD X11: an inactive one says nothing else', () => {
    expect(JSON.stringify(inactiveIntrospection)).toBe('{"active":false}');
  });

  test('STD IN2, RFC7662-3: an active one has scope, client and integer times', () => {
    expect(activeIntrospection(token)).toEqual({
      active: true,
      scope: 'openid patient/*.rs',
      client_id: 'app',
      token_type: 'Bearer',
      exp: 200,
      iat: 100,
      iss: 'https://as.example',
      sub: 'jane',
    });
  });

  test('STD RFC9449-3, B-38: and the key that the token is bound to', () => {
    expect(activeIntrospection({ ...token, confirmation: { jkt: 'key' } })).toMatchObject({ cnf: { jkt: 'key' } });
  });

  test('STD IN3, IN4: and repeats the launch context, which cannot change what is said of the token', () => {
    const launchContext = {
      resources: [{ type: 'patient', id: '123' }],
      members: { active: false, sub: 'eve', fhirUser: 'eve' },
    };

    const answer = activeIntrospection({
      ...token,
      username: 'jane',
      audience: ['https://fhir.example'],
      tokenId: 'j',
      fhirUser: 'f',
      acr: 'urn:one',
      authTime: 7,
      launchContext,
    });

    expect(answer).toMatchObject({
      active: true,
      sub: 'jane',
      username: 'jane',
      aud: ['https://fhir.example'],
      jti: 'j',
      fhirUser: 'f',
      acr: 'urn:one',
      auth_time: 7,
      patient: '123',
    });
  });
});
