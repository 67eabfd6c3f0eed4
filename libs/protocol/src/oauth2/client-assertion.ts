import { readClientJwt, type ClientJwt } from '../keys/client-jwt.js';
import { OAuthError } from './oauth-error.js';

/** A client assertion that is well formed; nothing of it is verified (RFC 7523 §2.2). */
export interface ClientAssertion extends ClientJwt {
  /** The claim `sub`: the client it claims to be. */
  readonly clientId: string;
}

/** In characters; a signed assertion with an RSA key of 8192 bits has half of it. The media type may be left out or be any of these (STD X24). */
const SHAPE = { longest: 8_192, types: [undefined, 'JWT', 'client-authentication+jwt'] };

/**
 * Takes an assertion apart, cheaply and before any key is looked for.
 * @throws OAuthError invalid_client — it is no JWT that could ever be accepted
 * @see RFC 7523 §3, RFC 8725 §3; STD K2, B8, X24, V-37, V-40, V-42, V-43
 */
export function readClientAssertion(text: string): ClientAssertion {
  const read = readClientJwt(text, SHAPE);
  if ('problem' in read) throw unfitAssertion(read.problem);
  return { ...read, clientId: readClientId(read.claims) };
}

/** One refusal for every assertion that is wrong whoever the client is: the description may say what to change (RFC7523-3). */
export function unfitAssertion(problem: string): OAuthError {
  return new OAuthError('invalid_client', `The client_assertion ${problem}.`, { parameter: 'client_assertion' });
}

function readClientId({ iss, sub }: ClientJwt['claims']): string {
  if (typeof sub === 'string' && sub !== '' && iss === sub) return sub;
  throw unfitAssertion('must have the client id as iss and as sub');
}
