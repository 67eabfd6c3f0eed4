/**
 * The one key that a token is bound to, as the claim `cnf` names it (RFC 7800 §3.1): that of DPoP proofs by its JWK thumbprint (RFC 9449
 * §6.1), or a client certificate by the SHA-256 of its DER (RFC 8705 §3.1), both as base64url without padding. Plain data: it is stored as JSON.
 */
export type Confirmation = { readonly jkt: string } | { readonly 'x5t#S256': string };

/** Of which kind a confirmation is; `none` for a bearer token. */
export type ConfirmationMethod = 'none' | 'jkt' | 'x5t#S256';

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

/** What confirms a request or a token. */
export function confirmationMethod(confirmation: Confirmation | undefined): ConfirmationMethod {
  if (confirmation === undefined) return 'none';
  return 'jkt' in confirmation ? 'jkt' : 'x5t#S256';
}

/** The token type that a client is told (RFC 6749 §7.1): a token bound to a certificate is used as a bearer token (RFC 8705 §3). */
export function tokenTypeOf(confirmation: Confirmation | undefined): 'Bearer' | 'DPoP' {
  return confirmationMethod(confirmation) === 'jkt' ? 'DPoP' : 'Bearer';
}

/**
 * The confirmation that a `cnf` claim holds; `undefined` for anything that is not exactly one we wrote. A token with such a claim is bound to
 * a key that nobody can show, so that it must not count as a bearer token.
 */
export function readConfirmation(cnf: unknown): Confirmation | undefined {
  if (typeof cnf !== 'object' || cnf === null) return undefined;
  const [member, ...others] = Object.entries(cnf as Readonly<Record<string, unknown>>);
  if (member === undefined || others.length > 0) return undefined;
  const [name, thumbprint] = member;
  if (typeof thumbprint !== 'string' || !isThumbprint(thumbprint)) return undefined;
  if (name === 'jkt') return { jkt: thumbprint };
  return name === 'x5t#S256' ? { 'x5t#S256': thumbprint } : undefined;
}

/** Whether the text is a SHA-256 as base64url without padding. */
export function isThumbprint(text: string): boolean {
  return THUMBPRINT.test(text);
}
