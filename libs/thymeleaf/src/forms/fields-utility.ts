import { printedRecord, type Value } from '../value.js';
import type { Scope } from '../scope.js';
import type { UtilityObject } from '../utilities/utility.js';
import { boundField, errorsOf, isGlobal, type FieldError, type SelectedForm } from './bound-field.js';

/** A scope that knows which form is selected. */
type FormScope = Scope & { readonly form?: SelectedForm | undefined };

/** `#fields`: the mistakes of the form that th:object selects, or of `${form.field}`. */
export const fieldsUtility: UtilityObject = new Map([
  ['hasErrors', (scope, field) => found(scope, field).length > 0],
  ['hasAnyErrors', (scope) => found(scope, '*').length > 0],
  ['hasGlobalErrors', (scope) => found(scope, 'global').length > 0],
  ['errors', (scope, field) => messagesOf(found(scope, field))],
  ['allErrors', (scope) => messagesOf(found(scope, '*'))],
  ['globalErrors', (scope) => messagesOf(found(scope, 'global'))],
  ['detailedErrors', (scope, field) => detailsOf(found(scope, field))],
  ['idFromName', (_scope, name) => (typeof name === 'string' ? fieldId(name) : null)],
]);

/** The id of a field: its name without brackets. */
export function fieldId(name: string): string {
  return name.replaceAll('[', '').replaceAll(']', '');
}

/** Without a field those of all. */
function found(scope: FormScope, field: Value | undefined): readonly FieldError[] {
  return errorsOf(scope, boundField(typeof field === 'string' ? field : '*', scope.form));
}

function messagesOf(errors: readonly FieldError[]): Value {
  return Object.freeze(errors.map(({ message }) => message));
}

/** Those of the whole form first. */
function detailsOf(errors: readonly FieldError[]): Value {
  const ordered = [...errors.filter(({ field }) => isGlobal(field)), ...errors.filter(({ field }) => !isGlobal(field))];
  return Object.freeze(
    ordered.map(({ field, message }) => detail(isGlobal(field) ? '[global]' : field, message, isGlobal(field))),
  );
}

/** Prints as `field:message`. */
function detail(fieldName: string, message: string, global: boolean): Value {
  const entries = Object.entries({ fieldName, code: 'no_code', message, global });
  return printedRecord(entries, `${fieldName}:${message}`);
}
