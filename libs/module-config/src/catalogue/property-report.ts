import { editDistance } from '#protocol/edit-distance';
import type { ConfigurationValue } from '../configuration-value.js';
import type { ModuleTypeProperties } from './module-type-properties.js';
import { propertyCatalogue } from './property-catalogue.js';
import type { StatusWithReason } from './property-status.js';
import { isStrayScriptKey } from './script-keys.js';
import { propertyValues, type PropertyOrigin, type PropertyValue } from './property-values.js';

/** What becomes of the properties of one module. It holds keys alone, never a value. */
export interface PropertyReport {
  readonly moduleId: string;
  readonly type: string;
  /** How many supported properties have their value from where. */
  readonly supported: Readonly<Record<PropertyOrigin, number>>;
  /** What is written and has no effect, by reason. */
  readonly withoutEffect: readonly IgnoredKeys[];
  readonly unknown: readonly UnknownKey[];
  /** Properties under another spelling than the product's own. */
  readonly otherSpellings: readonly { readonly writtenAs: string; readonly key: string }[];
}

/** Keys that have no effect for one reason. */
export interface IgnoredKeys extends Pick<StatusWithReason, 'reason' | 'instead'> {
  readonly keys: readonly string[];
}

/** A key that nobody knows: most likely a slip of the pen. */
export interface UnknownKey {
  readonly key: string;
  /** The known key it is most like, if it is like any. */
  readonly nearest?: string;
}

/** For how many unknown keys a near one is looked for: each costs some hundred comparisons. */
const MOST_COMPARED = 50;

/** @param written values by key, without `module.<id>.config.`, in any spelling */
export function propertyReport(
  moduleId: string,
  module: ModuleTypeProperties,
  written: ReadonlyMap<string, ConfigurationValue>,
): PropertyReport {
  const values = propertyValues(module, written);
  return {
    moduleId,
    type: module.type,
    supported: supportedByOrigin(values),
    withoutEffect: ignoredByReason(values),
    unknown: unknownKeys(module, values),
    otherSpellings: values.flatMap(({ writtenAs, key }) => (writtenAs === undefined ? [] : [{ writtenAs, key }])),
  };
}

function supportedByOrigin(values: readonly PropertyValue[]): PropertyReport['supported'] {
  const counts = { default: 0, file: 0, environment: 0, database: 0 };
  for (const { status, origin } of values) if (status.kind === 'supported') counts[origin] += 1;
  return counts;
}

function ignoredByReason(values: readonly PropertyValue[]): readonly IgnoredKeys[] {
  const byReason = new Map<string, { reason: string; instead?: string; keys: string[] }>();
  for (const { key, status, origin } of values) {
    // A switch that is off, and a property without a value, do what they say.
    if (status.kind !== 'without-effect' || origin === 'default') continue;
    const { kind: _kind, ...why } = status;
    const group = byReason.get(why.reason) ?? { ...why, keys: [] };
    byReason.set(why.reason, group);
    group.keys.push(key);
  }
  return [...byReason.values()];
}

function unknownKeys(module: ModuleTypeProperties, values: readonly PropertyValue[]): readonly UnknownKey[] {
  // A script that nothing runs is not ignored: it is refused.
  const unknown = values.filter(({ key, status }) => status.kind === 'unknown' && !isStrayScriptKey(module, key));
  if (unknown.length === 0) return [];
  const known = propertyCatalogue(module).map(({ key }) => key);
  return unknown.map(({ key, writtenAs = key }, place) => ({
    key: writtenAs,
    ...(place < MOST_COMPARED && nearestOf(key, known)),
  }));
}

/** Two letters may differ, of short keys fewer: `prt` is no nearer to `port` than to many others. */
function nearestOf(key: string, known: readonly string[]): Pick<UnknownKey, 'nearest'> {
  if (key.length > 100) return {};
  const most = key.length < 4 ? 1 : 2;
  const plain = key.toLowerCase();
  const near = known
    .filter((each) => Math.abs(each.length - key.length) <= most)
    .map((each) => ({ each, distance: editDistance(plain, each) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((one, other) => one.distance - other.distance);
  return near[0] === undefined ? {} : { nearest: near[0].each };
}
