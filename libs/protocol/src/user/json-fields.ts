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
  readonly #path: string;

  /** @param path put in front of field names in problems, such as `authorities[2].` */
  constructor(value: unknown, path = '') {
    this.#path = path;
    this.#object = isObject(value) ? value : {};
    if (!isObject(value)) {
      this.#problems.push({
        field: path.replace(/\.$/, ''),
        problem: 'is not a JSON object',
        remedy: 'Write it as { "name": value, … }',
      });
    }
  }

  text(name: string, rule: TextRule): string | undefined {
    const value = this.#take(name);
    if (value === undefined) {
      if (rule.required === true) this.refuse(name, 'is missing', `Give "${name}" a value`);
      return undefined;
    }
    if (typeof value !== 'string') return this.refuse(name, 'is not a text', 'Put the value in double quotes');
    if (value.length > rule.maxLength) {
      return this.refuse(name, `is longer than ${String(rule.maxLength)} characters`, 'Shorten it');
    }
    const forbidden = rule.multiline === true ? /[^\P{Cc}\t\r\n]/u : /\p{Cc}/u;
    return forbidden.test(value) ? this.refuse(name, 'holds a control character', 'Remove it') : value;
  }

  /** False when not set. */
  flag(name: string): boolean {
    const value = this.#take(name);
    if (value !== undefined && typeof value !== 'boolean')
      this.refuse(name, 'is neither true nor false', 'Write true or false without quotes');
    return value === true;
  }

  /** Each item of a list read by `read`; an item that is no object gives a problem. Empty when not set. */
  list<T>(name: string, maxLength: number, read: (item: JsonFields) => T | undefined): readonly T[] {
    const value = this.#take(name) ?? [];
    if (!Array.isArray(value)) return this.refuse(name, 'is not a list', 'Put the items in [ ]') ?? [];
    if (value.length > maxLength)
      return this.refuse(name, `has more than ${String(maxLength)} items`, 'Shorten it') ?? [];
    return value.flatMap((item: unknown, index) => {
      const fields = new JsonFields(item, `${this.#path}${name}[${String(index)}].`);
      const result = read(fields);
      this.#problems.push(...fields.problems());
      return result === undefined ? [] : [result];
    });
  }

  /** Fields that are known but mean nothing on the way in, such as `pid`. */
  ignore(names: readonly string[]): void {
    for (const name of names) this.#asked.add(name);
  }

  refuse(name: string, problem: string, remedy: string): undefined {
    this.#problems.push({ field: this.#path + name, problem, remedy });
  }

  problems(): readonly FieldProblem[] {
    return [...this.#problems];
  }

  unknownFields(): readonly string[] {
    return Object.keys(this.#object).filter((name) => !this.#asked.has(name));
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    const value = Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
    return value === '' || value === null ? undefined : value;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
