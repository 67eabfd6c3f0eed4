import { defaultResources, emptyLaunchContext, launchContextFor, soleResources } from './launch-context.js';

const ROLE = 'https://example.org/role/a';
const patient = { type: 'patient', id: '123' };
const encounter = { type: 'encounter', id: '9' };
const task = { type: 'task', id: 't1', role: ROLE };
const members = { need_patient_banner: true };
const context = { resources: [patient, encounter, task], members };

describe('launchContextFor', () => {
  test.each([
    { name: 'no launch scope', scopes: ['openid', 'user/*.rs'], expected: [] },
    { name: 'a type that is not in context', scopes: ['launch/location'], expected: [] },
    { name: 'a launch scope in the wrong case', scopes: ['launch/Patient', 'Launch'], expected: [] },
    { name: 'STD L3: launch/patient', scopes: ['launch/patient'], expected: [patient] },
    { name: 'STD L3: launch/encounter', scopes: ['launch/encounter'], expected: [encounter] },
    { name: 'STD S10: a type in a role', scopes: [`launch/task?role=${ROLE}`], expected: [task] },
    { name: 'STD S10: the type without the role', scopes: ['launch/task'], expected: [] },
    { name: 'STD L2: a patient scope needs a patient', scopes: ['patient/Observation.rs'], expected: [patient] },
    {
      name: 'STD S13: the URI form',
      scopes: ['http://smarthealthit.org/fhir/scopes/launch/patient'],
      expected: [patient],
    },
  ])('$name: of a launch nothing but the resource', ({ scopes, expected }) => {
    expect(launchContextFor(scopes, context)).toEqual({ resources: expected, members: {} });
  });

  test.each(['launch', 'http://smarthealthit.org/fhir/scopes/launch'])(
    'STD S10, A7: %s asks for all of it',
    (scope) => {
      expect(launchContextFor([scope], context)).toEqual(context);
    },
  );

  test('is empty where nothing is in context', () => {
    expect(launchContextFor(['launch/patient'], emptyLaunchContext)).toEqual(emptyLaunchContext);
  });
});

test('defaultResources: types in lower case, bare ids, nothing of another type or server', () => {
  const resources = defaultResources([
    { contextType: 'Patient', resourceId: 'Patient/123' },
    { contextType: 'patient', resourceId: 'Patient/' },
    { contextType: 'practitioner', resourceId: 'Practitioner/p1/_history/2' },
    { contextType: 'patient', resourceId: 'Observation/3' },
    { contextType: 'patient', resourceId: 'https://other.example.org/Patient/1' },
  ]);

  expect(resources).toEqual([patient, { type: 'practitioner', id: 'p1' }]);
  expect(defaultResources(undefined)).toEqual([]);
});

test.each([
  { name: 'nothing', given: [], expected: [] },
  { name: 'one of each type', given: [patient, encounter], expected: [patient, encounter] },
  { name: 'the same twice', given: [patient, patient], expected: [patient] },
  { name: 'two of a type', given: [patient, { type: 'patient', id: '456' }, encounter], expected: [encounter] },
])('soleResources: nobody guesses which of several is meant: $name', ({ given, expected }) => {
  expect(soleResources(given)).toEqual(expected);
});
