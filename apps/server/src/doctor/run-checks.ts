import { setTimeout as delay } from 'node:timers/promises';
import type { Check, Finding, Severity } from './finding.js';

/** Runs all checks side by side; one that fails or takes too long is a finding itself. Worst findings first. @param limit milliseconds for each */
export async function runChecks(checks: readonly Check[], limit: number): Promise<readonly Finding[]> {
  const found = await Promise.all(checks.map((check) => withinLimit(check, limit)));
  return found.flat().toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

const order: readonly Severity[] = ['error', 'warning', 'note'];

async function withinLimit(check: Check, limit: number): Promise<readonly Finding[]> {
  const patience = new AbortController();
  const overdue = delay(limit, [unfinished(check, `did not end within ${limit / 1000} seconds`)], {
    signal: patience.signal,
  });
  // Aborted when it is no longer needed.
  overdue.catch(() => undefined);
  try {
    return await Promise.race([check.run(), overdue]);
  } catch (error) {
    return [unfinished(check, `failed: ${error instanceof Error ? error.message : String(error)}`)];
  } finally {
    patience.abort();
  }
}

function unfinished({ name }: Check, problem: string): Finding {
  return {
    severity: 'error',
    about: name,
    problem: `the check ${problem}`,
    remedy: 'Try again; look at the database and the log',
  };
}
