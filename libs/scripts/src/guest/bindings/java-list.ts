import { hidden } from './accessors.js';

/** Java's way through a list. */
export interface JavaIterator<T> {
  /** Whether there is one more. */
  hasNext(): boolean;
  /** The next item. */
  next(): T | undefined;
  /** Takes out the item that came last. */
  remove(): void;
}

/**
 * A list that is an array in every way, with what scripts know of Java's lists: `size()`, `get(i)`, `contains(x)`. What methods of arrays make of it
 * are plain arrays. As text it is written as Java writes it.
 */
export class JavaList<T = unknown> extends Array<T> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** How many items there are: `length`. */
  size(): number {
    return this.length;
  }

  /** The item at an index; null beyond the end, where Java throws. */
  get(index: number): T | null {
    return this[index] ?? null;
  }

  /** Whether there are none. */
  isEmpty(): boolean {
    return this.length === 0;
  }

  /** Whether an equal item is there. */
  contains(item: unknown): boolean {
    return this.indexOf(item) >= 0;
  }

  /** Whether all of them are there. */
  containsAll(items: Iterable<unknown>): boolean {
    return [...items].every((item) => this.contains(item));
  }

  /** The same as `contains`. */
  override includes(item: unknown): boolean {
    return this.contains(item);
  }

  /** Where the first equal item is, -1 where there is none. Equal as Java has it: an authority is found by its text as well. */
  override indexOf(item: unknown): number {
    return this.findIndex((each) => areEqual(each, item));
  }

  /** Adds an item at the end, or `add(index, item)` before another one. */
  add(...given: [T] | [number, T]): boolean {
    if (given.length > 1) this.splice(given[0] as number, 0, given[1] as T);
    else this.push(given[0] as T);
    return true;
  }

  /** Adds several at the end. */
  addAll(items: Iterable<T>): boolean {
    for (const item of items) this.push(item);
    return true;
  }

  /** Puts an item in the place of another, and gives that one back. */
  set(index: number, item: T): T | null {
    const before = this.get(index);
    this[index] = item;
    return before;
  }

  /** Takes an item away, by its index or the first that is equal, and gives it back. */
  remove(item: unknown): T | null {
    const index = typeof item === 'number' ? item : this.indexOf(item);
    return index < 0 ? null : (this.splice(index, 1)[0] ?? null);
  }

  /** Takes all away. */
  clear(): void {
    this.length = 0;
  }

  /** The first item; null where there is none. */
  getFirst(): T | null {
    return this.get(0);
  }

  /** The last item; null where there is none. */
  getLast(): T | null {
    return this.get(this.length - 1);
  }

  /** A plain array of the items. */
  toArray(): T[] {
    return [...this];
  }

  /** Takes out every item of which the function says true; whether there were any. */
  removeIf(isUnwanted: (item: T) => unknown): boolean {
    const kept = this.filter((item) => !isUnwanted(item));
    const isChanged = kept.length < this.length;
    this.splice(0, this.length, ...kept);
    return isChanged;
  }

  /** Java's way through the list. */
  iterator(): JavaIterator<T> {
    let at = 0;
    const remove = (): void => void this.splice(--at, 1);
    return { hasNext: () => at < this.length, next: () => this[at++], remove };
  }

  /** `[a, b]`, as Java writes it. */
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
