import type { SkinFinding } from '../package/skin-finding.js';
import type { KeptFindings } from './kept-findings.js';
import type { SkinReport } from './skin-report.js';

/** Most findings of a report: who has more mends these first. */
export const MOST_FINDINGS = 300;
const GRAVITY = ['error', 'warning', 'note'];

/** The gravest first, then by file and place, and the rest counted. */
export function orderedFindings({ kept, notKept }: KeptFindings): Pick<SkinReport, 'findings' | 'omitted'> {
  const ordered = kept.toSorted((a, b) => compared(keysOf(a), keysOf(b)));
  return { findings: ordered.slice(0, MOST_FINDINGS), omitted: notKept + Math.max(0, ordered.length - MOST_FINDINGS) };
}

type Key = string | number;

function keysOf({ severity, file = '', place, code = '' }: SkinFinding): readonly Key[] {
  return [GRAVITY.indexOf(severity), file, place?.line ?? 0, place?.column ?? 0, code];
}

function compared(one: readonly Key[], other: readonly Key[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  if (at < 0) return 0;
  return (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}
