import { claimNames, idTokenClaims, type IdTokenInput } from './id-token.js';

const user = {
  username: 'maria',
  givenName: 'Maria',
  familyName: 'Muster',
  email: 'maria@example.org',
  fhirUserUrl: 'https://fhir.example.org/Practitioner/7',
};
const input: IdTokenInput = {
  issuer: 'https://auth.example.org/smart',
  clientId: 'my-app',
  user,
  issuedAt: new Date('2026-11-22T10:00:00.900Z'),
  lifetimeSeconds: 300,
  algorithm: 'RS256',
  scopes: ['openid'],
};

describe('idTokenClaims', () => {
  test('STD OID-6 I18: says who, for whom, by whom and until when, in whole seconds', () => {
    const issued = Date.UTC(2026, 10, 22, 10) / 1000;

    expect(idTokenClaims(input)).toEqual({
      iss: 'https://auth.example.org/smart',
      sub: 'maria',
      aud: 'my-app',
      iat: issued,
      exp: issued + 300,
    });
  });

  test('STD OID-4 OID-5 OID-11: carries sign-in, nonce and session as they were', () => {
    const claims = idTokenClaims({
      ...input,
      authTime: new Date('2026-11-22T09:00:00Z'),
      nonce: '<"ü">',
      amr: ['pwd'],
      sid: 'session-1',
      jti: 'id-1',
    });

    expect(claims).toMatchObject({
      auth_time: Date.UTC(2026, 10, 22, 9) / 1000,
      nonce: '<"ü">',
      amr: ['pwd'],
      sid: 'session-1',
      jti: 'id-1',
    });
  });

  test('B-19: the names for claims_supported are those of a token that carries all', () => {
    const claims = idTokenClaims({
      ...input,
      scopes: ['openid', 'profile', 'email', 'fhirUser'],
      authTime: input.issuedAt,
      nonce: 'n',
      amr: ['pwd'],
      acr: 'a',
      sid: 's',
      jti: 'j',
      accessToken: 'x',
    });

    expect(Object.keys(claims).sort()).toEqual([...claimNames].sort());
  });

  test('STD OC5: at_hash is that of the access token, by the algorithm of the key', () => {
    // The example of OpenID Connect Core, appendix A.3.
    const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y';

    expect(idTokenClaims({ ...input, accessToken })).toMatchObject({ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' });
    expect(idTokenClaims({ ...input, accessToken, algorithm: 'RS512' })).not.toMatchObject({
      at_hash: '77QmUPtjPfzWtF2AnpK9RQ',
    });
  });

  test('STD U1 U2: fhirUser and profile where the scope allows them', () => {
    expect(idTokenClaims({ ...input, scopes: ['openid', 'fhirUser'] })).toMatchObject({
      fhirUser: user.fhirUserUrl,
      profile: user.fhirUserUrl,
    });
  });

  test('ruling 49: no fhirUser is made up', () => {
    const { fhirUserUrl: _unknown, ...someone } = user;

    const claims = idTokenClaims({ ...input, user: someone, scopes: ['openid', 'fhirUser', 'profile'] });

    expect(Object.keys(claims)).not.toEqual(expect.arrayContaining(['fhirUser']));
    expect(Object.keys(claims)).not.toEqual(expect.arrayContaining(['profile']));
  });
});
