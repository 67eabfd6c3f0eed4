import { DecisionTrace } from '../decision/decision-trace.js';
import { scopesInContext } from './patient-context.js';
import type { ScopeDecisionInput } from './scope-policy.js';

/** What an app asked for; undefined = its whole list. */
const asking = (requested: readonly string[] | undefined, listed: readonly string[] = []): ScopeDecisionInput => ({
  requested,
  client: { scopes: listed, autoGrantScopes: [], fixedScope: false },
  trace: new DecisionTrace(),
});

const patient = [{ type: 'patient', id: '123' }];
const none = [
  { name: 'nothing', contexts: [] },
  { name: 'an encounter', contexts: [{ type: 'encounter', id: '9' }] },
];

describe('scopesInContext', () => {
  test.each(none)('STD L2: $name is no patient: what is about one is dropped, with its reason', ({ contexts }) => {
    const all = ['openid', 'patient/*.rs', 'launch/patient', 'user/*.rs', 'patient/Patient.read'];
    const input = asking(all);

    const { scopes, refusal } = scopesInContext(all, { resources: contexts }, input);

    expect(scopes).toEqual(['openid', 'user/*.rs']);
    expect(refusal).toBeUndefined();
    expect(input.trace.list()).toEqual(
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
    const { refusal } = scopesInContext(scopes, { resources: [] }, asking(scopes));

    expect(refusal).toMatchObject({ code: 'access_denied', parameter: 'scope' });
    expect(refusal?.description).toMatch(/no patient to choose/);
  });

  test('STD L2: where nobody can be asked the refusal does not say that there is no patient, but that it takes the only one', () => {
    const found = { resources: [], nobodyIsAsked: true } as const;
    const { refusal } = scopesInContext(['patient/*.rs'], found, asking(['patient/*.rs']));

    expect(refusal).toMatchObject({ code: 'access_denied', parameter: 'scope' });
    expect(refusal?.description).toMatch(/exactly one/);
    expect(refusal?.description).not.toMatch(/no patient/);
  });

  test.each([
    { name: 'asked for nothing, which is its whole list', input: asking(undefined, ['openid', 'patient/*.read']) },
    { name: 'asked for it in other words', input: asking(['openid', 'launch/patient']) },
  ])('STD L2: an app that $name is refused', ({ input }) => {
    const { refusal } = scopesInContext(['openid', 'patient/*.read'], { resources: [] }, input);

    expect(refusal?.code).toBe('access_denied');
  });

  test.each([
    { name: 'its list', input: asking(undefined, ['openid']) },
    { name: 'what it asked for', input: asking(['openid'], ['openid', 'patient/*.read']) },
    { name: 'nothing', input: asking([], ['openid', 'patient/*.read']) },
  ])('STD L2: an app that has patient scopes without asking gets the rest: $name', ({ input }) => {
    expect(scopesInContext(['openid', 'patient/*.read'], { resources: [] }, input)).toEqual({ scopes: ['openid'] });
    expect(input.trace.list()).toMatchObject([{ value: 'patient/*.read', ruleId: 'context.no-patient' }]);
  });

  test('STD L2: where nothing at all is left the app is refused, whatever it asked for', () => {
    const { refusal } = scopesInContext(['patient/*.read'], { resources: [] }, asking(['openid']));

    expect(refusal?.code).toBe('access_denied');
  });

  test.each([
    { name: 'a patient is there', scopes: ['openid', 'launch/patient', 'patient/*.rs'], contexts: patient },
    { name: 'no patient is needed', scopes: ['openid', 'launch'], contexts: [] },
    {
      name: 'a patient with another role',
      scopes: ['launch/patient?role=http://x', 'patient/*.rs'],
      contexts: patient,
    },
    {
      name: 'what launch scopes ask for is there',
      scopes: ['launch/encounter', 'launch/location?role=http://x'],
      contexts: [
        { type: 'encounter', id: '9' },
        { type: 'location', role: 'http://x', id: '1' },
      ],
    },
    { name: 'other levels', scopes: ['user/Patient.rs', 'system/*.rs', 'x:own'], contexts: [] },
    { name: 'no scope at all', scopes: [], contexts: [] },
  ])('STD L2: $name: everything stays', ({ scopes, contexts }) => {
    const input = asking(scopes);

    expect(scopesInContext(scopes, { resources: contexts }, input)).toEqual({ scopes });
    expect(input.trace.list()).toEqual([]);
  });

  test.each([
    { scope: 'launch/encounter', contexts: patient },
    { scope: 'launch/encounter', contexts: [] },
    { scope: 'http://smarthealthit.org/fhir/scopes/launch/encounter', contexts: [] },
    { scope: 'launch/location?role=http://x', contexts: [{ type: 'location', id: '1' }] },
    { scope: 'launch/location', contexts: [{ type: 'location', role: 'http://x', id: '1' }] },
  ])('STD L3: $scope is dropped, with its reason, where it is not in context', ({ scope, contexts }) => {
    const input = asking(['openid', scope]);

    expect(scopesInContext(['openid', scope], { resources: contexts }, input)).toEqual({ scopes: ['openid'] });
    expect(input.trace.list()).toMatchObject([{ value: scope, outcome: 'dropped', ruleId: 'context.not-there' }]);
  });

  test('STD L3: where nothing at all is left the app learns why', () => {
    const { refusal } = scopesInContext(['launch/encounter'], { resources: patient }, asking(['launch/encounter']));

    expect(refusal).toMatchObject({ code: 'access_denied', parameter: 'scope' });
    expect(refusal?.description).toMatch(/nothing in context/);
  });

  test('what the person left out is dropped, with its reason, and refuses nothing', () => {
    const given = ['openid', 'launch/patient', 'launch/encounter', 'launch/task?role=urn:x'];
    const declined = ['encounter', 'task?role=urn:x'];
    const input = asking(given);

    expect(scopesInContext(given, { resources: patient, declined }, input)).toEqual({ scopes: given.slice(0, 2) });
    expect(input.trace.list().map(({ value, ruleId }) => [value, ruleId])).toEqual(
      given.slice(2).map((scope) => [scope, 'context.left-out']),
    );
  });
});
