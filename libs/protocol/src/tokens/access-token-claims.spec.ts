import fc from 'fast-check';
import { DecisionTrace } from '../decision/decision-trace.js';
import { accessTokenClaims, type AccessTokenInput } from './access-token-claims.js';
import { isReservedClaim, reservedClaims } from './reserved-claims.js';

const input: AccessTokenInput = {
  issuer: 'https://auth.example.org',
  subject: 'maria',
  audience: ['https://fhir.example.org/r4'],
  clientId: 'my-app',
  scopes: ['openid', 'patient/*.rs'],
  issuedAt: new Date('2026-11-22T10:00:00.999Z'),
  lifetimeSeconds: 3600,
  jti: 'token-1',
  moduleId: 'smart_auth',
};
const issued = Date.UTC(2026, 10, 22, 10) / 1000;
const expected = {
  iss: 'https://auth.example.org',
  sub: 'maria',
  aud: 'https://fhir.example.org/r4',
  iat: issued,
  exp: issued + 3600,
  jti: 'token-1',
  client_id: 'my-app',
  scope: 'openid patient/*.rs',
  smile_cdr_module_id: 'smart_auth',
};

describe('accessTokenClaims', () => {
  test('V-99: no custom claim replaces one of ours, in no spelling', () => {
    const names = [...reservedClaims, 'smile_cdr_module_id', 'smile_x', 'gatehouse_permissions', 'Sub', 'SCOPE', ''];
    const hostile = Object.fromEntries(names.map((name) => [name, 'evil']));

    expect(accessTokenClaims({ ...input, customClaims: hostile })).toEqual(expected);
  });

  test('STD RFC9449-3, RFC8705-2: a bound token names its key', () => {
    expect(accessTokenClaims({ ...input, confirmation: { jkt: 'key' }, customClaims: { cnf: 'evil' } })).toEqual({
      ...expected,
      cnf: { jkt: 'key' },
    });
  });

  test('V-99: property: whatever a script adds, our claims stay as they are', () => {
    const plain = accessTokenClaims(input);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (customClaims) => {
        const claims = accessTokenClaims({ ...input, customClaims });

        expect(claims).toMatchObject(plain);
        expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
      }),
    );
  });

  test('V-99: the trace tells which custom claims were added and which were left out', () => {
    const trace = new DecisionTrace();

    accessTokenClaims({ ...input, customClaims: { department: 'x', sub: 'evil' }, trace });

    expect(trace.list()).toEqual([
      { kind: 'claim', value: 'department', outcome: 'added', ruleId: 'claim.custom', source: 'script' },
      { kind: 'claim', value: 'sub', outcome: 'dropped', ruleId: 'claim.reserved', source: 'script' },
    ]);
  });

  test('STD RFC9068-2: refuses to make a token without audience', () => {
    expect(() => accessTokenClaims({ ...input, audience: [] })).toThrow(TypeError);
  });

  test('STD RFC9068-1: makes the required claims, in whole seconds', () => {
    expect(accessTokenClaims(input)).toEqual(expected);
  });

  test('STD RFC9068-1: adds what is known of the sign-in, the family and the session', () => {
    const signIn = { authTime: new Date('2026-11-22T09:00:00Z'), amr: ['pwd'], acr: 'urn:one' };
    const known = { ...signIn, grantId: 'grant-1', sid: 'session-1' };

    expect(accessTokenClaims({ ...input, ...known })).toEqual({
      ...expected,
      auth_time: issued - 3600,
      amr: ['pwd'],
      acr: 'urn:one',
      grant_id: 'grant-1',
      sid: 'session-1',
    });
  });

  test('several audiences are a list; an empty grant is the empty string (STD S15)', () => {
    const claims = accessTokenClaims({ ...input, audience: ['https://a', 'https://b'], scopes: [] });

    expect(claims).toMatchObject({ aud: ['https://a', 'https://b'], scope: '' });
  });
});

test.each(['patient', 'fhirContext', 'department', 'scopes', 'smile'])('the claim name %s is free', (name) => {
  expect(isReservedClaim(name)).toBe(false);
});
