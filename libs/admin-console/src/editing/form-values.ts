import type { JsonObject } from '#protocol/json/json-object';
import type { ConsoleForm } from '../http/console-form.js';
import type { FieldSpec } from './field-spec.js';
import { linesOf, lineLists } from './line-lists.js';

/** What stands in the fields of a form, as texts: by the names of the fields; choices as the chosen values, one a line. */
export type FormValues = Readonly<Record<string, string>>;

/** Fields of the form begin like that, so that none is taken for one of our own. */
export const FIELD_PREFIX = 'f.';

/** Whether a posted field is one of these. */
export function isFieldOf(specs: readonly FieldSpec[], name: string): boolean {
  return specs.some((spec) => {
    const own = FIELD_PREFIX + spec.name;
    return spec.kind === 'choices' ? spec.options.some(({ value }) => name === `${own}.${value}`) : name === own;
  });
}

/** What was filled in. */
export function postedValues(specs: readonly FieldSpec[], form: ConsoleForm): FormValues {
  return Object.fromEntries(specs.map((spec) => [spec.name, postedValue(spec, form)]));
}

/** What a form shows of a JSON object. */
export function valuesOf(specs: readonly FieldSpec[], json: JsonObject): FormValues {
  return Object.fromEntries(specs.map((spec) => [spec.name, valueOf(spec, json[spec.name])]));
}

/**
 * The JSON object that a form means: what is not among its fields stays as it is stored.
 * Numbers that are none stay texts, so that the command says what is wrong with them.
 */
export function jsonOf(specs: readonly FieldSpec[], values: FormValues, stored: JsonObject): JsonObject {
  const written = specs.map((spec) => [spec.name, meantBy(spec, values[spec.name] ?? '')] as const);
  return Object.fromEntries(
    [...Object.entries(stored).filter(([name]) => !specs.some((spec) => spec.name === name)), ...written].filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function postedValue(spec: FieldSpec, form: ConsoleForm): string {
  const own = FIELD_PREFIX + spec.name;
  if (spec.kind !== 'choices') return form.get(own) ?? '';
  return spec.options
    .filter(({ value }) => form.has(`${own}.${value}`))
    .map(({ value }) => value)
    .join('\n');
}

function valueOf(spec: FieldSpec, value: unknown): string {
  if (spec.kind === 'choices') return lineLists.lines.write(value).join('\n');
  if (spec.kind in lineLists) return lineLists[spec.kind as keyof typeof lineLists].write(value).join('\n');
  if (spec.kind === 'flag') return value === true ? 'true' : '';
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function meantBy(spec: FieldSpec, text: string): unknown {
  switch (spec.kind) {
    case 'lines':
    case 'choices':
      return linesOf(text);
    case 'authorities':
    case 'contexts':
    case 'pairs':
      return lineLists[spec.kind].read(linesOf(text));
    case 'flag':
      return text !== '';
    case 'switch':
      return text === '' ? undefined : text === 'true';
    case 'number':
      return text === '' ? undefined : /^-?\d+$/.test(text.trim()) ? Number(text) : text;
    case 'long-text':
    case 'code':
    case 'secret':
      return text === '' ? undefined : text;
    default:
      return text.trim() === '' ? undefined : text.trim();
  }
}
