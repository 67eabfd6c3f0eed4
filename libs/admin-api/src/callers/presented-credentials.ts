/** How a caller presented itself, not yet checked. */
export type PresentedCredentials =
  | { readonly scheme: 'Basic'; readonly username: string; readonly password: string }
  | { readonly scheme: 'Bearer'; readonly token: string }
  | { readonly scheme: 'none' }
  | { readonly scheme: 'unreadable'; readonly problem: string };

/** In characters; a longer header is no name and password. */
const LONGEST_HEADER = 16 * 1024;

/**
 * Reads the Authorization headers of a call: `Basic` as people write it (RFC 7617 §2.1, UTF-8, without any form encoding) or `Bearer` (RFC 6750
 * §2.1). Problems never repeat what was sent.
 */
export function presentedCredentials(headers: readonly string[]): PresentedCredentials {
  const [header, ...others] = headers;
  if (header === undefined) return { scheme: 'none' };
  if (others.length > 0 || header.length > LONGEST_HEADER)
    return unreadable('Send the Authorization header once, and not longer than needed.');
  const [, scheme = '', credentials = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'basic') return basic(credentials);
  if (scheme.toLowerCase() === 'bearer' && /^[\w.~+/-]+=*$/.test(credentials))
    return { scheme: 'Bearer', token: credentials };
  return unreadable('The Authorization header must say Basic with a user name and a password, or Bearer with a token.');
}

function basic(credentials: string): PresentedCredentials {
  const text = /^[A-Za-z0-9+/]+={0,2}$/.test(credentials) ? decoded(credentials) : undefined;
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1 || /\p{Cc}/u.test(text))
    return unreadable('Basic needs base64 of the user name, a colon and the password, in UTF-8.');
  return { scheme: 'Basic', username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decoded(base64: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

function unreadable(problem: string): PresentedCredentials {
  return { scheme: 'unreadable', problem };
}
