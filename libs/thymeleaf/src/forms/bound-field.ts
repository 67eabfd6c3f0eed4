import { TemplateError } from '../template-error.js';
import type { Scope } from '../scope.js';
import type { Value, ValueRecord } from '../value.js';

/** A field of a form: the variable that the form is, and the way to the field in it as `address.street` or `rows[0].name`; '' = the form itself. */
export interface BoundField {
  readonly form: string;
  readonly path: string;
}

/** What a page says of a form object: which variable it is, and the way to what th:object selects in it. */
export interface SelectedForm {
  readonly form: string;
  readonly path: string;
}

/**
 * The field that `*{path}`, `${form.path}` or `path` means. `all`, `*` and `global` are those of all fields and of none.
 * @throws TemplateError `value` where there is no form around
 */
export function boundField(source: string, selected: SelectedForm | undefined): BoundField {
  const text = source.trim();
  const whole = braced(text, '$');
  if (whole !== undefined) return fieldOfVariable(whole);
  if (!selected)
    throw new TemplateError('value', 'There is no form here: put th:object around it, or write ${form.field}.');
  const path = braced(text, '*') ?? text;
  if (['', '*', 'all', 'global'].includes(path)) return { form: selected.form, path };
  return { form: selected.form, path: joined(selected.path, path) };
}

/** The field that a name in the page means: names begin at the form, also inside of a part of it that is selected. */
export function namedField(name: string, selected: SelectedForm | undefined): BoundField {
  const isWhole = selected !== undefined && selected.path !== '' && name.startsWith(selected.path);
  return isWhole ? { form: selected.form, path: name } : boundField(name, selected);
}

/** `form.rows[0]` as the form and the way into it. */
export function fieldOfVariable(path: string): BoundField {
  const [form = ''] = path.trim().split(/[.[]/u);
  const rest = path.trim().slice(form.length);
  return { form, path: rest.startsWith('.') ? rest.slice(1) : rest };
}

function joined(before: string, path: string): string {
  if (before === '') return path;
  return path.startsWith('[') ? before + path : `${before}.${path}`;
}

function braced(text: string, mark: '$' | '*'): string | undefined {
  return text.startsWith(`${mark}{`) && text.endsWith('}') ? text.slice(2, -1).trim() : undefined;
}

/** Whether a path is one of names and indexes, so that it may be a name in the page. */
export function isFieldPath(path: string): boolean {
  return path.length <= 200 && /^[\w.[\]'"* -]*$/u.test(path);
}

/** What the page is told of the mistakes of a form: `bindings.<form>.errors.<path>` and `bindings.<form>.rejected.<path>`. */
export function errorsOf(scope: Pick<Scope, 'lookup'>, { form, path }: BoundField): readonly FieldError[] {
  const entries = entriesOf(bindingOf(scope, form), 'errors');
  const all = entries.flatMap(([name, texts]) => textsOf(texts).map((message) => ({ field: name, message })));
  if (path === '*' || path === 'all') return all;
  if (path === '' || path === 'global') return all.filter(({ field }) => isGlobal(field));
  return all.filter(({ field }) => field === path);
}

/** A mistake: '' or `global` is the field of one of the whole form. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export function isGlobal(field: string): boolean {
  return field === '' || field === 'global';
}

/** What was typed and not taken; undefined where the value of the form counts. */
export function rejectedValue(scope: Pick<Scope, 'lookup'>, { form, path }: BoundField): Value | undefined {
  return entriesOf(bindingOf(scope, form), 'rejected').find(([name]) => name === path)?.[1];
}

function bindingOf(scope: Pick<Scope, 'lookup'>, form: string): ValueRecord | undefined {
  const bindings = recordOrNothing(scope.lookup('bindings'));
  return bindings && Object.hasOwn(bindings, form) ? recordOrNothing(bindings[form]) : undefined;
}

function entriesOf(record: ValueRecord | undefined, name: string): readonly (readonly [string, Value])[] {
  const entries = record && Object.hasOwn(record, name) ? recordOrNothing(record[name]) : undefined;
  return entries ? Object.entries(entries) : [];
}

function textsOf(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each: Value): each is string => typeof each === 'string') : [];
}

function recordOrNothing(value: Value | undefined): ValueRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ValueRecord) : undefined;
}
