import type { FromScript } from '../from-script.js';
import { hidden } from './accessors.js';
import { javaList, JavaList } from './java-list.js';

const { defineProperty, entries, hasOwn } = Object;

/** Entries whose names are those of methods, which stay methods: such an entry is there for `get` and for JSON. */
const SHADOWED = Symbol('shadowed');

/** One entry: `[key, value]` for JavaScript, `getKey()` and `getValue()` for Java. */
export class MapEntry<V = unknown> extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** The same as `key`. */
  getKey(): string {
    return this[0] as string;
  }

  /** The same as `value`. */
  getValue(): V {
    return this[1] as V;
  }

  /** Name of the entry. */
  get key(): string {
    return this[0] as string;
  }

  /** What is there. */
  get value(): V {
    return this[1] as V;
  }
}

/**
 * A map with texts for keys, as scripts know it of Java (`get`, `containsKey`, `keySet`) and of JavaScript (`has`, `[name]`, `for…in`, `for…of`). Its
 * entries are its own properties. What is not there is null for `get`.
 */
export class JavaMap<V = unknown> {
  /** An entry, by its name: `map.patient`, `map['patient']`. */
  [entry: string]: unknown;
  declare private readonly [SHADOWED]: Map<string, unknown>;

  constructor(values: Readonly<Record<string, V>> = {}) {
    hidden(this, SHADOWED, new Map());
    for (const [name, value] of entries(values)) this.put(name, value);
  }

  /** The value of a name; null where there is none. */
  get(name: FromScript<string>): V | null {
    return this.getOrDefault(name, null);
  }

  /** The value of a name, or else what is given. */
  getOrDefault<O>(name: FromScript<string>, otherwise: O): V | O {
    return this.has(name) ? read(this, String(name)) : otherwise;
  }

  /** Whether there is an entry of this name. */
  has(name: FromScript<string>): boolean {
    return this[SHADOWED].has(String(name)) || hasOwn(this, String(name));
  }

  /** The same as `has`. */
  containsKey(name: FromScript<string>): boolean {
    return this.has(name);
  }

  /** Whether some entry has this value. */
  containsValue(value: FromScript<V>): boolean {
    return this.values().contains(value);
  }

  /** Sets an entry, and gives back what was there before. */
  put(key: FromScript<string>, value: FromScript<V>): V | null {
    const name = String(key);
    const before = this.get(name);
    if (name in JavaMap.prototype) this[SHADOWED].set(name, value);
    else defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
    return before;
  }

  /** Sets an entry, and gives the map back. */
  set(name: FromScript<string>, value: FromScript<V>): this {
    this.put(name, value);
    return this;
  }

  /** Sets the entries of another map or object. */
  putAll(values: object): void {
    const own = values instanceof JavaMap ? values.toJSON() : (values as Readonly<Record<string, unknown>>);
    for (const [name, value] of entries(own)) this.put(name, value);
  }

  /** Takes an entry away, and gives back what it was. */
  remove(key: FromScript<string>): V | null {
    const name = String(key);
    const before = this.get(name);
    if (!this[SHADOWED].delete(name)) Reflect.deleteProperty(this, name);
    return before;
  }

  /** Takes an entry away, and tells whether it was there. */
  delete(name: FromScript<string>): boolean {
    const wasThere = this.has(name);
    this.remove(name);
    return wasThere;
  }

  /** Takes all entries away. */
  clear(): void {
    for (const name of this.keySet()) this.remove(name);
  }

  /** The names. */
  keySet(): JavaList<string> {
    return javaList([...Object.keys(this), ...this[SHADOWED].keys()]);
  }

  /** The same as `keySet`. */
  keys(): JavaList<string> {
    return this.keySet();
  }

  /** The values. */
  values(): JavaList<V> {
    return javaList(this.keySet().map((name) => read(this, name)));
  }

  /** The entries: `entry.getKey()`, `entry.getValue()`. */
  entrySet(): JavaList<MapEntry<V>> {
    return javaList(this.keySet().map((name) => entryOf(name, read(this, name))));
  }

  /** The same as `entrySet`. */
  entries(): JavaList<MapEntry<V>> {
    return this.entrySet();
  }

  /** How many entries there are. */
  size(): number {
    return this.keySet().length;
  }

  /** Whether there are none. */
  isEmpty(): boolean {
    return this.size() === 0;
  }

  /** Calls a function for each entry; the name comes first, as in Java. */
  forEach(visit: (name: string, value: V) => void): void {
    for (const name of this.keySet()) visit(name, read(this, name));
  }

  /** `for (const [name, value] of map)`. */
  [Symbol.iterator](): Iterator<MapEntry<V>> {
    return this.entrySet()[Symbol.iterator]();
  }

  /** A plain object of the entries, for `JSON.stringify`. */
  toJSON(): Record<string, V> {
    const plain: Record<string, V> = {};
    for (const name of this.keySet()) defineProperty(plain, name, { value: read(this, name), enumerable: true });
    return plain;
  }

  /** `{a=1, b=2}`, as Java writes it. */
  toString(): string {
    return `{${this.keySet()
      .map((name) => `${name}=${String(read(this, name))}`)
      .join(', ')}}`;
  }
}

function read<V>(map: JavaMap<V>, name: string): V {
  const shadowed = (map as unknown as Record<typeof SHADOWED, Map<string, V>>)[SHADOWED];
  return (shadowed.has(name) ? shadowed.get(name) : map[name]) as V;
}

function entryOf<V>(name: string, value: V): MapEntry<V> {
  const entry = new MapEntry<V>();
  entry.push(name, value);
  return entry;
}
