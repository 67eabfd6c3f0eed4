import { contextDecisions } from './context-trace.js';

const launch = (id: string, members = {}) => ({ resources: [{ type: 'patient', id }], members });

describe('contextDecisions', () => {
  test('ruling 54: names what a script added and removed, and hashes who it is', () => {
    const decisions = contextDecisions(launch('Amelia-1'), launch('Bertha-2', { tenant: 'north' }));

    expect(decisions.map(({ outcome, ruleId, value }) => [outcome, ruleId, value.split(' ')[0]])).toEqual([
      ['added', 'context.added-by-script', 'patient'],
      ['added', 'context.added-by-script', 'tenant'],
      ['dropped', 'context.removed-by-script', 'patient'],
    ]);
    expect(JSON.stringify(decisions)).not.toMatch(/Amelia|Bertha|north/);
  });

  test('says nothing where nothing changed', () => {
    expect(contextDecisions(launch('1'), launch('1'))).toEqual([]);
  });
});
