import type { Finding } from './finding.js';

/** Seconds by which clocks may differ before tokens and assertions of others fail; JWT checks usually allow a minute. */
const MOST_SKEW = 30;

/** How far a clock is from ours, if it matters. @param uncertainty seconds that the comparison itself may be wrong by */
export function skewFindings(about: string, theirs: Date, ours: Date, uncertainty: number): readonly Finding[] {
  const seconds = Math.round((theirs.getTime() - ours.getTime()) / 1000);
  if (Math.abs(seconds) <= MOST_SKEW + uncertainty) return [];
  const direction = seconds > 0 ? 'ahead of' : 'behind';
  const problem = `its clock is ${Math.abs(seconds)} seconds ${direction} this machine's`;
  return [{ severity: 'error', about, problem, remedy: 'Let both be set by a time server (NTP)' }];
}
