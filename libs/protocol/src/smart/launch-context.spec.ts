import { emptyLaunchContext, launchContextFor, launchResponseMembers, resourceIdOf } from './launch-context.js';

const defaults = [
  { contextType: 'Patient', resourceId: 'Patient/123' },
  { contextType: 'encounter', resourceId: '9' },
  { contextType: 'patient', resourceId: 'Patient/456' },
  { contextType: 'practitioner', resourceId: 'https://fhir.example.org/Practitioner/p1/_history/2' },
];
const patient = { type: 'patient', id: '123' };
const encounter = { type: 'encounter', id: '9' };
const practitioner = { type: 'practitioner', id: 'p1' };

describe('launchContextFor', () => {
  test.each([
    { name: 'no launch scope', scopes: ['openid', 'user/*.rs'], expected: [] },
    { name: 'a type without default', scopes: ['launch/location'], expected: [] },
    { name: 'a launch scope in the wrong case', scopes: ['launch/Patient', 'Launch'], expected: [] },
    { name: 'STD L3: launch/patient, the first default', scopes: ['launch/patient'], expected: [patient] },
    { name: 'STD L3: launch/encounter', scopes: ['launch/encounter'], expected: [encounter] },
    { name: 'any other type', scopes: ['launch/practitioner'], expected: [practitioner] },
    { name: 'STD S10: a role is no obstacle', scopes: ['launch/practitioner?role=http://x'], expected: [practitioner] },
    { name: 'launch: all of them', scopes: ['launch'], expected: [patient, encounter, practitioner] },
    { name: 'STD L2: a patient scope needs a patient', scopes: ['patient/Observation.rs'], expected: [patient] },
    {
      name: 'STD S13: the URI form',
      scopes: ['http://smarthealthit.org/fhir/scopes/launch/patient'],
      expected: [patient],
    },
  ])('$name', ({ scopes, expected }) => {
    expect(launchContextFor(scopes, defaults).resources).toEqual(expected);
  });

  test('is empty for a grant without person', () => {
    expect(launchContextFor(['launch/patient'], undefined)).toBe(emptyLaunchContext);
  });
});

test.each([
  { reference: '123', expected: '123' },
  { reference: 'Patient/123', expected: '123' },
  { reference: 'https://fhir.example.org/r4/Patient/123', expected: '123' },
  { reference: 'Patient/123/_history/7', expected: '123' },
  { reference: '', expected: '' },
])('ruling 13: the id in "$reference"', ({ reference, expected }) => {
  expect(resourceIdOf(reference)).toBe(expected);
});

describe('launchResponseMembers', () => {
  test('never sets a member of the protocol', () => {
    const hostile = JSON.parse(
      '{"access_token":"x","scope":"y","active":true,"sub":"z","__proto__":{"a":1},"tenant":"t"}',
    ) as Record<string, unknown>;

    const members = launchResponseMembers({ resources: [{ type: 'id_token', id: '1' }], members: hostile });

    expect(Object.getOwnPropertyNames(members)).toEqual(['tenant']);
    expect(Object.getPrototypeOf(members)).toBe(Object.prototype);
  });

  test('STD L5: puts ids and members at the top level, with their types', () => {
    const members = launchResponseMembers({
      resources: [patient, encounter, { type: 'location', id: 'Location/7' }],
      members: { need_patient_banner: true, patient: 'other', fhirContext: [{ reference: 'ImagingStudy/1' }] },
    });

    expect(members).toEqual({
      patient: '123',
      encounter: '9',
      location: '7',
      need_patient_banner: true,
      fhirContext: [{ reference: 'ImagingStudy/1' }],
    });
  });

  test('is empty for an empty context', () => {
    expect(launchResponseMembers(emptyLaunchContext)).toEqual({});
  });
});
