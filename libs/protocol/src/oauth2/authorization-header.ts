import { decodeFormText, decodeUtf8 } from './form-decoding.js';
import { OAuthError } from './oauth-error.js';

/** Longest header we decode, in characters. */
const LONGEST_HEADER = 16 * 1024;

/** Client id and secret of a Basic header, form-decoded (RFC 6749 §2.3.1). */
export interface BasicCredentials {
  readonly method: 'client_secret_basic';
  readonly clientId: string;
  readonly secret: string;
  /**
   * The secret as it stood in the header, where it may have been form-encoded. Many clients, SMART ones above all, send it without encoding it
   * first; whoever checks the secret may try this one second (STD X15).
   */
  readonly secretAsSent?: string;
}

/** What an Authorization header of an OAuth endpoint says. */
export type AuthorizationHeader = BasicCredentials | { readonly method: 'bearer' | 'dpop'; readonly token: string };

/**
 * Reads `Basic` (RFC 7617, with the form encoding of RFC 6749 §2.3.1), `Bearer` (RFC 6750 §2.1) or `DPoP` (RFC 9449 §7.1); scheme names are
 * case-insensitive.
 * @throws OAuthError invalid_client with a challenge — another scheme, or credentials that cannot be read
 */
export function readAuthorizationHeader(header: string): AuthorizationHeader {
  const [, scheme = '', credentials = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(header.slice(0, LONGEST_HEADER + 1)) ?? [];
  if (header.length > LONGEST_HEADER) throw unreadable();
  const method = scheme.toLowerCase();
  if (method === 'basic') return readBasic(credentials);
  if (method === 'bearer' || method === 'dpop') return { method, token: readToken(credentials) };
  throw unreadable();
}

function unreadable(): OAuthError {
  return new OAuthError(
    'invalid_client',
    'The Authorization header cannot be read; send Basic with client id and secret',
    {
      challenge: 'Basic',
    },
  );
}

function readToken(token: string): string {
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(token)) throw unreadable();
  return token;
}

function readBasic(credentials: string): BasicCredentials {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(credentials)) throw unreadable();
  const text = decodeUtf8(Buffer.from(credentials, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1 || hasControlCharacter(text)) throw unreadable();
  const sent = text.slice(colon + 1);
  const secret = decoded(sent);
  const clientId = decoded(text.slice(0, colon));
  const formEncoded = /[+%]/.test(sent);
  return { method: 'client_secret_basic', clientId, secret, ...(formEncoded && { secretAsSent: sent }) };
}

/** Form-decoded; as it is where it cannot have been form-encoded (STD X15). */
function decoded(text: string): string {
  const value = decodeFormText(text);
  return value === undefined || hasControlCharacter(value) ? text : value;
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
