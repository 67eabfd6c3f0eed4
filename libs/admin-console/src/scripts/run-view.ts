import type { BenchRun } from '#scripts/script-bench.port';

/** What came of a run, as the page shows it. */
export type RunView = ReturnType<typeof runView>;

/** Makes texts of what came of a run. */
export function runView({ outcome, failure, log, effect, use, calls, script }: BenchRun) {
  return {
    outcome: OUTCOMES[outcome],
    isGood: outcome === 'returned',
    scriptName: script.name,
    failure: failure && {
      message: failure.message,
      place:
        failure.line === undefined
          ? undefined
          : `line ${String(failure.line)}${failure.column === undefined ? '' : `, column ${String(failure.column)}`}`,
    },
    logLines: log.map(({ level, text }) => ({ level, message: text })),
    refusal: effect?.refusal,
    differences: (effect?.differences ?? []).map(({ path, before, after }) => ({
      path,
      before: textOf(before),
      after: textOf(after),
    })),
    decisions: (effect?.decisions ?? []).map(({ kind, value, outcome: decided, ruleId, source }) => ({
      kind,
      value,
      decided,
      ruleId,
      source,
    })),
    accepted: effect?.claims.accepted ?? [],
    refused: effect?.claims.refused ?? [],
    after: effect === undefined ? undefined : JSON.stringify(effect.after, undefined, 2),
    calls: calls.map((call) => ({
      ...call,
      what: [call.method, call.url].filter((part) => part !== undefined).join(' ') || call.operation,
    })),
    millis: Math.round(use.millis),
  };
}

const OUTCOMES = {
  returned: 'It ran',
  missing: 'The source has no such function, which is no error: nothing is called',
  failed: 'It failed',
} as const;

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
}
