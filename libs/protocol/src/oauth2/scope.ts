import { OAuthError } from './oauth-error.js';

/** Longest value of `scope`, in characters (V-88). */
const LONGEST_SCOPE = 16 * 1024;
/** Most scope tokens of one request, repetitions counted (V-88). */
const MOST_SCOPES = 500;

/**
 * Splits a `scope` value into its tokens: case-sensitive, in the order sent, each once. Superfluous spaces are forgiven.
 * @throws OAuthError invalid_scope — a character outside RFC 6749 §3.3, more than 16 KiB or more than 500 tokens
 */
export function parseScope(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  if (text.length > LONGEST_SCOPE) throw refusal('scope is longer than 16 KiB');
  if (!/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text)) throw refusal('scope has a character that scopes cannot have');
  const tokens = text.split(' ').filter((token) => token !== '');
  if (tokens.length > MOST_SCOPES) throw refusal('scope has more than 500 entries');
  return [...new Set(tokens)];
}

function refusal(description: string): OAuthError {
  return new OAuthError('invalid_scope', description, { parameter: 'scope' });
}

/** The wire form of a list of scopes (RFC 6749 §3.3); the empty text for an empty grant (STD S15). */
export function formatScope(scopes: readonly string[]): string {
  return scopes.join(' ');
}
