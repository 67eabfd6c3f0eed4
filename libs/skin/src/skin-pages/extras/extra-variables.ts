import type { VariableDescriptors } from '../../models/page-model-descriptor.js';

/** A text that is always there. */
export const text = (help: string, stock: string) => ({ kind: 'text', help, stock }) as const;

/** A text that may be null. */
export const maybe = (help: string, stock: string) => ({ kind: 'text', optional: true, help, stock }) as const;

/** Which step of several a page is. */
export const step = { kind: 'number', help: 'Which step this is, from 1.', stock: 1 } as const;

/** Logo of the app. */
export const logoUri = maybe(
  'Logo of the app; this server keeps none, so that it is null.',
  'https://app.example/logo.png',
);

/** What was entered, by these names. */
export const formOf = <const D extends VariableDescriptors>(fields: D) =>
  ({ kind: 'record', help: 'What was entered, for `th:object`; mistakes are in `#fields`.', fields }) as const;

/** A form that asks for the user name. */
export const usernameForm = formOf({ username: text('As entered.', 'adams') });
