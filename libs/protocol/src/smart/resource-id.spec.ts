import { resourceIdOf } from './resource-id.js';

test.each([
  { type: 'patient', reference: '', expected: undefined },
  { type: 'patient', reference: 'Observation/3', expected: undefined },
  { type: 'patient', reference: 'patient/3', expected: undefined },
  { type: 'patient', reference: 'Patient/', expected: undefined },
  { type: 'patient', reference: 'Patient/1/2', expected: undefined },
  { type: 'patient', reference: 'Patient/1/_history/', expected: undefined },
  { type: 'patient', reference: '/Patient/1', expected: undefined },
  { type: 'patient', reference: 'https://fhir.example.org/r4/Patient/1', expected: undefined },
  { type: 'patient', reference: 'urn:uuid:1', expected: undefined },
  { type: 'patient', reference: 'a b', expected: undefined },
  { type: 'patient', reference: 'x'.repeat(65), expected: undefined },
  { type: 'patient', reference: 3, expected: undefined },
  { type: 'ward', reference: 'Nothing/3', expected: undefined },
  { type: 'ward', reference: 'Location/3', expected: '3' },
  { type: 'patient', reference: '123', expected: '123' },
  { type: 'PATIENT', reference: 'Patient/123', expected: '123' },
  { type: 'imagingstudy', reference: 'ImagingStudy/123/_history/7', expected: '123' },
])('ruling 13: the $type that $reference names is $expected', ({ type, reference, expected }) => {
  expect(resourceIdOf(type, reference)).toBe(expected);
});
