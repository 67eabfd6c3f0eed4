import { DecisionTrace, type Decision } from './decision-trace.js';

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
