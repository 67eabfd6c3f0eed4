import { identityClaimNames, identityClaims } from './identity-claims.js';
import { userInfoClaims } from './user-info.js';

const user = {
  username: 'maria',
  givenName: 'Maria',
  familyName: 'Muster',
  email: 'maria@example.org',
  fhirUserUrl: 'https://fhir.example.org/Practitioner/7',
};

describe('userInfoClaims', () => {
  test.each([
    { scopes: [], expected: ['sub'] },
    { scopes: ['openid'], expected: ['sub'] },
    { scopes: ['openid', 'patient/*.rs', 'PROFILE'], expected: ['sub'] },
    { scopes: ['openid', 'email'], expected: ['sub', 'email'] },
    { scopes: ['openid', 'fhirUser'], expected: ['sub', 'profile', 'fhirUser'] },
    { scopes: ['openid', 'profile'], expected: ['sub', ...identityClaimNames.filter((name) => name !== 'email')] },
    { scopes: ['http://openid.net/specs/openid-connect-core-1_0#email'], expected: ['sub', 'email'] },
  ])('STD OID-8: scopes $scopes give $expected', ({ scopes, expected }) => {
    expect(Object.keys(userInfoClaims(user, scopes))).toEqual(expected);
  });

  test('what is not known is left out', () => {
    const unknown = { username: 'robot', givenName: '', familyName: '', email: '' };

    expect(userInfoClaims(unknown, ['profile', 'email', 'fhirUser'])).toEqual({
      sub: 'robot',
      preferred_username: 'robot',
    });
  });
});

test('every claim that can be made is in the list for claims_supported, and none else', () => {
  expect(Object.keys(identityClaims(user, ['profile', 'email', 'fhirUser']))).toEqual(identityClaimNames);
});
