import { hidden } from './accessors.js';
import { javaList, JavaList } from './java-list.js';

const { defineProperty, entries, hasOwn } = Object;

/** Entries whose names are those of methods, which stay methods: such an entry is there for `get` and for JSON. */
const SHADOWED = Symbol('shadowed');

/** One entry: `[key, value]` for JavaScript, `getKey()` and `getValue()` for Java. */
class MapEntry extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  getKey(): unknown {
    return this[0];
  }

  getValue(): unknown {
    return this[1];
  }

  get key(): unknown {
    return this[0];
  }

  get value(): unknown {
    return this[1];
  }
}

/**
 * A map with texts for keys, as scripts know it of Java (`get`, `containsKey`, `keySet`) and of JavaScript (`has`, `[name]`, `for…in`, `for…of`). Its
 * entries are its own properties. What is not there is null for `get`.
 */
export class JavaMap {
  declare private readonly [SHADOWED]: Map<string, unknown>;

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    hidden(this, SHADOWED, new Map());
    for (const [name, value] of entries(values)) this.put(name, value);
  }

  get(name: unknown): unknown {
    return this.getOrDefault(name, null);
  }

  getOrDefault(name: unknown, otherwise: unknown): unknown {
    return this.has(name) ? read(this, String(name)) : otherwise;
  }

  has(name: unknown): boolean {
    return this[SHADOWED].has(String(name)) || hasOwn(this, String(name));
  }

  containsKey(name: unknown): boolean {
    return this.has(name);
  }

  containsValue(value: unknown): boolean {
    return this.values().contains(value);
  }

  /** Gives back what was there before. */
  put(given: unknown, value: unknown): unknown {
    const name = String(given);
    const before = this.get(name);
    if (name in JavaMap.prototype) this[SHADOWED].set(name, value);
    else defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
    return before;
  }

  set(name: unknown, value: unknown): this {
    this.put(name, value);
    return this;
  }

  putAll(values: object): void {
    const own = values instanceof JavaMap ? values.toJSON() : (values as Readonly<Record<string, unknown>>);
    for (const [name, value] of entries(own)) this.put(name, value);
  }

  /** Gives back what was there before. */
  remove(given: unknown): unknown {
    const name = String(given);
    const before = this.get(name);
    if (!this[SHADOWED].delete(name)) Reflect.deleteProperty(this, name);
    return before;
  }

  delete(name: unknown): boolean {
    const wasThere = this.has(name);
    this.remove(name);
    return wasThere;
  }

  clear(): void {
    for (const name of this.keySet()) this.remove(name);
  }

  keySet(): JavaList<string> {
    return javaList([...Object.keys(this), ...this[SHADOWED].keys()]);
  }

  keys(): JavaList<string> {
    return this.keySet();
  }

  values(): JavaList {
    return javaList(this.keySet().map((name) => read(this, name)));
  }

  entrySet(): JavaList<MapEntry> {
    return javaList(this.keySet().map((name) => entryOf(name, read(this, name))));
  }

  entries(): JavaList<MapEntry> {
    return this.entrySet();
  }

  size(): number {
    return this.keySet().length;
  }

  isEmpty(): boolean {
    return this.size() === 0;
  }

  /** The key comes first, as in Java. */
  forEach(visit: (name: string, value: unknown) => void): void {
    for (const name of this.keySet()) visit(name, read(this, name));
  }

  [Symbol.iterator](): Iterator<MapEntry> {
    return this.entrySet()[Symbol.iterator]();
  }

  toJSON(): Record<string, unknown> {
    const plain = {};
    for (const name of this.keySet()) defineProperty(plain, name, { value: read(this, name), enumerable: true });
    return plain;
  }

  toString(): string {
    return `{${this.keySet()
      .map((name) => `${name}=${String(read(this, name))}`)
      .join(', ')}}`;
  }
}

function read(map: JavaMap, name: string): unknown {
  const shadowed = (map as unknown as Record<typeof SHADOWED, Map<string, unknown>>)[SHADOWED];
  return shadowed.has(name) ? shadowed.get(name) : (map as unknown as Record<string, unknown>)[name];
}

function entryOf(name: string, value: unknown): MapEntry {
  const entry = new MapEntry();
  entry.push(name, value);
  return entry;
}
