import { printed } from '../printed.js';
import type { Scope } from '../scope.js';
import type { ExpressionLimits } from './expression-limits.js';
import type { ExpressionReads } from './expressions.js';
import { type Node, plain } from './node.js';
import { grammar } from './grammar.js';
import { Parsing } from './parsing.js';
import { parseWhole } from './parse-literal-default.js';
import { SourceText, type Spot } from './source-text.js';

/** A source with `__…__` in it: literal pieces, and expressions whose results are put between them before the whole is parsed. */
export interface Preprocessed {
  readonly pieces: readonly (string | Inserted)[];
  readonly reads: readonly ExpressionReads[];
}

interface Inserted {
  readonly node: Node;
  readonly spot: Spot;
}

const mark = '__';

/** Undefined where the source has nothing to put in. @throws TemplateError of the expressions inside */
export function preprocess(source: SourceText, limits: ExpressionLimits): Preprocessed | undefined {
  const pieces: (string | Inserted)[] = [];
  const reads: ExpressionReads[] = [];
  let at = 0;
  for (;;) {
    const open = source.text.indexOf(mark, at);
    const close = open < 0 ? -1 : source.text.indexOf(mark, open + mark.length);
    if (close < 0) break;
    const parsing = new Parsing(source, limits, grammar);
    const { node } = parseWhole(parsing, { from: open + mark.length, end: close });
    reads.push(parsing.reads);
    pieces.push(unescapeMarks(source.text.slice(at, open)), { node, spot: parsing.spot(open) });
    at = close + mark.length;
  }
  return at === 0 ? undefined : { pieces: [...pieces, unescapeMarks(source.text.slice(at))], reads };
}

/** `\_\_` is a `__` that means itself. */
export function unescapeMarks(text: string): string {
  return text.replaceAll('\\_\\_', mark);
}

/** The source as it is to be parsed. @throws TemplateError `refused` for a result that is more than a name */
export function insertResults({ pieces }: Preprocessed, scope: Scope): string {
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : resultOf(piece, scope))).join('');
  scope.budget.build(text.length);
  return text.trim();
}

/** What is put into an expression is never more than a name or a number: nothing that means something to the parser. */
function resultOf({ node, spot }: Inserted, scope: Scope): string {
  const value = plain(node({ scope, use: 'restricted', item: undefined }));
  const text = value === null ? 'null' : printed(value, scope);
  scope.budget.build(text.length);
  if (!isName(text))
    throw spot.failure('refused', 'What __…__ gives may hold letters, digits and the signs _ . - [ ] only.');
  return text;
}

function isName(text: string): boolean {
  return /^[\p{L}\p{N}_.\-[\]]*$/u.test(text);
}
