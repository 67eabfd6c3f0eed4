import { type FormReading, mergeReadings, MOST_PARAMETERS, readForm } from './form-reading.js';
import { OAuthError } from './oauth-error.js';

/**
 * The parameters of one request as RFC 6749 §3.1 and §3.2 read them: a parameter without a value counts as left out, an unknown one is
 * ignored, a repeated one is an error, unless it is `resource` or `audience` (RFC 8707 §2, RFC 8693 §2.1). Reading never fails; asking for a
 * parameter that cannot be trusted does.
 */
export class FormParameters {
  readonly #reading: FormReading;

  private constructor(reading: FormReading) {
    this.#reading = reading;
  }

  /**
   * Reads a query string (without `?`) or a form body. Never throws: {@link get} and {@link assertWellFormed} report what was wrong.
   * @param most more parameters than this are an error
   */
  static parse(encoded: string, most = MOST_PARAMETERS): FormParameters {
    return new FormParameters(readForm(encoded, most));
  }

  /** Query and body of one request as one list: a name that is in both is repeated (V-07). */
  static merge(query: FormParameters, body: FormParameters): FormParameters {
    return new FormParameters(mergeReadings(query.#reading, body.#reading));
  }

  /** The names that were sent more than once although they may not, empty values counted. */
  get repeated(): ReadonlySet<string> {
    return this.#reading.repeated;
  }

  /**
   * The value of a parameter; `undefined` where it was left out or sent empty.
   * @throws OAuthError invalid_request — it was sent twice, or its value is not valid form encoding, longer than 64 KiB or has a NUL
   */
  get(name: string): string | undefined {
    const values = this.#sent(name);
    if (values.length > 1) throw new OAuthError('invalid_request', sentTwice(name), { parameter: name });
    return values[0];
  }

  /**
   * The values of a parameter that may be sent more than once, each once; none where it was left out or sent empty.
   * @throws OAuthError invalid_request — as {@link get}, but for the repetition of such a parameter
   */
  all(name: string): readonly string[] {
    return [...new Set(this.#sent(name))];
  }

  /** Whether the parameter was sent with a value, be it one that {@link get} refuses. */
  has(name: string): boolean {
    return this.#reading.values.has(name) || this.#problemOf(name) !== undefined;
  }

  /** The names of all parameters that have a value, in the order in which they were sent. */
  names(): readonly string[] {
    return [...this.#reading.values.keys()];
  }

  /**
   * The check that comes first at every endpoint.
   * @throws OAuthError invalid_request — names the first parameter that was repeated or is malformed, unknown ones too (STD RFC6749-6)
   */
  assertWellFormed(): void {
    if (this.#reading.problem !== undefined) throw new OAuthError('invalid_request', this.#reading.problem);
    const [first] = [...this.repeated, ...this.#reading.malformed];
    if (first !== undefined) this.get(first);
  }

  /** The parameters whose names start with `prefix`, by the rest of their names: `scope.openid=true` under `scope.` is `openid` → `true`. */
  entriesStartingWith(prefix: string): ReadonlyMap<string, string> {
    const names = this.names().filter((name) => name.startsWith(prefix));
    return new Map(names.map((name) => [name.slice(prefix.length), this.get(name) ?? '']));
  }

  #sent(name: string): readonly string[] {
    const problem = this.#reading.problem ?? this.#problemOf(name);
    if (problem !== undefined) throw new OAuthError('invalid_request', problem, { parameter: name });
    return this.#reading.values.get(name) ?? [];
  }

  #problemOf(name: string): string | undefined {
    if (this.#reading.repeated.has(name)) return sentTwice(name);
    if (this.#reading.malformed.has(name)) return `The parameter ${name} is not one value in valid form encoding`;
    return undefined;
  }
}

function sentTwice(name: string): string {
  return `The parameter ${name} was sent more than once; send it once`;
}
