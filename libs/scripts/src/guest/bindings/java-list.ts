import { hidden } from './accessors.js';

/**
 * A list that is an array in every way, with what scripts know of Java's lists: `size()`, `get(i)`, `contains(x)`. What methods of arrays make of it
 * are plain arrays. As text it is written as Java writes it.
 */
export class JavaList<T = unknown> extends Array<T> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  size(): number {
    return this.length;
  }

  /** Null beyond the end, where Java throws. */
  get(index: number): T | null {
    return this[index] ?? null;
  }

  isEmpty(): boolean {
    return this.length === 0;
  }

  contains(item: unknown): boolean {
    return this.indexOf(item) >= 0;
  }

  containsAll(items: Iterable<unknown>): boolean {
    return [...items].every((item) => this.contains(item));
  }

  override includes(item: unknown): boolean {
    return this.contains(item);
  }

  /** Equal as Java has it: an authority is found by its text as well. */
  override indexOf(item: unknown): number {
    return this.findIndex((each) => areEqual(each, item));
  }

  add(...given: [T] | [number, T]): boolean {
    if (given.length > 1) this.splice(given[0] as number, 0, given[1] as T);
    else this.push(given[0] as T);
    return true;
  }

  addAll(items: Iterable<T>): boolean {
    for (const item of items) this.push(item);
    return true;
  }

  set(index: number, item: T): T | null {
    const before = this.get(index);
    this[index] = item;
    return before;
  }

  /** By its place, or the first that is equal. */
  remove(given: unknown): T | null {
    const index = typeof given === 'number' ? given : this.indexOf(given);
    return index < 0 ? null : (this.splice(index, 1)[0] ?? null);
  }

  clear(): void {
    this.length = 0;
  }

  getFirst(): T | null {
    return this.get(0);
  }

  getLast(): T | null {
    return this.get(this.length - 1);
  }

  toArray(): T[] {
    return [...this];
  }

  /** Java's, with `hasNext()`. */
  iterator(): { hasNext(): boolean; next(): T | undefined } {
    let at = 0;
    return { hasNext: () => at < this.length, next: () => this[at++] };
  }

  override toString(): string {
    return `[${[...this].map(String).join(', ')}]`;
  }
}

// Arrays have a constructor that is seen by nobody; so have these.
hidden(JavaList.prototype, 'constructor', JavaList);

/** A list of its own with these items. */
export function javaList<T>(items: Iterable<T>): JavaList<T> {
  const list = new JavaList<T>();
  for (const item of items) list[list.length] = item;
  return list;
}

function areEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const equals = (one as { equals?: unknown } | null | undefined)?.equals;
  return (
    typeof one === 'object' &&
    typeof equals === 'function' &&
    (equals as (other: unknown) => unknown).call(one, other) === true
  );
}
