import type { SkinFinding } from '../package/skin-finding.js';
import { KeptFindings, MOST_KEPT } from './kept-findings.js';

const found = (severity: SkinFinding['severity'], problem: string): SkinFinding => ({ severity, problem, remedy: '' });

test('of too many findings those beyond the most are counted, and errors are kept all the same', () => {
  const findings = new KeptFindings();
  for (let at = 0; at < MOST_KEPT + 7; at += 1) findings.add([found('note', String(at))]);
  findings.add([found('error', 'late')]);

  expect(findings.notKept).toBe(7);
  expect(findings.kept).toHaveLength(MOST_KEPT + 1);
  expect(findings.kept).toContainEqual(expect.objectContaining({ severity: 'error', problem: 'late' }));
});

test('what is found twice is kept once', () => {
  const findings = new KeptFindings();
  findings.add([found('error', 'a'), found('error', 'a')]);

  expect([findings.kept.length, findings.notKept]).toEqual([1, 0]);
});
