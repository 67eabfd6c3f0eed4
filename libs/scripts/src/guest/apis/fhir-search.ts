import { fhirObject, type FhirResource } from '../bindings/fhir-object.js';
import { bindMethods } from '../bindings/bound-methods.js';
import { JavaList, javaList } from '../bindings/java-list.js';
import { urlEncoded } from './converter.js';
import type { FhirTransport } from './fhir-transport.js';
import { jsonOf } from './fhir-answer.js';
import { textOf, textOrNull } from './text-of.js';

type Json = Readonly<Record<string, unknown>>;

/** Pages that `asList()` reads. */
const MOST_PAGES = 10;

/** A search that has no type yet. */
export class FhirSearchStart {
  readonly #transport: FhirTransport;

  constructor(transport: FhirTransport) {
    this.#transport = transport;
  }

  /** Which type of resource is searched, such as `Patient`. */
  forResource(type: string): FhirSearch {
    return new FhirSearch(this.#transport, typeOf(type));
  }
}

/** A search. Each condition gives the search back, so that calls can be chained; `asList()` or `asBundle()` asks the server. */
export class FhirSearch {
  readonly #transport: FhirTransport;
  readonly #type: string;
  readonly #parameters: string[] = [];

  constructor(transport: FhirTransport, type: string) {
    this.#transport = transport;
    this.#type = type;
  }

  /** Any parameter with its value as FHIR writes it, prefixes, `|` and `,` included; also as `where('identifier=urn:mrn|1')`. Every condition throws where it is given no value: without one it would find anybody. */
  where(...given: [name: string, value: unknown] | [condition: string]): this {
    const [first, second] = given.length === 1 ? halves(textOf(given[0])) : given;
    const name = textOf(first);
    this.#parameters.push(`${urlEncoded(name)}=${urlEncoded(this.#value(name, second))}`);
    return this;
  }

  /** The same as `where`. */
  and(...given: [name: string, value: unknown] | [condition: string]): this {
    return this.where(...given);
  }

