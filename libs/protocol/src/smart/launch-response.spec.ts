import { emptyLaunchContext, type LaunchContext } from './launch-context.js';
import { launchResponseMembers, toldLaunchContext, type LaunchListener } from './launch-response.js';

const ROLE = 'https://example.org/role/a';
const patient = { type: 'patient', id: '123' };
const encounter = { type: 'encounter', id: '9' };

describe('launchResponseMembers', () => {
  test('never sets a member of the protocol', () => {
    const hostile = JSON.parse(
      '{"access_token":"x","scope":"y","active":true,"sub":"z","permissions":[],"__proto__":{"a":1},"tenant":"t"}',
    ) as Record<string, unknown>;

    const taken = ['id_token', 'fhirContext', 'fhirUser', 'state', 'code'].map((type) => ({ type, id: '1' }));
    const members = launchResponseMembers({ resources: taken, members: hostile });

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

  test.each([
    { name: 'the first of a type', ids: [{ id: '1' }, { id: '2' }], expected: '1' },
    {
      name: 'what is simply in context before what plays a role',
      ids: [{ id: '1', role: ROLE }, { id: '2' }],
      expected: '2',
    },
    { name: 'STD S10: what plays a role where there is nothing else', ids: [{ id: '1', role: ROLE }], expected: '1' },
  ])('tells $name', ({ ids, expected }) => {
    const resources = ids.map((each) => ({ type: 'patient', ...each }));

    expect(launchResponseMembers({ resources, members: {} })).toEqual({ patient: expected });
  });

  test('ruling 13: says nothing of what cannot be of its type, whoever wrote it', () => {
    const resources = [
      { type: 'patient', id: 'Observation/3' },
      { type: 'encounter', id: 'https://other.example.org/Encounter/1' },
      { type: 'location', id: 'Patient/3', role: ROLE },
    ];

    expect(launchResponseMembers({ resources, members: {} })).toEqual({});
    expect(
      toldLaunchContext({ resources, members: {} }, { scopes: [], readsFhirContext: true, defaults: {} }).members,
    ).toEqual({});
  });

  test('ruling 13: what is named in other letters than those of SMART has its own name and that of SMART', () => {
    const named = (...types: readonly string[]) =>
      launchResponseMembers({ resources: types.map((type, at) => ({ type, id: String(at) })), members: {} });

    expect(named('Patient', 'ENCOUNTER')).toEqual({ Patient: '0', patient: '0', ENCOUNTER: '1', encounter: '1' });
    expect(named('Patient', 'patient')).toEqual({ Patient: '0', patient: '1' });
    expect(named('Location')).toEqual({ Location: '0' });
  });

  test('is empty for an empty context', () => {
    expect(launchResponseMembers(emptyLaunchContext)).toEqual({});
  });
});

describe('toldLaunchContext', () => {
  const listener: LaunchListener = { scopes: ['launch'], readsFhirContext: true, defaults: { tenant: 'own' } };
  const study = { reference: 'ImagingStudy/1' };
  const context: LaunchContext = {
    resources: [patient, encounter, { type: 'location', id: '7' }, { type: 'patient', id: '8', role: ROLE }],
    members: { intent: 'x', fhirContext: [study, { reference: 'Location/7' }] },
  };
  const told = (change: Partial<LaunchListener> = {}, given = context) =>
    toldLaunchContext(given, { ...listener, ...change }).members;

  test('STD L8, L9: resources without a member of their own in SMART are in fhirContext as well, each once', () => {
    expect(told().fhirContext).toEqual([study, { reference: 'Location/7' }, { reference: 'Patient/8', role: ROLE }]);
  });

  test('STD X9: a client that is not of SMART 2.2 gets none', () => {
    expect(told({ readsFhirContext: false })).toEqual({ tenant: 'own', intent: 'x' });
  });

  test('an empty fhirContext is left out', () => {
    expect(told({}, { resources: [patient], members: { fhirContext: [] } })).toEqual({ tenant: 'own' });
  });

  test.each([
    { name: 'a launch from an EHR without its own', scopes: ['launch'], members: {}, expected: 'own' },
    {
      name: 'a launch from an EHR with its own',
      scopes: ['launch'],
      members: { tenant: 'theirs' },
      expected: 'theirs',
    },
    { name: 'a standalone launch', scopes: ['launch/patient'], members: {}, expected: undefined },
  ])('STD C2: what the module adds: $name', ({ scopes, members, expected }) => {
    expect(told({ scopes }, { resources: [patient], members }).tenant).toBe(expected);
  });

  test('a type that FHIR has not, from a script, is no reference (ruling 13)', () => {
    expect(told({ defaults: {} }, { resources: [{ type: 'ward', id: '3' }], members: {} })).toEqual({});
  });
});
