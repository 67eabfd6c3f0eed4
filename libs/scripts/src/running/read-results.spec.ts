import fc from 'fast-check';
import { launchAfter } from './launch-after.js';
import { nobody, readOutcome } from './read-outcome.js';
import { readTokenGenerating } from './read-token-generating.js';
import { readChoices } from './choices-after.js';
import { readVerdict } from './read-verdict.js';
import { UnusableResult } from './unusable-result.js';

const notes = { tell: String, warn: () => undefined, decided: () => undefined };
const user = { ...nobody, pid: 1 };
const session = {
  ...{ username: null, familyName: null, givenName: null, email: null, notes: null, fhirUserUrl: null, userData: {} },
  ...{ authorities: [], defaultLaunchContexts: [], launchResourceIds: [], fhirContext: [] },
};
const launchContext = { resources: [], members: {} };
const generating = (change: object, claims: unknown = []) =>
  readTokenGenerating({ session: { ...session, ...change }, claims }, { user, launchContext, scopes: [] }, undefined);

test('whatever a script gives back is read, or refused as unusable', () => {
  const readers = [
    (value: unknown) => readTokenGenerating(value, { user, launchContext, scopes: [] }, undefined),
    (value: unknown) => readChoices(value, { user, choices: [] }, notes),
    (value: unknown) => readVerdict(value, { person: nobody, settings: {}, notes }),
    (value: unknown) => readOutcome(value),
  ];
  const junk = fc.jsonValue() as fc.Arbitrary<unknown>;
  const members = fc.constantFrom('session', 'claims', 'choices', 'kind', 'isNew', ...Object.keys(session));
  const shaped = fc.record({
    session: fc.dictionary(members, junk),
    claims: junk,
    choices: junk,
    kind: fc.constant('success'),
  });

  fc.assert(
    fc.property(fc.oneof(junk, fc.dictionary(members, junk), shaped), (value) => {
      for (const read of readers) {
        try {
          read(value);
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableResult);
        }
      }
    }),
  );
});

test.each([
  { name: 'V-92: a NUL', change: { email: 'a\0b' } },
  { name: 'V-92: half a character', change: { notes: '\ud800' } },
  { name: 'a line break in a name', change: { givenName: 'a\nb' } },
  { name: 'a name without end', change: { familyName: 'x'.repeat(201) } },
  { name: 'an object for a name', change: { email: {} } },
  { name: 'an unknown permission', change: { authorities: [{ permission: 'ADMIN' }] } },
  { name: 'ruling 38: no argument', change: { authorities: [{ permission: 'FHIR_READ_INSTANCE' }] } },
  { name: 'too much user data', change: { userData: { a: 'x'.repeat(9_000) } } },
  {
    name: 'user data without end',
    change: { userData: JSON.parse('{"a":'.repeat(20) + '1' + '}'.repeat(20)) as object },
  },
  {
    name: 'too many resources',
    change: { launchResourceIds: Array(201).fill({ resourceType: 'a', resourceId: 'b' }) },
  },
  { name: 'another scheme', change: { fhirUserUrl: 'javascript:alert(1)' } },
  { name: 'a reference without a type', change: { fhirContext: [{ reference: 'x' }] } },
])('refuses $name', ({ change }) => {
  expect(() => generating(change)).toThrow(UnusableResult);
});

test.each([
  { name: 'more than 50 claims', claims: Array.from({ length: 51 }, (_, at) => [String(at), 1]) },
  { name: 'a claim without a name', claims: [['', 1]] },
  { name: 'claims that no header holds', claims: [['a', 'x'.repeat(6_001)]] },
])('refuses $name', ({ claims }) => {
  expect(() => generating({}, claims)).toThrow(UnusableResult);
});

test.each([
  { scopes: ['openid', 'launch/patient'], expected: [{ type: 'patient', id: '32' }] },
  { scopes: ['patient/*.rs'], expected: [{ type: 'patient', id: '32' }] },
  { scopes: ['openid', 'user/*.rs'], expected: [] },
])('of default contexts that a script gives those are in context for which $scopes ask, one of a type', (given) => {
  const defaultLaunchContexts = [
    { contextType: 'Patient', resourceId: 'Patient/32' },
    { contextType: 'encounter', resourceId: '1' },
    { contextType: 'encounter', resourceId: '2' },
  ];
  const call = { user, launchContext, scopes: given.scopes };

  const read = readTokenGenerating({ session: { ...session, defaultLaunchContexts }, claims: [] }, call, undefined);

  expect(read.launchContext.resources).toEqual(given.expected);
});

test('V-99: a claim called __proto__ is a claim like any other until the token is made', () => {
  const { accessTokenClaims } = generating({}, [['__proto__', { a: 1 }]]);

  expect(Object.keys(accessTokenClaims)).toEqual(['__proto__']);
});

const patient = { type: 'patient', id: '1' };
const encounter = { type: 'encounter', id: '2' };
const before = { resources: [patient, encounter], members: { tenant: 't' } };
const listed = (...ids: string[]) =>
  ids.map((each) => ({ resourceType: each.split('=')[0] ?? '', resourceId: each.split('=')[1] ?? '' }));

test.each([
  { name: 'nothing changed', after: ['patient=1', 'encounter=2'], expected: [patient, encounter] },
  { name: 'one taken out', after: ['encounter=2'], expected: [encounter] },
  {
    name: 'another patient',
    after: ['patient=1', 'encounter=2', 'patient=Patient/3'],
    expected: [encounter, { type: 'patient', id: '3' }],
  },
  {
    name: 'ruling 13: named otherwise',
    after: ['patient=1', 'encounter=2', 'Patient=3'],
    expected: [encounter, { type: 'Patient', id: '3' }],
  },
  {
    name: 'the same again',
    after: ['patient=1', 'encounter=2', 'patient=3', 'patient=1'],
    expected: [encounter, patient],
  },
  {
    name: 'what can be no id',
    after: ['patient=1', 'encounter=2', 'ward=a_b'],
    expected: [patient, encounter, { type: 'ward', id: 'a_b' }],
  },
])('the launch after a script: $name', ({ after, expected }) => {
  const launch = launchAfter(before, { launchResourceIds: listed(...after), fhirContext: [] });

  expect(launch).toEqual({ resources: expected, members: { tenant: 't' } });
});

test('V-90: what is nested without end is unusable, and no fault of the server', () => {
  const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;

  expect(() => generating({ userData: { deep } })).toThrow(UnusableResult);
  expect(() => generating({}, [['x', deep]])).toThrow(UnusableResult);
});
