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
      contexts,
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
    const { refusal } = scopesInContext(scopes, [], new DecisionTrace());

    expect(refusal).toMatchObject({ code: 'access_denied', parameter: 'scope' });
    expect(refusal?.description).toMatch(/patient in context/);
  });

  test.each([
    { name: 'a patient is there', scopes: ['openid', 'launch/patient', 'patient/*.rs'], contexts: patient },
    { name: 'no patient is needed', scopes: ['openid', 'launch', 'launch/encounter'], contexts: [] },
    { name: 'other levels', scopes: ['user/Patient.rs', 'system/*.rs', 'x:own'], contexts: [] },
    { name: 'no scope at all', scopes: [], contexts: [] },
  ])('STD L2: $name: everything stays', ({ scopes, contexts }) => {
    const trace = new DecisionTrace();

    expect(scopesInContext(scopes, contexts, trace)).toEqual({ scopes });
    expect(trace.list()).toEqual([]);
  });
});
