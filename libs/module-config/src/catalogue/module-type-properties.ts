import type { DeclaredProperty } from '../property-declaration.js';

/** A type of module with the properties of its options class (see `propertiesOf`): all that the catalogue has to be told of it. */
export interface ModuleTypeProperties {
  /** Such as `SECURITY_OUT_SMART`. */
  readonly type: string;
  /** None for a type that is not part of this server. */
  readonly properties: readonly DeclaredProperty[];
}

/** The key without the module type that may stand before it (ruling 15). */
export function withoutTypePrefix(type: string, key: string): string {
  const prefix = `${type.toLowerCase()}.`;
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

/** The property that a key stands for, whatever spelling is used; `undefined` where no options class declares it. */
export function declaredProperty(
  { type, properties }: ModuleTypeProperties,
  key: string,
): DeclaredProperty | undefined {
  const plain = withoutTypePrefix(type, key);
  return properties.find((each) => each.key === plain || each.aliases?.includes(plain));
}
