import type { DeclaredProperty } from '../property-declaration.js';
import { readPropertyValue } from '../property-value.js';
import { holdsVariable } from '../seed-variables.js';
import { writtenSpellings } from '../written-property.js';

/** Options of a module of a type before and after a change, by key in any spelling. */
export interface OptionsOfChange {
  readonly type: { readonly type: string };
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** Whether a property comes to the same before and after, however it is written: in another spelling, or with its default written out or left out. */
export function isSettled(property: DeclaredProperty, { type, before, after }: OptionsOfChange): boolean {
  const [one, other] = [before, after].map((options) => valuesOf(property, options, type.type));
  return one === other;
}

/** All that is said of a property, which is one value wherever a module starts, as text to be compared. */
function valuesOf(property: DeclaredProperty, options: ReadonlyMap<string, string>, type: string): string {
  const written = writtenSpellings(property, options, type).map(({ value }) => value);
  const values = (written.length === 0 ? [''] : written).map((text) => JSON.stringify(valueOf(property, text)));
  return [...new Set(values)].join();
}

/** What cannot be read, and what a variable may make of a text, is the same only where it is written in the same way. */
function valueOf(property: DeclaredProperty, text: string): unknown {
  const read = readPropertyValue(property, text);
  return holdsVariable(text) || 'problem' in read ? { text } : (read.value ?? property.default);
}
