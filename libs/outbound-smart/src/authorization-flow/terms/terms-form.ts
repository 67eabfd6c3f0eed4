import type { FormParameters } from '#protocol/oauth2/form-parameters';

/** What a person said to the terms of service. */
export interface TermsAnswer {
  /** Of the terms that were shown. */
  readonly version: string;
  readonly agrees: boolean;
}

/** Reads a posted page of the terms of service; a form without one of our buttons, or with both, is no answer. */
export function readTermsAnswer(form: FormParameters): TermsAnswer | undefined {
  const decision = form.get('decision');
  if (decision !== 'agree' && decision !== 'reject') return undefined;
  return { version: form.get('version') ?? '', agrees: decision === 'agree' };
}
