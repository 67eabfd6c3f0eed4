import fc from 'fast-check';
import { OAuthError } from '../oauth2/oauth-error.js';
import { readCodapClaims } from './codap-claims.js';

const token = 'https://auth.example/smart/oauth/token';
const now = 1_800_000_000;
const patient = { resourceType: 'Patient', id: '123', name: [{ family: 'Chalmers' }] };
const practitioner = { resourceType: 'Practitioner', id: 'p1', identifier: [{ value: 'D-7' }] };
const claims = {
  iss: 'https://org.example',
  sub: 'p1',
  aud: token,
  acr: 'https://org.example/loa/3',
  iat: now,
  exp: now + 300,
  jti: 'unique',
  requested_record: patient,
  requested_scopes: 'patient/*.rs openid',
  requesting_practitioner: practitioner,
  reason_for_request: 'TREAT',
};
const authentication = { iss: 'app', sub: 'app', aud: token, exp: now + 300, jti: 'other' };

type Change = Readonly<Record<string, unknown>>;
const read = (change: Change = {}, other: Change = {}) =>
  readCodapClaims({ ...claims, ...change }, { ...authentication, ...other }, { audiences: [token], now });

function outcomeOf(change: Change, other: Change = {}): string {
  try {
    return read(change, other).jti;
  } catch (error) {
    return error instanceof OAuthError ? error.code : String(error);
  }
}

test('STD CO3: reads who asks for whose record, and why', () => {
  expect(read()).toEqual({
    issuer: 'https://org.example',
    acr: 'https://org.example/loa/3',
    requestedScopes: ['patient/*.rs', 'openid'],
    reasonForRequest: 'TREAT',
    jti: 'unique',
    expiresAt: now + 300,
    requestedRecord: patient,
    requestingPractitioner: practitioner,
    patientId: '123',
    practitionerId: 'p1',
  });
});

test.each<{ name: string; change: Change }>([
  { name: 'a list of one record', change: { requested_record: [patient] } },
  {
    name: 'a practitioner without identifier: that is the script’s business (ruling 4)',
    change: { requesting_practitioner: { ...practitioner, identifier: undefined } },
  },
  { name: 'STD FP5: nbf 8 s ahead', change: { nbf: now + 8 } },
  { name: 'a clock that is 30 s ahead', change: { iat: now + 30, exp: now + 330 } },
])('accepts $name', ({ change }) => {
  expect(outcomeOf(change)).toBe('unique');
});

test.each<{ name: string; change?: Change; other?: Change }>([
  { name: 'V-36: another audience', change: { aud: 'https://evil.test' } },
  { name: 'V-36: a list', change: { aud: [token] } },
  { name: 'V-36: a slash more', change: { aud: `${token}/` } },
  { name: 'V-36: other letters', change: { aud: token.toUpperCase() } },
  { name: 'V-36: none', change: { aud: undefined } },
  { name: 'V-45: no exp', change: { exp: undefined } },
  { name: 'V-45: exp in 10 years', change: { exp: now + 315_360_000 } },
  { name: 'V-45: exp as text', change: { exp: String(now + 300) } },
  { name: 'V-45: a passed exp', change: { exp: now } },
  { name: 'V-45: nbf ahead', change: { nbf: now + 61 } },
  { name: 'V-45: iat ahead', change: { iat: now + 61 } },
  { name: 'V-45: an hour of life', change: { iat: now - 3_300 } },
  { name: 'STD CO3: no iat', change: { iat: undefined } },
  { name: 'STD CO3: no iss', change: { iss: undefined } },
  { name: 'STD CO3: an empty iss', change: { iss: '' } },
  { name: 'STD CO3: iss in a list', change: { iss: [claims.iss] } },
  { name: 'V-84: a line break in iss', change: { iss: 'https://org.example\n' } },
  { name: 'STD CO3: no acr', change: { acr: undefined } },
  { name: 'STD CO3: a long acr', change: { acr: 'a'.repeat(257) } },
  { name: 'STD CO3: no jti', change: { jti: undefined } },
  { name: 'STD CO4: jti a number', change: { jti: 1 } },
  { name: 'STD CO4: a jti of 513 characters', change: { jti: 'j'.repeat(513) } },
  { name: 'STD CO3: no reason', change: { reason_for_request: undefined } },
  { name: 'STD CO3: an object as reason', change: { reason_for_request: { code: 'TREAT' } } },
  { name: 'STD CO3: no scopes', change: { requested_scopes: undefined } },
  { name: 'STD CO3: blanks as scopes', change: { requested_scopes: '  ' } },
  { name: 'STD CO3: a list of scopes', change: { requested_scopes: ['openid'] } },
  { name: 'V-88: 20,000 characters of scopes', change: { requested_scopes: 'a '.repeat(10_000) } },
  { name: 'STD CO4: no sub', change: { sub: undefined } },
  { name: 'STD CO4: another sub', change: { sub: 'p2' } },
  { name: 'STD CO4: sub with the type', change: { sub: 'Practitioner/p1' } },
  { name: 'V-46: iss and sub are one', change: { iss: 'p1' } },
  { name: 'ruling 63: no patient', change: { requested_record: undefined } },
  { name: 'ruling 63: null', change: { requested_record: null } },
  { name: 'ruling 63: two patients', change: { requested_record: [patient, { ...patient, id: '2' }] } },
  { name: 'ruling 63: the same patient twice', change: { requested_record: [patient, patient] } },
  { name: 'ruling 63: no patient in the list', change: { requested_record: [] } },
  { name: 'ruling 63: a group', change: { requested_record: { resourceType: 'Group', id: '123' } } },
  {
    name: 'ruling 63: a bundle of patients',
    change: { requested_record: { resourceType: 'Bundle', entry: [{ resource: patient }] } },
  },
  { name: 'ruling 63: a reference', change: { requested_record: 'Patient/123' } },
  { name: 'ruling 63: another patient in the authentication JWT', other: { requested_record: patient } },
  {
    name: 'ruling 63: the patient in the authentication JWT alone',
    change: { requested_record: undefined },
    other: { requested_record: patient },
  },
  { name: 'ruling 63: no practitioner', change: { requesting_practitioner: undefined } },
  { name: 'ruling 63: two practitioners', change: { requesting_practitioner: [practitioner, practitioner] } },
  { name: 'ruling 63: a patient as practitioner', change: { requesting_practitioner: patient } },
  {
    name: 'ruling 63: another practitioner in the authentication JWT',
    other: { requesting_practitioner: practitioner },
  },
  { name: 'STD CO5: a patient without id', change: { requested_record: { ...patient, id: undefined } } },
  { name: 'V-99: a path as id', change: { requested_record: { ...patient, id: '../Group/1' } } },
  { name: 'V-99: an id with the type', change: { requested_record: { ...patient, id: 'Patient/123' } } },
  { name: 'STD CO5: a number as id', change: { requested_record: { ...patient, id: 123 } } },
  {
    name: 'STD CO4: a practitioner without id',
    change: { requesting_practitioner: { ...practitioner, id: undefined } },
  },
])('refuses $name with invalid_grant', ({ change = {}, other }) => {
  expect(outcomeOf(change, other)).toBe('invalid_grant');
});

test('C-04: claims of any kind are read or refused, and nothing else', () => {
  const names = Object.keys(claims);
  const change = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
  fc.assert(
    fc.property(change, change, (authorization, other) => {
      expect(['unique', 'invalid_grant', authorization['jti']]).toContain(outcomeOf(authorization, other));
    }),
  );
});
