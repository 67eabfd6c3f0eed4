import { KnownSecrets } from '#protocol/known-secrets';
import { withoutLikelySecrets } from '#protocol/secret-shapes';
import { foundInText } from '../recordings/redaction/found-in-text.js';
import type { ScriptOutcome } from '../sandbox/script-job.js';
import type { FinishedRun } from '../records/finished-run.js';

const SECRET_NAME = /secret|passw|passphrase|pwd|token|key|credential|(?:^|_)(?:pin|pw|pass)(?:_|$)/i;
/** Words that say where tokens come from, or how. */
const ABOUT_SECRETS = /_(?:url|uri|address|endpoint|host|port|type|id|path|file|ttl|seconds|lifetime)$/i;

/** Of the variables that scripts see those values that are secrets: by the name of the variable, or since they look like one. */
export function secretsAmong(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (SECRET_NAME.test(name) && !ABOUT_SECRETS.test(name)) return [value.trim()];
    const secrets = foundInText(value).filter(({ kind }) => kind === 'secret');
    return secrets.flatMap((found) => [found.value, found.value.slice(found.value.indexOf(':') + 1)]);
  });
}

/** A text of a script as it may be told: nothing that a script says goes anywhere by another way. */
export function tellable(text: string, secrets: KnownSecrets): string {
  return withoutLikelySecrets(secrets.without(text));
}

/** A run with what it logged and threw as they may be told. */
export function tellableRun<T>(finished: FinishedRun<T>): FinishedRun<T> {
  const { lines, outcome, secrets } = finished;
  return {
    ...finished,
    lines: lines.map(({ level, text }) => ({ level, text: tellable(text, secrets) })),
    outcome: tellableOutcome(outcome, secrets),
  };
}

function tellableOutcome(outcome: ScriptOutcome, secrets: KnownSecrets): ScriptOutcome {
  return outcome.kind === 'failed' ? { ...outcome, detail: tellable(outcome.detail, secrets) } : outcome;
}
