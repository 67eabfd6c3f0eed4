import type { ConsoleForm } from './console-form.js';

/** The fields of a form that goes on through a page in between, so that nothing is lost. */
export function hiddenFields(form: ConsoleForm): readonly { readonly name: string; readonly value: string }[] {
  return form.entries().map(([name, value]) => ({ name, value }));
}
