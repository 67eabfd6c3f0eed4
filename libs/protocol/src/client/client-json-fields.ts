import { JsonFields } from '../json/json-fields.js';
import { readInstant } from '../json/read-instant.js';

/** Most entries of one list of texts, and the longest entry, in characters. */
const MOST_ENTRIES = 500;
const LONGEST_ENTRY = 2048;

/** One JSON object of a client, read by the kinds of field that only clients have. */
export class ClientJsonFields {
  readonly fields: JsonFields;
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    this.fields = new JsonFields(value);
    this.#values = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  }

  /** `undefined` when not set: some switches have three states. */
  optionalFlag(name: string): boolean | undefined {
    return this.#value(name) === undefined ? undefined : this.fields.flag(name);
  }

  /** One of a few words, or `undefined` when not set or refused. */
  choice(name: string, values: readonly string[]): string | undefined {
    const value = this.fields.text(name, { maxLength: 200 });
    if (value === undefined || values.includes(value)) return value;
    this.fields.refuse(name, `cannot be ${JSON.stringify(value)}`, `Use ${values.join(', ')}`);
    return undefined;
  }

  /** Any of a few words, each once; empty when not set. */
  choices(name: string, values: readonly string[]): readonly string[] {
    const chosen = this.texts(name);
    const unknown = chosen.find((value) => !values.includes(value));
    if (unknown !== undefined)
      this.fields.refuse(name, `cannot have ${JSON.stringify(unknown)}`, `Use ${values.join(', ')}`);
    return chosen.filter((value) => values.includes(value));
  }

  wholeNumber(name: string): number | undefined {
    return this.fields.wholeNumber(name);
  }

  instant(name: string): Date | undefined {
    return readInstant(this.fields, name);
  }

  /** Each text once, in the order given; empty when not set. */
  texts(name: string): readonly string[] {
    const value = this.#value(name) ?? [];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      this.fields.refuse(name, 'is not a list of texts', 'Write it as ["first", "second"]');
      return [];
    }
    if (value.length > MOST_ENTRIES || value.some((item) => item.length > LONGEST_ENTRY)) {
      this.fields.refuse(name, 'has too many or too long entries', 'Shorten it');
      return [];
    }
    return [...new Set(value.filter((item) => item !== ''))];
  }

  /** Texts by name, such as descriptions by scope; empty when not set. */
  textsByName(name: string): Readonly<Record<string, string>> {
    const value = this.#value(name) ?? {};
    const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined;
    if (entries?.every(isTextEntry) !== true || entries.length > MOST_ENTRIES) {
      this.fields.refuse(name, 'is not an object of texts', 'Write it as {"name": "text"}');
      return {};
    }
    return Object.fromEntries(entries);
  }

  /** As {@link JsonFields} reads it: `""` and null mean that the field is not set. */
  #value(name: string): unknown {
    this.fields.ignore([name]);
    const value = this.#values.get(name);
    return value === '' || value === null ? undefined : value;
  }
}

function isTextEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string' && entry[1].length <= LONGEST_ENTRY;
}
