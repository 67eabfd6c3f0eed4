import { DecisionTrace, hashIdentifier, type Decision } from './decision-trace.js';

const decision: Decision = { kind: 'check', value: 'pkce', outcome: 'passed', ruleId: 'pkce.s256', source: 'request' };

describe('DecisionTrace', () => {
  test('ruling 54: lists decisions in the order in which they were made', () => {
    const trace = new DecisionTrace();

    trace.add(decision);
    trace.add({ ...decision, value: 'aud' });

    expect(trace.list().map(({ value }) => value)).toEqual(['pkce', 'aud']);
  });

  test('a list that was handed out does not grow', () => {
    const trace = new DecisionTrace();
    const before = trace.list();

    trace.add(decision);

    expect(before).toEqual([]);
  });
});

test('ruling 54: an identifier is hashed to the same text each time, and does not show', () => {
  expect(hashIdentifier('Patient/123')).toMatch(/^sha256:[0-9a-f]{32}$/);
  expect(hashIdentifier('Patient/123')).toBe(hashIdentifier('Patient/123'));
  expect(hashIdentifier('Patient/123')).not.toBe(hashIdentifier('Patient/124'));
});
