import type { FinishedRun } from './finished-run.js';

const MASK = '[redacted]';
/** Shorter ones would take words of others along. */
const SHORTEST = 4;

/** A run of which nobody reads what it was given in secret: lines and failure without these texts, as they are and as addresses and JSON write them. */
export function maskedRun<T>(finished: FinishedRun<T>): FinishedRun<T> {
  const { run, lines, outcome } = finished;
  const spellings = spellingsOf(run.secrets ?? []);
  if (spellings.length === 0) return finished;
  const masked = (text: string): string => withoutTexts(text, spellings);
  return {
    ...finished,
    lines: lines.map(({ level, text }) => ({ level, text: masked(text) })),
    outcome: outcome.kind === 'failed' ? { ...outcome, detail: masked(outcome.detail) } : outcome,
  };
}

/** A text of a script's without secrets that it was given. */
export function withoutSecretsOf(text: string, secrets: readonly string[]): string {
  return withoutTexts(text, spellingsOf(secrets));
}

function withoutTexts(text: string, spellings: readonly string[]): string {
  return spellings.reduce((left, each) => left.replaceAll(each, MASK), text);
}

/** The longest first: one may be a part of another. */
function spellingsOf(secrets: readonly string[]): readonly string[] {
  const all = secrets
    .filter(({ length }) => length >= SHORTEST)
    .flatMap((each) => {
      const utf8 = Buffer.from(each);
      const encoded = encodeURIComponent(utf8.toString());
      const base64 = [utf8.toString('base64'), utf8.toString('base64url')];
      return [each, JSON.stringify(each).slice(1, -1), encoded, encoded.replaceAll('%20', '+'), ...base64];
    });
  return [...new Set(all)].toSorted((one, other) => other.length - one.length);
}
