import type { PropertyDeclaration } from './property-declaration.js';

/** A property as an operator wrote it. */
export interface WrittenProperty {
  /** The spelling of the key that was used. */
  readonly key: string;
  readonly value: string;
}

/** All spellings of a property that occur, the product's key first, then aliases, then those behind the module type (ruling 15). */
export function writtenSpellings(
  property: Pick<PropertyDeclaration, 'key' | 'aliases'>,
  raw: ReadonlyMap<string, string>,
  moduleType: string,
): readonly WrittenProperty[] {
  const names = [property.key, ...(property.aliases ?? [])];
  const spellings = [...names, ...names.map((name) => `${moduleType.toLowerCase()}.${name}`)];
  return spellings.flatMap((key) => {
    const value = raw.get(key);
    return value === undefined ? [] : [{ key, value }];
  });
}
