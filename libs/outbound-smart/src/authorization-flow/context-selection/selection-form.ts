import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { SearchTerms } from '../../launch/context-source.port.js';

/** What a person did on the context selection page. */
export type SelectionAnswer = { readonly need: string; readonly terms: SearchTerms } & (
  | { readonly action: 'choose'; readonly choice: string }
  | { readonly action: 'search' | 'skip' | 'cancel' }
  /** The form came without any of our buttons: nothing is done. */
  | { readonly action: 'none' }
);

/** Longest term of a search, in characters. */
const LONGEST_TERM = 100;

/** Reads a posted context selection page. What was chosen is only a claim until the source confirms it. */
export function readSelection(form: FormParameters): SelectionAnswer {
  const base = { need: form.get('need') ?? '', terms: readTerms(form) };
  const action = form.get('action');
  if (action === 'choose') return { ...base, action, choice: form.get('choice') ?? '' };
  if (action === 'search' || action === 'skip' || action === 'cancel') return { ...base, action };
  return { ...base, action: 'none' };
}

function readTerms(form: FormParameters): SearchTerms {
  const [name, birthDate, identifier] = ['name', 'birth_date', 'identifier'].map((field) =>
    (form.get(field) ?? '').trim().slice(0, LONGEST_TERM),
  );
  return { ...(name && { name }), ...(birthDate && { birthDate }), ...(identifier && { identifier }) };
}
