/** One thing wrong with one field of imported JSON: what it is, and what would be right. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** What a text field may be. */
export interface TextRule {
  readonly maxLength: number;
  readonly required?: boolean;
  /** Also allows line breaks and tabs. */
  readonly multiline?: boolean;
}

/**
 * Reads the fields of one JSON object by name, notes what is wrong instead of throwing, and knows at the end which fields nobody asked for.
 * `""` and null mean that a field is not set, as in the product's files (reference 13).
 */
export class JsonFields {
  readonly #object: Readonly<Record<string, unknown>>;
  readonly #asked = new Set<string>();
  readonly #problems: FieldProblem[] = [];
  readonly #warnings: FieldProblem[] = [];
  readonly #path: string;
  readonly #isObject: boolean;

  /** @param path put in front of field names in problems, such as `authorities[2].` */
  constructor(value: unknown, path = '') {
    this.#path = path;
    this.#isObject = isObject(value);
    this.#object = isObject(value) ? value : {};
    if (!this.#isObject) this.refuse('', 'is not a JSON object', 'Write it as { "name": value, … }');
  }

  text(name: string, rule: TextRule): string | undefined {
    const value = this.#take(name);
    const fault = textFault(value, rule);
    if (fault !== undefined) this.refuse(name, ...fault);
    return fault === undefined && typeof value === 'string' ? value : undefined;
  }

  /** Whether the field is there and says "", for those few that tell it from one that is not there. */
  isBlank(name: string): boolean {
    return Object.hasOwn(this.#object, name) && this.#object[name] === '';
  }

  /** Whether it is an object in which nothing is set. */
  isEmpty(): boolean {
    return this.#isObject && Object.values(this.#object).every((value) => value === '' || value === null);
  }

  /** False when not set. */
  flag(name: string): boolean {
    const value = this.#take(name);
    if (value !== undefined && typeof value !== 'boolean')
      this.refuse(name, 'is neither true nor false', 'Write true or false without quotes');
    return value === true;
  }

  wholeNumber(name: string): number | undefined {
    const value = this.#take(name);
    if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value))) return value;
    this.refuse(name, 'is not a whole number', 'Write digits without quotes');
    return undefined;
  }

  /** Each item of a list read by `read`; an item that is no object gives a problem. Empty when not set. */
  list<T>(name: string, maxLength: number, read: (item: JsonFields) => T | undefined): readonly T[] {
    const value = this.#take(name) ?? [];
    if (!Array.isArray(value) || value.length > maxLength) {
      this.refuse(name, `is not a list of at most ${String(maxLength)} items`, 'Put the items in [ ]');
      return [];
    }
    return value.flatMap((item: unknown, index) => {
      const fields = new JsonFields(item, `${this.#path}${name}[${String(index)}].`);
      const result = read(fields);
      this.#problems.push(...fields.problems());
      this.#warnings.push(...fields.warnings());
      return result === undefined ? [] : [result];
    });
  }

  /** Fields that are known but mean nothing on the way in, such as `pid`. */
  ignore(names: readonly string[]): void {
    for (const name of names) this.#asked.add(name);
  }

  /** @param name of a field; '' for the object itself */
  refuse(name: string, problem: string, remedy: string): void {
    this.#problems.push({ field: this.#place(name), problem, remedy });
  }

  /** What may be meant so, and is more often a mistake. @param name as {@link refuse} */
  warn(name: string, problem: string, remedy: string): void {
    this.#warnings.push({ field: this.#place(name), problem, remedy });
  }

  problems(): readonly FieldProblem[] {
    return [...this.#problems];
  }

  warnings(): readonly FieldProblem[] {
    return [...this.#warnings];
  }

  unknownFields(): readonly string[] {
    return Object.keys(this.#object).filter((name) => !this.#asked.has(name));
  }

  #place(name: string): string {
    return (this.#path + name).replace(/\.$/, '');
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    const value = Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
    return value === '' || value === null ? undefined : value;
  }
}

/** What is wrong with a text, and the remedy. */
function textFault(value: unknown, rule: TextRule): [problem: string, remedy: string] | undefined {
  if (value === undefined) return rule.required === true ? ['is missing', 'Give it a value'] : undefined;
  if (typeof value !== 'string') return ['is not a text', 'Put the value in double quotes'];
  if (value.length > rule.maxLength) return [`is longer than ${String(rule.maxLength)} characters`, 'Shorten it'];
  if (!value.isWellFormed()) return ['holds half a character (a lone surrogate)', 'Remove it'];
  const forbidden = rule.multiline === true ? /[^\P{Cc}\t\r\n]/u : /\p{Cc}/u;
  return forbidden.test(value) ? ['holds a control character', 'Remove it'] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