  /** A token: `whereToken('identifier', system, value)`, without a system `whereToken('gender', 'female')`, with both in one `whereToken('identifier', 'urn:mrn|1')`. */
  whereToken(name: string, ...given: [value: unknown] | [system: unknown, value: unknown]): this {
    const parts = given.length === 1 ? tokenParts(textOrNull(given[0])) : given;
    const [system, value] = parts.map(textOrNull);
    const code = escaped(this.#value(name, value));
    return this.where(name, system === null || system === undefined ? code : `${escaped(system)}|${code}`);
  }

  /** A text that begins so. */
  whereString(name: string, value: unknown): this {
    return this.where(name, escaped(this.#value(name, value)));
  }

  /** A text that is exactly this. */
  whereStringExact(name: string, value: unknown): this {
    return this.where(`${textOf(name)}:exact`, escaped(this.#value(name, value)));
  }

  /** A reference, such as `Patient/123`; also as `whereReference('subject', 'Patient', '123')`. */
  whereReference(name: string, ...given: [reference: unknown] | [type: unknown, id: unknown]): this {
    const reference = given.map((part) => this.#value(name, part)).join('/');
    return this.where(name, escaped(this.#value(name, reference.endsWith('/') ? '' : reference)));
  }

  /** A date, with or without a prefix such as `ge`; also as `whereDate('date', 'ge', '2026-01-01')`. */
  whereDate(name: string, ...given: [date: unknown] | [prefix: unknown, date: unknown]): this {
    const parts = given.map((each) => (each instanceof Date ? each.toISOString() : this.#value(name, each)));
    return this.where(name, parts.join(''));
  }

  /** A number, with or without a prefix. */
  whereNumber(name: string, value: unknown): this {
    return this.where(name, value);
  }

  /** An amount as FHIR writes it: `5.4|http://unitsofmeasure.org|mg`. */
  whereQuantity(name: string, value: unknown): this {
    return this.where(name, value);
  }

  /** An address. */
  whereUri(name: string, value: unknown): this {
    return this.where(name, escaped(this.#value(name, value)));
  }

  /** The resource of this id. */
  whereId(id: unknown): this {
    return this.where('_id', escaped(this.#value('_id', textOrNull(id)?.replace(/^.*\//, ''))));
  }

  /** By what the results are in order; with a minus sign in front, downwards. */
  sort(name: string): this {
    return this.where('_sort', name);
  }

  /** In order by a parameter, upwards. */
  sortAscending(name: string): this {
    return this.sort(name);
  }

  /** In order by a parameter, downwards. */
  sortDescending(name: string): this {
    return this.sort(`-${textOf(name)}`);
  }

  /** How many resources a page has. */
  count(number: number): this {
    return this.where('_count', number);
  }

  /** Resources that the found ones refer to come along: `Patient:organization`. */
  include(reference: string): this {
    return this.where('_include', reference);
  }

  /** Resources that refer to the found ones come along: `Observation:subject`. */
  revInclude(reference: string): this {
    return this.where('_revinclude', reference);
  }

  /** What was found, of at most ten pages, as a list that is empty where nothing was. Throws where the server cannot be asked. */
  asList(): JavaList<FhirResource> {
    const found: FhirResource[] = [];
    let address: string | undefined = this.#address();
    for (let page = 0; page < MOST_PAGES && address !== undefined; page++) {
      const bundle = this.#fetch(address);
      for (const resource of resourcesIn(bundle)) found.push(fhirObject(resource));
      address = nextOf(bundle);
    }
    return javaList(found);
  }

  /** The first that was found; null where nothing was. */
  first(): FhirResource | null {
    const [resource] = resourcesIn(this.#fetch(this.#address()));
    return resource === undefined ? null : fhirObject(resource);
  }

  /** The first page as the Bundle that came. Throws where the server cannot be asked. */
  asBundle(): FhirResource {
    return fhirObject(this.#fetch(this.#address()));
  }

  /** The same as `asBundle`. */
  execute(): FhirResource {
    return this.asBundle();
  }

  /** As text. Servers leave out a condition that is empty, and find everybody. */
  #value(name: string, value: unknown): string {
    const text = textOrNull(value);
    if (text !== null && text.trim() !== '') return text;
    throw new Error(`The search of ${this.#type} was given no value for ${textOf(name).slice(0, 50)}.`);
  }

  #address(): string {
    return this.#parameters.length === 0 ? this.#type : `${this.#type}?${this.#parameters.join('&')}`;
  }

  #fetch(address: string): Json {
    const bundle = jsonOf(this.#transport({ method: 'GET', address, type: this.#type }), `the search of ${this.#type}`);
    if (bundle['resourceType'] !== 'Bundle') throw new Error(`The answer to the search of ${this.#type} is no Bundle.`);
    return bundle;
  }
}

bindMethods(FhirSearchStart, FhirSearch);

/** Name of a type of resource. Throws for what cannot be one. */
export function typeOf(given: unknown): string {
  const type = textOf(given);
  if (!/^[A-Z][A-Za-z]{1,63}$/.test(type)) throw new Error(`This is no type of resource: ${type.slice(0, 50)}`);
  return type;
}

/** Of `name=value`. */
function halves(condition: string): [name: string, value: string] {
  const at = condition.indexOf('=');
  return at < 0 ? [condition, ''] : [condition.slice(0, at), condition.slice(at + 1)];
}

/** One bar is that between system and code. */
function tokenParts(token: string | null): readonly (string | null)[] {
  const parts = token?.split('|') ?? [];
  return parts.length === 2 ? parts : [null, token];
}

/** A value in which FHIR's separators mean nothing (FHIR R4 §3.1.1.5.7). */
function escaped(value: string): string {
  return value.replace(/[\\,$|]/g, String.raw`\$&`);
}

function resourcesIn({ entry }: Json): readonly Json[] {
  const entries = Array.isArray(entry) ? (entry as readonly Json[]) : [];
  return entries
    .map(({ resource }) => resource as Json | undefined)
    .filter((resource) => resource !== undefined && resource['resourceType'] !== 'OperationOutcome')
    .map((resource) => resource ?? {});
}

function nextOf({ link }: Json): string | undefined {
  const links = Array.isArray(link) ? (link as readonly Json[]) : [];
  const url = links.find(({ relation }) => relation === 'next')?.['url'];
  return typeof url === 'string' && url !== '' ? url : undefined;
}
