import type { SkinFinding } from '../package/skin-finding.js';

/** Most findings of one severity that are kept while a skin is looked at: whatever a skin is like, its errors find room. */
export const MOST_KEPT = 1_000;

/** What was found so far, each once. What is beyond the most is counted as often as it is found. */
export class KeptFindings {
  private readonly bySeverity = new Map<SkinFinding['severity'], Map<string, SkinFinding>>();
  private beyond = 0;

  get kept(): readonly SkinFinding[] {
    return [...this.bySeverity.values()].flatMap((found) => [...found.values()]);
  }

  get notKept(): number {
    return this.beyond;
  }

  add(findings: readonly SkinFinding[]): void {
    for (const one of findings) {
      const found = this.bySeverity.get(one.severity) ?? new Map<string, SkinFinding>();
      const key = keyOf(one);
      if (found.size < MOST_KEPT || found.has(key)) found.set(key, { code: 'package', ...one });
      else this.beyond += 1;
      this.bySeverity.set(one.severity, found);
    }
  }
}

function keyOf({ code, file, place, problem }: SkinFinding): string {
  return JSON.stringify([code, file, place?.line, place?.column, problem]);
}
