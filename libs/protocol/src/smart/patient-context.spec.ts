import { DecisionTrace } from '../decision/decision-trace.js';
import { scopesInContext } from './patient-context.js';

const patient = [{ type: 'patient', id: '123' }];
const none = [
  { name: 'nothing', contexts: [] },
  { name: 'an encounter', contexts: [{ type: 'encounter', id: '9' }] },
];

describe('scopesInContext', () => {
  test.each(none)('STD L2: $name is no patient: what is about one is dropped, with its reason', ({ contexts }) => {
    const trace = new DecisionTrace();

    const { scopes, refusal } = scopesInContext(
      ['openid', 'patient/*.rs', 'launch/patient', 'user/*.rs', 'patient/Patient.read'],
      { resources: contexts },
      trace,
    );

    expect(scopes).toEqual(['openid', 'user/*.rs']);
    expect(refusal).toBeUndefined();
    expect(trace.list()).toEqual(
      ['patient/*.rs', 'launch/patient', 'patient/Patient.read'].map((value) => ({
        ...{ kind: 'scope', value, outcome: 'dropped', ruleId: 'context.no-patient', source: 'user' },
      })),
    );
  });

  test.each([
    { scopes: ['patient/*.rs'] },
    { scopes: ['launch/patient'] },
    { scopes: ['openid', 'fhirUser', 'launch', 'launch/encounter', 'offline_access', 'patient/*.rs'] },
    { scopes: ['http://smarthealthit.org/fhir/scopes/patient/*.read'] },
    { scopes: ['openid', 'launch/patient?role=http://x'] },
  ])('STD L2: $scopes without a patient would leave nothing but sign-in: refused', ({ scopes }) => {
    const { refusal } = scopesInContext(scopes, { resources: [] }, new DecisionTrace());

    expect(refusal).toMatchObject({ code: 'access_denied', parameter: 'scope' });
    expect(refusal?.description).toMatch(/no patient to choose/);
  });

  test.each([
    { name: 'a patient is there', scopes: ['openid', 'launch/patient', 'patient/*.rs'], contexts: patient },
    { name: 'no patient is needed', scopes: ['openid', 'launch', 'launch/encounter'], contexts: [] },
    { name: 'other levels', scopes: ['user/Patient.rs', 'system/*.rs', 'x:own'], contexts: [] },
    { name: 'no scope at all', scopes: [], contexts: [] },
  ])('STD L2: $name: everything stays', ({ scopes, contexts }) => {
    const trace = new DecisionTrace();

    expect(scopesInContext(scopes, { resources: contexts }, trace)).toEqual({ scopes });
    expect(trace.list()).toEqual([]);
  });

  test('what the person left out is dropped, with its reason, and refuses nothing', () => {
    const trace = new DecisionTrace();
    const given = ['openid', 'launch/patient', 'launch/encounter', 'launch/task?role=urn:x'];
    const declined = ['encounter', 'task?role=urn:x'];

    expect(scopesInContext(given, { resources: patient, declined }, trace)).toEqual({ scopes: given.slice(0, 2) });
    expect(trace.list().map(({ value, ruleId }) => [value, ruleId])).toEqual(
      given.slice(2).map((scope) => [scope, 'context.left-out']),
    );
  });
});
