import { accessTokenFacts } from './access-token-facts.js';

describe('V-75: whose a token is', () => {
  test.each([
    ['a person', { sub: 'anna', client_id: 'app' }, { subject: 'anna', isOfClient: false }],
    ['a client without sub', { client_id: 'app' }, { subject: 'app', isOfClient: true }],
    ['a client with sub null', { sub: null, azp: 'app' }, { subject: 'app', isOfClient: true }],
    ['a client by its own id (RFC 9068 §2.2)', { sub: 'app', client_id: 'app' }, { subject: 'app', isOfClient: true }],
  ])('%s', (_name, claims, facts) => {
    expect(accessTokenFacts(claims)).toMatchObject(facts);
  });

  test.each([
    ['nobody', {}],
    ['an empty sub', { sub: '', client_id: 'anna' }],
    ['a list', { sub: ['x'], client_id: 'anna' }],
    ['a number', { sub: 7, azp: 'anna' }],
    ['an endless sub', { sub: 'a'.repeat(5_000), client_id: 'anna' }],
  ])('%s is nobody’s', (_name, claims) => {
    expect(accessTokenFacts(claims)).toBeUndefined();
  });
});

test.each([
  { patient: undefined, expected: undefined },
  { patient: '7', expected: '7' },
  { patient: 'Patient/7', expected: '7' },
  { patient: 'Observation/7', expected: '' },
  { patient: 'https://other.example.org/Patient/7', expected: '' },
])('STD L2: the patient $patient opens the record "$expected"', ({ patient, expected }) => {
  expect(accessTokenFacts({ sub: 'anna', patient })?.patient).toBe(expected);
});
