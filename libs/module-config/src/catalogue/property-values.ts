import type { ConfigurationValue } from '../configuration-value.js';
import { withoutTypePrefix, type ModuleTypeProperties } from './module-type-properties.js';
import { propertyCatalogue, propertyLookup, type CataloguedProperty } from './property-catalogue.js';
import { isSecretOption } from './secret-key.js';

/** Where a value comes from. */
export type PropertyOrigin = 'default' | ConfigurationValue['origin'];

/** One property of a module as it counts, to be shown. */
export interface PropertyValue extends Omit<CataloguedProperty, 'status'> {
  /** The spelling that was written, where it is another than the key. */
  readonly writtenAs?: string;
  /** `***` in place of a secret; absent where nothing is set and there is no default. */
  readonly value?: string;
  readonly origin: PropertyOrigin;
  /** What is saved and counts from the next restart of the module, where that is something else. */
  readonly pending?: Pick<PropertyValue, 'value' | 'origin'>;
  readonly status: CataloguedProperty['status'] | { readonly kind: 'unknown' };
}

/** What stands for a secret. */
const MASK = '***';

/**
 * The properties of a module with their values and where these come from: all that are supported, then what else is written. Blank text is not set.
 * @param written values by key, without `module.<id>.config.`, in any spelling; see {@link withoutOverridden}
 */
export function propertyValues(
  module: ModuleTypeProperties,
  written: ReadonlyMap<string, ConfigurationValue>,
): readonly PropertyValue[] {
  const find = propertyLookup(module);
  const shown = [...written].map(([key, value]) => writtenValue(module, find(key), key, value));
  const keys = new Set(shown.map(({ key }) => key));
  const declared = propertyCatalogue(module).slice(0, module.properties.length);
  const atDefault = declared.filter(({ key }) => !keys.has(key)).map(defaultValue);
  return [...shown, ...atDefault].toSorted(byPlace(declared));
}

function writtenValue(
  module: ModuleTypeProperties,
  entry: CataloguedProperty | undefined,
  writtenAs: string,
  { value, origin }: ConfigurationValue,
): PropertyValue {
  const plain = withoutTypePrefix(module.type, writtenAs);
  const key = entry === undefined || entry.key.endsWith('*') ? plain : entry.key;
  const isSecret = isSecretOption(module, writtenAs, value);
  const known = {
    status: { kind: 'unknown' },
    ...entry,
    key,
    isSecret,
    ...(writtenAs !== key && { writtenAs }),
  } as const;
  return value.trim() === '' ? defaultValue(known) : { ...known, value: isSecret ? MASK : value, origin };
}

function defaultValue(entry: Omit<PropertyValue, 'value' | 'origin'>): PropertyValue {
  const stands = entry.status.kind === 'supported' && entry.default !== undefined;
  return { ...entry, origin: 'default', ...(stands && { value: entry.default }) };
}

/** What is declared in the order of its classes, the rest as it is written. */
function byPlace(declared: readonly CataloguedProperty[]): (one: PropertyValue, other: PropertyValue) => number {
  const places = new Map(declared.map(({ key }, place) => [key, place]));
  const placeOf = ({ key }: PropertyValue): number => places.get(key) ?? declared.length;
  return (one, other) => placeOf(one) - placeOf(other);
}
