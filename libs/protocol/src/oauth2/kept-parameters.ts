import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** Longest values of parameters that are kept while a person acts, in characters; what else is kept has its limit where it is read. */
const LONGEST = { state: 4_096, nonce: 512, id_token_hint: 8_192 } as const;
/** Longest hint that is taken, in characters. */
const LONGEST_HINT = 512;

/**
 * Anybody may send authorization requests, and what is kept of them must not fill the database (R-18, F-48).
 * @throws OAuthError invalid_request — a value is longer than what anyone needs
 */
export function assertNotTooLong(parameters: FormParameters): void {
  for (const [parameter, longest] of Object.entries(LONGEST))
    if ((parameters.get(parameter)?.length ?? 0) > longest)
      throw new OAuthError('invalid_request', `${parameter} is longer than ${longest} characters`, { parameter });
}

/** A hint of which nothing must depend: one that is too long is as good as none (STD OID-4, OM12). */
export function readHint(parameters: FormParameters, name: string): string | undefined {
  const hint = parameters.get(name);
  return hint !== undefined && hint.length <= LONGEST_HINT ? hint : undefined;
}
