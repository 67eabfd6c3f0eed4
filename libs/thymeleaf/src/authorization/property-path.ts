import { TemplateError } from '../template-error.js';
import type { Value, ValueRecord } from '../value.js';

/** Reads `principal.username`: own properties only; null of null. @throws TemplateError `syntax` for what is no path */
export function propertyPath(source: string): (value: Value) => Value {
  const names = pathOf(source);
  return (value) => names.reduce<Value>(property, value);
}

function pathOf(source: string): readonly string[] {
  const text = source.trim();
  const path = text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1).trim() : text;
  const names = path.split('.');
  if (names.length > 10 || !names.every((name) => /^[A-Za-z_]\w*$/u.test(name)))
    throw new TemplateError('syntax', 'sec:authentication takes the name of a property, such as principal.username.');
  return names;
}

function property(value: Value, name: string): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.hasOwn(value, name) ? ((value as ValueRecord)[name] ?? null) : null;
}
