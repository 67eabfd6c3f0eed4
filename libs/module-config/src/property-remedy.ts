import { getMetadataStorage } from 'class-validator';
import type { DeclaredProperty, OptionsClass } from './property-declaration.js';

const forms = { string: 'text', number: 'a number', boolean: 'true or false', 'string[]': 'a list' } as const;

/** What to write instead of a refused value: the allowed values or the form with its unit, an example, and what the property is for. */
export function remedyFor(optionsClass: OptionsClass<object>, property: DeclaredProperty, key: string): string {
  const allowed = allowedValues(optionsClass, property);
  const form = allowed ? `one of: ${allowed.join(', ')}` : (addressForm(optionsClass, property) ?? formOf(property));
  const example = exampleOf(property);
  const sample = example === undefined || allowed ? '' : `, for example ${key}=${example}`;
  return `Write ${form}${sample}. (${property.help})`;
}

function formOf({ type, unit }: DeclaredProperty): string {
  return unit === undefined ? forms[type] : `${forms[type]} of ${unit}`;
}

function addressForm(optionsClass: OptionsClass<object>, property: DeclaredProperty): string | undefined {
  return ruleOf(optionsClass, property, 'isUrl') === undefined ? undefined : 'an address';
}

/** The list given to `@IsIn`. */
function allowedValues(optionsClass: OptionsClass<object>, property: DeclaredProperty): readonly string[] | undefined {
  const values: unknown = ruleOf(optionsClass, property, 'isIn')?.[0];
  return Array.isArray(values) ? values.map(String) : undefined;
}

/** What a validation rule was given, which class-validator keeps only in its own records; `undefined` where the property has no such rule. */
function ruleOf(
  optionsClass: OptionsClass<object>,
  property: DeclaredProperty,
  name: string,
): readonly unknown[] | undefined {
  const rules = getMetadataStorage().getTargetValidationMetadatas(optionsClass, '', false, false);
  const rule = rules.find((each) => each.propertyName === property.field && each.name === name);
  return rule && ((rule.constraints as readonly unknown[] | undefined) ?? []);
}

function exampleOf(property: DeclaredProperty): string | undefined {
  if (property.example !== undefined) return property.example;
  if (property.secret || property.default === undefined) return undefined;
  return Array.isArray(property.default) ? property.default.join(' ') : String(property.default);
}
