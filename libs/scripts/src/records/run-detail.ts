import type { FinishedRun } from './finished-run.js';

/** Characters of log lines in a record; what is beyond is counted. */
const MOST_LOG = 8_000;

/** What the record of a run says: whose code it was, what it used, what it logged, how it failed. */
export function runDetail({ run, version, outcome, lines, millis }: FinishedRun): Readonly<Record<string, unknown>> {
  const { use } = outcome;
  return {
    script: run.script.name,
    function: run.functionName,
    ...(version && { sha256: version.hash }),
    ...(version?.version !== undefined && { version: version.version }),
    millis: Math.round(millis),
    computeMillis: Math.round(use.computeMillis),
    memoryBytes: use.memoryBytes,
    hostCalls: use.hostCalls,
    ...(outcome.kind === 'failed' && failureOf(outcome)),
    ...keptLines(lines),
  };
}

function failureOf({ reason, detail, position }: Extract<FinishedRun['outcome'], { kind: 'failed' }>) {
  return { failure: reason, message: detail, ...(position && { ...position }) };
}

/** Each line as `level: text`. */
function keptLines(lines: FinishedRun['lines']): { readonly log?: readonly string[]; readonly linesLeftOut?: number } {
  const log: string[] = [];
  let length = 0;
  for (const { level, text } of lines) {
    const line = `${level}: ${text}`;
    if (length + line.length > MOST_LOG) break;
    length += line.length;
    log.push(line);
  }
  const linesLeftOut = lines.length - log.length;
  return { ...(log.length > 0 && { log }), ...(linesLeftOut > 0 && { linesLeftOut }) };
}
