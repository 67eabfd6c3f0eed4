import fc from 'fast-check';
import { choiceOf, patientOf } from './resource-choice.js';

const patient = { resourceType: 'Patient', id: 'p1' };
const visit = { resourceType: 'Encounter', id: 'e1' };

describe('V-84, V-87: the answer of another server is believed in nothing', () => {
  test.each([
    undefined,
    null,
    'Patient/p1',
    [patient],
    { ...patient, resourceType: 'Observation' },
    { ...patient, id: 7 },
    { ...patient, id: '' },
    { ...patient, id: '../p1' },
    { ...patient, id: 'x'.repeat(65) },
  ])('%j is no choice', (resource) => {
    expect(choiceOf(resource, 'Patient')).toBeUndefined();
  });

  test.each([
    { name: 'x' },
    { name: { family: 'x' } },
    { name: [null, 1, {}] },
    { name: [{ family: ['x'], given: 'y' }] },
    { name: [{ family: '\u202e\u0000 ' }] },
    { name: [{ use: 'old', family: 'Then' }] },
    { birthDate: 19_840_517 },
    { birthDate: '17 May' },
    { gender: '<b>' },
    { identifier: { value: 'x' } },
    { identifier: [{ value: 7 }, 'x', { value: '' }] },
    { period: { start: 'yesterday' } },
  ])('%j is left out', (members) => {
    const { display, ...others } = choiceOf({ ...patient, ...members }, 'Patient') ?? {};

    expect(others).toEqual(patient);
    expect(display).toBe('name' in members && members.name === 'x' ? 'x' : 'Patient/p1');
  });

  test('texts are cut, and cannot rearrange the page', () => {
    const family = `A\u202eB\u2066\r\nC ${'😀'.repeat(300)}`;
    const display = choiceOf({ ...patient, name: [{ family }] }, 'Patient')?.display ?? '';

    expect(display).toMatch(/^A B C 😀/u);
    expect([...display]).toHaveLength(200);
  });

  test('whatever comes is a choice or none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void choiceOf({ ...patient, name: value, type: value }, 'Patient')),
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void choiceOf(value, 'Patient')));
  });
});

describe('STD L3: what a person knows a resource by', () => {
  test('a patient: name, birth date, sex, medical record number', () => {
    const resource = {
      ...patient,
      name: [
        { use: 'nickname', given: ['Amy'] },
        { use: 'official', given: ['Amelia', 'Jane'], family: 'Marsh' },
      ],
      birthDate: '1984-05-17',
      gender: 'female',
      identifier: [
        { system: 'urn:ssn', value: '123' },
        { type: { coding: [{ code: 'MR' }] }, value: 'MRN 7' },
      ],
    };

    expect(choiceOf(resource, 'Patient')).toEqual({
      ...patient,
      ...{ display: 'Amelia Jane Marsh', birthDate: '1984-05-17', sex: 'female', identifier: 'MRN 7' },
    });
  });

  test.each([
    {
      name: 'a name as it is to be shown',
      members: { name: [{ text: 'Dr Amelia Marsh', family: 'Marsh' }] },
      display: 'Dr Amelia Marsh',
    },
    { name: 'no name', members: {}, display: 'Patient/p1' },
    {
      name: 'a maiden name before the one in use',
      members: { name: [{ use: 'maiden', family: 'Old' }, { family: 'New' }] },
      display: 'New',
    },
  ])('a patient with $name', ({ members, display }) => {
    expect(choiceOf({ ...patient, ...members }, 'Patient')?.display).toBe(display);
  });

  test.each([
    {
      name: 'FHIR R4',
      members: {
        type: [{ coding: [{ display: 'Check-up' }] }],
        class: { code: 'AMB', display: 'ambulatory' },
        period: { start: '2026-07-01T08:00:00Z', end: '2026-07-03T10:00:00+02:00' },
      },
      expected: { display: 'Check-up', description: '2026-07-01 to 2026-07-03' },
    },
    {
      name: 'FHIR R4 with a class alone',
      members: { class: { code: 'AMB', display: 'ambulatory' }, period: { start: '2026-07-01' } },
      expected: { display: 'ambulatory', description: '2026-07-01' },
    },
    {
      name: 'FHIR R5',
      members: {
        serviceType: [{ concept: { text: 'Cardiology' } }],
        class: [{ coding: [{ display: 'inpatient' }] }],
        actualPeriod: { start: '2026-07-01T08:00:00Z', end: '2026-07-01T09:00:00Z' },
      },
      expected: { display: 'Cardiology', description: '2026-07-01' },
    },
  ])('a visit of $name', ({ members, expected }) => {
    expect(choiceOf({ ...visit, ...members }, 'Encounter')).toEqual({ ...visit, ...expected });
  });

  test('a place: its name', () => {
    expect(choiceOf({ resourceType: 'Location', id: '9', name: 'Ward 7' }, 'Location')?.display).toBe('Ward 7');
  });
});

test.each([
  { subject: { reference: 'Patient/p1' }, patientId: 'p1' },
  { subject: { reference: 'https://fhir.example/r4/Patient/p1' }, patientId: 'p1' },
  { subject: { reference: 'Group/p1' }, patientId: undefined },
  { subject: { reference: 'XPatient/p1' }, patientId: undefined },
  { subject: { reference: 'Patient/p1/../p2' }, patientId: undefined },
  { subject: 'Patient/p1', patientId: undefined },
  { subject: undefined, patientId: undefined },
])('the patient of $subject is $patientId', ({ subject, patientId }) => {
  expect(patientOf({ ...visit, subject })).toBe(patientId);
});
