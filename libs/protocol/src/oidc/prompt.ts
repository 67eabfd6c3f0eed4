import { OAuthError } from '../oauth2/oauth-error.js';

/** What the client asks the server to show, or not to show (OpenID Connect Core §3.1.2.1). */
export type Prompt = 'none' | 'login' | 'consent' | 'select_account';

const knownPrompts: readonly string[] = ['none', 'login', 'consent', 'select_account'] satisfies readonly Prompt[];

/**
 * Reads the `prompt` parameter. Values are case-sensitive; those we do not know are ignored.
 * @throws OAuthError invalid_request — `none` together with any other value
 * @see OpenID Connect Core §3.1.2.1; STD OID-3
 */
export function parsePrompt(text: string | undefined): readonly Prompt[] {
  const values = new Set((text ?? '').split(' ').filter((value) => value !== ''));
  if (values.has('none') && values.size > 1) {
    throw new OAuthError('invalid_request', 'prompt=none cannot be combined with another prompt value', {
      parameter: 'prompt',
    });
  }
  return [...values].filter(isPrompt);
}

function isPrompt(value: string): value is Prompt {
  return knownPrompts.includes(value);
}

/**
 * Reads the `max_age` parameter: the greatest age, in seconds, of the sign-in that the client accepts. Zero asks for a new sign-in.
 * @throws OAuthError invalid_request — not a whole number of seconds
 * @see OpenID Connect Core §3.1.2.1; STD OID-4
 */
export function parseMaxAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text)) {
    throw new OAuthError('invalid_request', 'max_age must be a whole number of seconds, at most ten digits', {
      parameter: 'max_age',
    });
  }
  return Number(text);
}
