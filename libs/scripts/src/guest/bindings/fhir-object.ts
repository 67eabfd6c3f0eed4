import { textOrNull } from '../apis/text-of.js';
import { mayRepeat } from './fhir-repeats.js';
import { JavaList } from './java-list.js';

type Json = Record<string, unknown>;

/**
 * A resource or a part of one. What is not named here are the elements of FHIR; of a repeating one, a property is that of its first entry. One that is
 * missing and may repeat is an empty list, so that `telecom.value` is nothing and no error.
 */
export interface FhirElement {
  /** Elements, and for each `getX()`, `hasX()`, `setX(value)` and `getXFirstRep()`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a resource has only FHIR knows, and an author may write it down
  readonly [element: string]: any;
  /** JSON of it, as text. */
  toJson(): string;
  /** It as plain JSON, for `JSON.stringify`. */
  toJSON(): object;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** `value`, as text. */
  getValueAsString(): string | null;
  /** Of a name: its parts with blanks between. */
  getNameAsSingleString(): string;
  /** Of a name: the given names with blanks between. */
  getGivenAsSingleString(): string;
  /** Of a reference: what it leads to, in its parts. */
  getReferenceElement(): FhirId;
}

/** A FHIR resource: `patient.name.family`, `patient.identifier.value`, `patient.getBirthDate()`. */
export interface FhirResource extends FhirElement {
  /** Such as `Patient`. */
  resourceType: string;
  /** With the type in front: `Patient/123`. */
  id: string | null;
  /** The same as `id`. */
  getId(): string | null;
  /** `id` in its parts. */
  getIdElement(): FhirId;
  /** The same as `resourceType`. */
  fhirType(): string | null;
}

/** An id in its parts; as text it is `Patient/123`. */
export interface FhirId {
  /** The whole: `Patient/123`. */
  readonly value: string | null;
  /** Without the type: `123`. */
  readonly idPart: string | null;
  /** The type: `Patient`. */
  readonly resourceType: string | null;
  /** The same as `value`. */
  getValue(): string | null;
  /** The same as `idPart`. */
  getIdPart(): string | null;
  /** The same as `resourceType`. */
  getResourceType(): string | null;
  /** The whole, as text. */
  toString(): string;
}

const { stringify } = JSON;
const wrappers = new WeakMap<object, object>();

/**
 * A FHIR resource as scripts read it: a property of a repeating element is that of its first entry (`identifier.value`, reference 3.8), `id` has the
 * type in front, `getName()` reads `name`, and `toJson()` gives the text. Lists are arrays that also work as Java's.
 */
export function fhirObject(resource: Readonly<Json>): FhirResource {
  return wrapped(resource) as FhirResource;
}

function wrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const there = wrappers.get(value);
  if (there !== undefined) return there;
  const wrapper: object = Array.isArray(value) ? wrappedList(value) : new Proxy(value as Json, elementTraps);
  wrappers.set(value, wrapper);
  // What is wrapped already stays as it is when it comes back by another way.
  wrappers.set(wrapper, wrapper);
  return wrapper;
}

function wrappedList(items: unknown[]): object {
  Object.setPrototypeOf(items, JavaList.prototype);
  return new Proxy(items, listTraps);
}

const elementTraps: ProxyHandler<Json> = {
  get(element, name): unknown {
    if (typeof name === 'symbol') return Reflect.get(element, name);
    if (name === 'id' && typeof element['resourceType'] === 'string') return typedId(element);
    if (Object.hasOwn(element, name)) return wrapped(element[name]);
    if (name in methods) return (): unknown => methods[name]?.(element);
    if (name in Object.prototype) return Reflect.get(element, name);
    if (mayRepeat(element, name)) return wrappedList([]);
    return accessorOf(element, name);
  },
};

const listTraps: ProxyHandler<unknown[]> = {
  get(items, name, receiver): unknown {
    if (typeof name === 'symbol' || name in items) {
      const value: unknown = Reflect.get(items, name, receiver);
      return typeof name === 'string' && /^\d+$/.test(name) ? wrapped(value) : value;
    }
    const first = wrapped(items[0]);
    return typeof first === 'object' && first !== null ? (first as Json)[name] : undefined;
  },
  set(items, name, value: unknown, receiver): boolean {
    const first: unknown = items[0];
    const isOfList = typeof name === 'symbol' || name in items || /^\d+$/.test(name);
    if (isOfList || typeof first !== 'object' || first === null) return Reflect.set(items, name, value, receiver);
    return Reflect.set(first, name, value);
  },
};

/** Members that every element has, unless it has an element of that name. */
const methods: Readonly<Record<string, ((element: Json) => unknown) | undefined>> = Object.assign(
  Object.create(null) as object,
  {
    toJson: (element: Json) => stringify(element),
    toJSON: (element: Json) => element,
    isEmpty: (element: Json) => Object.keys(element).length === 0,
    getId: typedId,
    getIdElement: idElement,
    fhirType: (element: Json) => element['resourceType'] ?? null,
    getValueAsString: ({ value }: Json) => textOrNull(value),
    getNameAsSingleString: ({ prefix, given, family, suffix }: Json) => joined([prefix, given, family, suffix]),
    getGivenAsSingleString: ({ given }: Json) => joined([given]),
    getReferenceElement: ({ reference }: Json) => idElement(reference === undefined ? {} : { id: reference }),
  },
);

/** Parts of a name, with blanks between. */
function joined(parts: readonly unknown[]): string {
  return parts
    .flat()
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join(' ');
}

/** `getName`, `hasName`, `setName`, `getNameFirstRep`; undefined for every other name. */
function accessorOf(element: Json, name: string): unknown {
  const [, kind, capital = '', isFirst] = /^(get|has|set)([A-Z]\w*?)(FirstRep)?$/.exec(name) ?? [];
  const property = capital.charAt(0).toLowerCase() + capital.slice(1);
  if (kind === 'get' && isFirst !== undefined) return (): unknown => firstOf(wrapped(element[property]));
  if (kind === 'get')
    return (): unknown => wrapped(element[property]) ?? (mayRepeat(element, property) ? wrappedList([]) : null);
  if (kind === 'has') return (): boolean => isThere(element[property]);
  if (kind !== 'set') return undefined;
  return (value: unknown): void => {
    element[property] = value;
  };
}

function firstOf(value: unknown): unknown {
  return (Array.isArray(value) ? (value as unknown[])[0] : value) ?? null;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0);
}

/** `Patient/123`; null where there is none. */
function typedId({ resourceType, id }: Json): string | null {
  if (typeof id !== 'string') return null;
  return typeof resourceType !== 'string' || id.includes('/') ? id : `${resourceType}/${id}`;
}

function idElement(element: Json): FhirId {
  const value = typedId(element);
  const part = value === null ? null : (value.split('/')[1] ?? value);
  const type =
    (element['resourceType'] as string | undefined) ??
    (value?.includes('/') === true ? value.split('/')[0] : undefined);
  const own = { value, idPart: part, resourceType: type ?? null };
  return {
    ...own,
    getValue: () => own.value,
    getIdPart: () => own.idPart,
    getResourceType: () => own.resourceType,
    toString: () => String(value),
  };
}
