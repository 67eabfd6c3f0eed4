import { scopesForClaims, splitApproval, standingClaims } from './claims-approval.js';

const client = { scopes: ['openid', 'profile', 'email', 'fhirUser'], autoGrantScopes: [], fixedScope: false };
const asking = (
  userInfo: readonly string[],
  idToken: readonly string[] = [],
  scopes: readonly string[] = ['openid'],
) => ({
  scopes,
  claims: { userInfo, idToken },
});

describe('scopesForClaims', () => {
  test.each([
    { name: 'no claims', given: { scopes: ['openid'] }, expected: [] },
    { name: 'without openid', given: asking(['name'], [], ['patient/*.rs']), expected: [] },
    { name: 'one claim', given: asking(['name']), expected: ['profile'] },
    { name: 'claims of one scope', given: asking(['name'], ['family_name']), expected: ['profile'] },
    { name: 'claims of two scopes', given: asking(['email'], ['name']), expected: ['email', 'profile'] },
    { name: 'the scope that allows least', given: asking(['fhirUser', 'profile']), expected: ['fhirUser'] },
    { name: 'a scope that is asked for', given: asking(['name'], [], ['openid', 'profile']), expected: [] },
  ])('STD OID-9: $name is approved by $expected', ({ given, expected }) => {
    expect(scopesForClaims(given, client)).toEqual(expected);
  });

  test.each([
    { name: 'is not on its list', change: { scopes: ['openid'] } },
    { name: 'it gets anyway', change: { autoGrantScopes: ['profile'] } },
    { name: 'is part of its fixed list', change: { fixedScope: true } },
  ])('STD OID-9: a client is not asked about a scope that $name', ({ change }) => {
    expect(scopesForClaims(asking(['name']), { ...client, ...change })).toEqual([]);
  });
});

describe('splitApproval', () => {
  test('A-14: a claim without its scope being approved is not given', () => {
    expect(splitApproval(asking(['name', 'email']), client, ['openid', 'email'])).toEqual({
      scopes: ['openid'],
      claims: { userInfo: ['email'], idToken: [] },
    });
  });

  test('a scope that stood for a claim gives this claim and nothing else', () => {
    expect(splitApproval(asking([], ['name']), client, ['openid', 'profile'])).toEqual({
      scopes: ['openid'],
      claims: { userInfo: [], idToken: ['name'] },
    });
  });

  test('a scope that was asked for stays', () => {
    const given = asking(['email'], ['name'], ['openid', 'profile']);

    expect(splitApproval(given, client, ['openid', 'profile', 'email'])).toEqual({
      scopes: ['openid', 'profile'],
      claims: { userInfo: ['email'], idToken: ['name'] },
    });
  });

  test('nothing approved leaves nothing to be kept', () => {
    expect(splitApproval(asking(['name']), client, ['openid'])).toEqual({ scopes: ['openid'] });
    expect(splitApproval({ scopes: ['openid'] }, client, ['openid'])).toEqual({ scopes: ['openid'] });
  });
});

test.each([
  { name: 'while the client may have its scope', scopes: ['email'], autoGrantScopes: [], left: ['email'] },
  { name: 'where it gets the scope anyway', scopes: [], autoGrantScopes: ['email'], left: ['email'] },
  { name: 'not without it', scopes: ['openid', 'profile'], autoGrantScopes: [], left: [] },
])('R-11: an approved claim stands $name', ({ left, ...of }) => {
  expect(standingClaims(['email'], of)).toEqual(left);
});
