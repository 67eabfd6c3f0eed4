/** One place where two pieces of JSON are not the same; what is absent was not there. */
export interface Difference {
  /** `user.authorities[+]`: names with dots between, `[0]` for a place of a list, `[+]` for something that a list has got or lost. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Most places that are told; a script may change everything it sees. */
export const MOST_DIFFERENCES = 500;

/**
 * What is different between two pieces of JSON, place by place. Of lists it is told what came and what went, and of those with the same things in
 * another order, both as they are. At most {@link MOST_DIFFERENCES}.
 */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const found: Difference[] = [];
  for (const difference of between('', before, after)) if (found.push(difference) >= MOST_DIFFERENCES) break;
  return found;
}

function* between(path: string, before: unknown, after: unknown): Generator<Difference> {
  if (keyOf(before) === keyOf(after)) return;
  if (Array.isArray(before) && Array.isArray(after)) yield* betweenLists(path, before, after);
  else if (isObject(before) && isObject(after)) yield* betweenObjects(path, before, after);
  else yield { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function* betweenObjects(path: string, before: JsonObject, after: JsonObject): Generator<Difference> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of names) yield* between(path === '' ? name : `${path}.${name}`, own(before, name), own(after, name));
}

function* betweenLists(path: string, before: readonly unknown[], after: readonly unknown[]): Generator<Difference> {
  const gone = without(before, after);
  const come = without(after, before);
  if (gone.length === 0 && come.length === 0) yield { path, before, after };
  for (const item of gone) yield { path: `${path}[+]`, before: item };
  for (const item of come) yield { path: `${path}[+]`, after: item };
}

/** The items of a list that another one does not have, as often as it does not. */
function without(all: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const left = new Map<string, number>();
  for (const key of others.map(keyOf)) left.set(key, (left.get(key) ?? 0) + 1);
  return all.filter((item) => {
    const key = keyOf(item);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
}

/** The same for equal JSON, whatever the order of names. */
function keyOf(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_name, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
