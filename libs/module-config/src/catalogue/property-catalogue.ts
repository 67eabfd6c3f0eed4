import type { DeclaredProperty } from '../property-declaration.js';
import { acceptedGroups } from './accepted-groups.js';
import { declaredProperty, withoutTypePrefix, type ModuleTypeProperties } from './module-type-properties.js';
import { statusOf, type PropertyStatus } from './property-status.js';
import { isSecretKey } from './secret-key.js';

/** One property of the product, or of ours. */
export interface CataloguedProperty {
  /** A key that ends with `*` stands for every ending that has no entry of its own. */
  readonly key: string;
  /** As it is written; of properties without effect the product's. */
  readonly default?: string;
  /** Unit of a number: `seconds`, `ms`, … */
  readonly unit?: string;
  /** What it is for; only what is declared has one. */
  readonly help?: string;
  /** Its value is never shown. */
  readonly isSecret: boolean;
  /** Through the admin API only holders of ROLE_SUPERUSER change it. */
  readonly isReserved?: true;
  readonly status: PropertyStatus;
}

/** Every property known of a type of module: those of its options class, then those of the product that nothing reads (ruling 55). */
export function propertyCatalogue(module: ModuleTypeProperties): readonly CataloguedProperty[] {
  const accepted = acceptedProperties(module);
  const declared = module.properties.map(ofDeclared);
  const keys = new Set(declared.map(({ key }) => key));
  return [...declared, ...accepted.filter(({ key }) => !keys.has(key))];
}

/** Finds the entry of a key in any spelling; `undefined` for one that nobody knows. */
export type PropertyLookup = (key: string) => CataloguedProperty | undefined;

/** The catalogue of a type of module for many keys. */
export function propertyLookup(module: ModuleTypeProperties): PropertyLookup {
  const entries = new Map(propertyCatalogue(module).map((entry) => [entry.key, entry]));
  const families = [...entries.values()].filter(({ key }) => key.endsWith('*'));
  return (key) => {
    const plain = withoutTypePrefix(module.type, key);
    const entry = entries.get(declaredProperty(module, plain)?.key ?? plain);
    return entry ?? families.find((family) => plain.startsWith(family.key.slice(0, -1)));
  };
}

function ofDeclared(property: DeclaredProperty): CataloguedProperty {
  const { key, help, unit, secret = false, reserved = false } = property;
  return {
    key,
    help,
    isSecret: secret,
    ...(reserved && { isReserved: true as const }),
    status: { kind: 'supported' },
    ...(unit !== undefined && { unit }),
    ...(property.default !== undefined && { default: defaultText(property.default) }),
  };
}

function defaultText(value: NonNullable<DeclaredProperty['default']>): string {
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function acceptedProperties(module: ModuleTypeProperties): readonly CataloguedProperty[] {
  return acceptedGroups(module.type).flatMap((group) =>
    Object.entries(group.keys).map(([key, value]) => ({
      key,
      isSecret: isSecretKey(module, key),
      status: statusOf(group),
      ...(value !== '' && { default: value }),
      ...unitOf(key),
    })),
  );
}

const units = { millis: 'ms', seconds: 'seconds', mins: 'minutes', days: 'days', kb: 'KiB' } as const;

/** The product ends the names of its numbers with the unit. */
function unitOf(key: string): { readonly unit?: string } {
  const [, ending = ''] = /[._]([a-z]+)$/.exec(key) ?? [];
  return Object.hasOwn(units, ending) ? { unit: units[ending as keyof typeof units] } : {};
}
