import type { Value } from '../value.js';
import { recordOf } from '../value.js';
import { isEqual } from './equality.js';
import { itemsOf } from './items.js';
import { type Node, plain, type Run } from './node.js';
import { isRecord, kindOf } from './property.js';
import type { Spot } from './source-text.js';
import { isTrue } from './truth.js';
import { printed } from '../printed.js';

/** `.?[…]` all that match, `.^[…]` the first, `.$[…]` the last, `.![…]` what the expression gives of each. */
export type Selection = '?' | '^' | '$' | '!';

export interface Selecting {
  readonly kind: Selection;
  /** Evaluated with the item as its root. */
  readonly of: Node;
  readonly spot: Spot;
  readonly safe: boolean;
}

export function selectionNode(target: Node, selecting: Selecting): Node {
  return (run) => {
    const value = target(run);
    if (value === null && selecting.safe) return null;
    if (typeof value !== 'object' || value === null)
      throw selecting.spot.failure(
        'value',
        `Only of lists and maps something can be selected, not of ${kindOf(value)}.`,
      );
    return select(run, value, selecting);
  };
}

function select(run: Run, value: Value, { kind, of }: Selecting): Value {
  const items = itemsOf(value);
  if (kind === '!') return eachOf(run, items, of);
  if (kind === '$') return findIn(run, items.toReversed(), of);
  if (kind === '^') return findIn(run, items, of);
  const chosen = items.filter((item) => matches(run, item, of));
  return isRecord(value) ? recordOf(chosen.map((entry) => keyAndValue(entry))) : chosen;
}

function keyAndValue(entry: Value): readonly [string, Value] {
  const { key, value } = entry as { key: string; value: Value };
  return [key, value];
}

function eachOf(run: Run, items: readonly Value[], of: Node): Value {
  return items.map((item) => of(within(run, item)));
}

function findIn(run: Run, items: readonly Value[], of: Node): Value {
  return items.find((item) => matches(run, item, of)) ?? null;
}

function matches(run: Run, item: Value, of: Node): boolean {
  return isTrue(of(within(run, item)));
}

function within(run: Run, item: Value): Run {
  run.scope.budget.spend();
  run.scope.budget.checkTime();
  return { ...run, item };
}

export function listNode(items: readonly Node[]): Node {
  return (run) => {
    run.scope.budget.spend(items.length + 1);
    return items.map((item) => plain(item(run)));
  };
}

export interface MapEntry {
  readonly key: Node;
  readonly value: Node;
}

export function mapNode(entries: readonly MapEntry[]): Node {
  return (run) => {
    run.scope.budget.spend(entries.length + 1);
    return recordOf(entries.map(({ key, value }) => [printed(plain(key(run)), run.scope), plain(value(run))]));
  };
}

/** `a in {…}` of OGNL. */
export function membershipNode(wanted: Node, within: Node): Node {
  return (run) => {
    const value = wanted(run);
    const items = itemsOf(within(run));
    run.scope.budget.spend(items.length + 1);
    return items.some((item) => isEqual(item, value, run.scope));
  };
}
