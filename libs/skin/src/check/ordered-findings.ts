import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinReport } from './skin-report.js';

/** Most findings of a report: who has more mends these first. */
export const MOST_FINDINGS = 300;
const GRAVITY = ['error', 'warning', 'note'];

/** The gravest first, then by file and place; each once, and the rest counted. */
export function orderedFindings(findings: readonly SkinFinding[]): Pick<SkinReport, 'findings' | 'omitted'> {
  const unique = [...new Map(findings.map((one) => [keyOf(one), { code: 'package', ...one }] as const)).values()];
  const ordered = unique.toSorted((a, b) => compared(keysOf(a), keysOf(b)));
  return { findings: ordered.slice(0, MOST_FINDINGS), omitted: Math.max(0, ordered.length - MOST_FINDINGS) };
}

function keyOf({ code, file, place, problem }: SkinFinding): string {
  return JSON.stringify([code, file, place?.line, place?.column, problem]);
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
