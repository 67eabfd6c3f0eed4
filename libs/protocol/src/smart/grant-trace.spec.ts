import { DecisionTrace } from '../decision/decision-trace.js';
import { noteScopesOfGrant, noteScopesTakenAway } from './grant-trace.js';

test.each([
  { granted: ['openid', 'x'], kept: ['openid', 'x'], told: ['openid kept-from-grant', 'x kept-from-grant'] },
  { granted: ['openid', 'x'], kept: ['x'], told: ['x kept-from-grant', 'openid narrowed-by-request'] },
  {
    granted: ['patient/*.rs'],
    kept: ['patient/Observation.rs'],
    told: ['patient/Observation.rs within-grant', 'patient/*.rs narrowed-by-request'],
  },
  { granted: [], kept: [], told: [] },
])('ruling 54: of $granted the token keeps $kept', ({ granted, kept, told }) => {
  const trace = new DecisionTrace();

  noteScopesOfGrant(granted, kept, trace);

  expect(trace.list().map(({ value, ruleId }) => `${value} ${ruleId.replace('scope.', '')}`)).toEqual(told);
  expect(trace.list().map(({ outcome }) => outcome === 'granted')).toEqual(
    trace.list().map(({ value }) => kept.includes(value)),
  );
});

test('ruling 54: what was taken from the client is noted, what stands is not', () => {
  const trace = new DecisionTrace();

  noteScopesTakenAway(['openid', 'x'], ['openid'], trace);

  expect(trace.list()).toEqual([
    { kind: 'scope', value: 'x', outcome: 'dropped', ruleId: 'scope.taken-from-client', source: 'client' },
  ]);
});
