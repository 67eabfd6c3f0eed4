import type { ModuleTypeProperties } from './catalogue/module-type-properties.js';
import { writtenSpellings } from './written-property.js';

/** What of written values has an effect, by the keys of the properties in whatever spelling they were written; blank ones are not set. */
export function effectiveValues(
  { type, properties }: ModuleTypeProperties,
  written: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    properties.flatMap((property) => {
      const [first] = writtenSpellings(property, written, type);
      return first === undefined || first.value.trim() === '' ? [] : [[property.key, first.value] as const];
    }),
  );
}
