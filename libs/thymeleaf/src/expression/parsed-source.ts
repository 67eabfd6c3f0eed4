import type { Scope } from '../scope.js';
import type { Position } from '../template-error.js';
import { defaultExpressionLimits, type ExpressionLimits } from './expression-limits.js';
import type { ExpressionReads, Specification } from './expressions.js';
import { mergeReads } from './merge-reads.js';
import { grammar } from './grammar.js';
import { Parsing } from './parsing.js';
import { insertResults, preprocess, type Preprocessed, unescapeMarks } from './preprocess.js';
import { SourceText } from './source-text.js';

/** Makes the parts of a source; called once, or for each different text that preprocessing gives. */
export type ParseParts<T> = (parsing: Parsing) => T;

/** How many texts of one preprocessed source are remembered with their parts. */
const remembered = 32;

/** A source that is parsed when it is made, or, where it has `__…__`, each time that gives something else. */
export function parsedSource<T>(
  given: SourceText,
  parse: ParseParts<T>,
  limits: ExpressionLimits = defaultExpressionLimits,
): Specification<T> {
  const preprocessed = isWithin(given, limits) ? preprocess(given, limits) : undefined;
  return preprocessed
    ? new PreprocessedSource(given, preprocessed, { parse, limits })
    : fixedSource(given, parse, limits);
}

function isWithin({ text }: SourceText, limits: ExpressionLimits): boolean {
  return text.length <= limits.characters;
}

function fixedSource<T>(given: SourceText, parse: ParseParts<T>, limits: ExpressionLimits): Specification<T> {
  const source = new SourceText(unescapeMarks(given.text), given.position);
  const parsing = new Parsing(source, limits, grammar);
  const parts = parse(parsing);
  const reads = mergeReads([parsing.reads]);
  return { source: given.text, position: given.position, reads, parts: () => parts };
}

class PreprocessedSource<T> implements Specification<T> {
  readonly source: string;
  readonly position: Position;
  readonly reads: ExpressionReads;
  private readonly known = new Map<string, T>();

  constructor(
    given: SourceText,
    private readonly preprocessed: Preprocessed,
    private readonly how: { readonly parse: ParseParts<T>; readonly limits: ExpressionLimits },
  ) {
    this.source = given.text;
    this.position = given.position;
    this.reads = mergeReads(preprocessed.reads);
  }

  parts(scope: Scope): T {
    const text = insertResults(this.preprocessed, scope);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    scope.budget.spend(text.length);
    const source = new SourceText(text, this.position, this.source);
    const parts = this.how.parse(new Parsing(source, this.how.limits, grammar));
    if (this.known.size >= remembered) this.known.clear();
    this.known.set(text, parts);
    return parts;
  }
}
