import type { FieldProblem } from '#protocol/json/json-fields';

/** Most warnings of an answer, and most names in one. */
const MOST = 10;
/** In characters. */
const LONGEST_NAME = 60;
const LONGEST_TEXT = 300;

/** What an answer warns of. */
export interface Warned {
  /** Names as they were sent: whoever sent them may have chosen them to do harm. */
  readonly unknownFields?: readonly string[];
  readonly warnings?: readonly (FieldProblem | string)[];
}

/** Values of `Warning` with code 299 (RFC 7234 §5.5; ruling 46): fields that nobody reads, then what does not do what it seems to do. */
export function warningHeaders({ unknownFields = [], warnings = [] }: Warned): readonly string[] {
  const unknown =
    unknownFields.length === 0 ? [] : [`ignored fields that mean nothing here: ${namesOf(unknownFields)}`];
  const others = warnings.map((warning) => (typeof warning === 'string' ? warning : sentence(warning)));
  const more = others.length > MOST ? [`and ${String(others.length - MOST)} more warnings`] : [];
  return [...unknown, ...others.slice(0, MOST), ...more].map((text) => `299 gatehouse "${printable(text)}"`);
}

function sentence({ field, problem, remedy }: FieldProblem): string {
  return `${field} ${problem}; ${remedy}`;
}

/** Only names that are plain are repeated. */
function namesOf(names: readonly string[]): string {
  const plain = names.filter((name) => name.length <= LONGEST_NAME && /^[\w.[\]-]+$/.test(name)).slice(0, MOST);
  const others = names.length - plain.length;
  return [...plain, ...(others > 0 ? [`${String(others)} ${plain.length > 0 ? 'others' : 'in all'}`] : [])].join(', ');
}

/** As a quoted string of a header can have it. */
function printable(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .replaceAll(/["\\]/g, "'")
    .slice(0, LONGEST_TEXT);
}
