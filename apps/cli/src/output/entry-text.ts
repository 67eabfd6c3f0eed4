import { kindWords, type EntryLine, type FieldDifference } from '#configuration-exchange/configuration-exchange.port';
import { legible } from '#protocol/legible-text';
import type { FieldProblem } from '#protocol/json/json-fields';
import { legibleValue } from './legible-value.js';

/** One entry of a report for people: a sign, what it is, what is different or wrong; further lines are indented. */
export function entryText(line: EntryLine): string {
  const { kind, name, line: place, outcome } = line;
  const where = isProblem(line) && place !== undefined ? ` (line ${place})` : '';
  const head = `${signs[outcome.kind]} ${kindWords[kind]} ${legible(name)}${where}${tail(line)}`;
  return [head, ...notes(line)].join('\n');
}

const signs: Readonly<Record<EntryLine['outcome']['kind'], string>> = {
  created: '+',
  changed: '~',
  unchanged: '=',
  skipped: '.',
  removed: '-',
  absent: '?',
  refused: '!',
  forbidden: '!',
  stale: '!',
};

function isProblem({ outcome }: EntryLine): boolean {
  return outcome.kind === 'refused' || outcome.kind === 'forbidden';
}

function tail({ outcome, differences }: EntryLine): string {
  switch (outcome.kind) {
    case 'changed':
      return `: ${(differences ?? outcome.fields.map((field) => ({ field }))).map(differenceText).join('; ')}`;
    case 'skipped':
      return `: ${outcome.reason}`;
    case 'absent':
      return ' is not in the document';
    case 'stale':
      return ': somebody changed it meanwhile; look at the plan again';
    case 'refused':
    case 'forbidden':
      return ' is refused';
    default:
      return '';
  }
}

/** `accessTokenValiditySeconds 300 → 600`; of lists what came and went; the name alone where a secret is involved. */
export function differenceText({ field, before, after }: FieldDifference): string {
  const name = legible(field);
  if (before === undefined && after === undefined) return name;
  if (Array.isArray(before ?? []) && Array.isArray(after ?? [])) return `${name} ${listDifference(before, after)}`;
  return `${name} ${before === undefined ? 'not set' : legibleValue(before)} → ${after === undefined ? 'not set' : legibleValue(after)}`;
}

function listDifference(before: unknown, after: unknown): string {
  const [old, fresh] = [before, after].map((list) => ((list ?? []) as readonly unknown[]).map(legibleValue));
  const gone = (old ?? []).filter((each) => !fresh?.includes(each)).map((each) => `−${each}`);
  const come = (fresh ?? []).filter((each) => !old?.includes(each)).map((each) => `+${each}`);
  return [...gone, ...come].join(' ') || 'in another order';
}

function notes({ outcome }: EntryLine): readonly string[] {
  if (!('unknownFields' in outcome))
    return (outcome.warnings ?? []).map((warning) => `    warning: ${problemText(warning)}`);
  const problems = outcome.kind === 'refused' || outcome.kind === 'forbidden' ? outcome.problems : [];
  const made = outcome.kind === 'created' ? (outcome.generated ?? []) : [];
  return [
    ...problems.map((problem) => `    ${problemText(problem)}`),
    ...outcome.warnings.map((warning) => `    warning: ${problemText(warning)}`),
    ...(outcome.unknownFields.length > 0 ? [`    unknown, ignored: ${legible(outcome.unknownFields.join(', '))}`] : []),
    ...made.map(({ field, text }) => `    made just now and shown only this once: ${field} ${text}`),
  ];
}

/** A problem with a field as one line. */
export function problemText({ field, problem, remedy }: FieldProblem): string {
  const sentences = [`${field} ${problem}`.trim(), remedy].filter((each) => each !== '');
  return legible(sentences.map((each) => each.replace(/[.\s]*$/, '.')).join(' '));
}
