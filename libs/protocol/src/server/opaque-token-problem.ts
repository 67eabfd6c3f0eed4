import { isOwnValue } from '../own-value.js';

/** What a slip of the hand leaves before a value: a word, a few characters, or something that ends in a separator. */
const SLIP = /^(?:bearer)?.{0,3}?(?=gh[a-z]_[\w-]{16})|^.*[.~+/](?=gh[a-z]_[\w-]{16})/i;
/** How a JSON object begins in base64url. */
const OBJECT = 'eyJ';
/** In characters: header and the first claims. */
const LOOKED_AT = 2_000;
/** Places at which an object may begin; chance alone makes fewer. */
const MOST_PLACES = 20;
/** In a compact JWE (RFC 7516 §3.1). */
const JWE_PARTS = 5;

/**
 * Why nobody else is shown a text that came as an access token and is no JWT: it is a value of a server like this one, or a JWT with a slip in it, such
 * as a lost dot. Whoever saw it could put it together and use it (V-22). Encrypted JWTs are their server's own business.
 */
export function opaqueTokenProblem(text: string): string | undefined {
  if (isOwnValue(text.replace(SLIP, ''))) return 'it is no access token, but another value of ours';
  return holdsJose(text) && !isEncrypted(text) ? 'it is a JWT with something missing or too much' : undefined;
}

function holdsJose(text: string): boolean {
  let at = text.indexOf(OBJECT);
  for (let tried = 0; at >= 0 && tried < MOST_PLACES; tried++, at = text.indexOf(OBJECT, at + 1))
    if (/^\{"[a-z].*"(?:alg|iss)"|^\{"(?:alg|iss)"/.test(decoded(text, at))) return true;
  return false;
}

function isEncrypted(text: string): boolean {
  return text.split('.').length === JWE_PARTS && text.startsWith(OBJECT) && decoded(text, 0).includes('"enc"');
}

/** From a place on, as far as it is base64url. */
function decoded(text: string, from: number): string {
  const [part = ''] = /^[\w-]*/.exec(text.slice(from, from + LOOKED_AT)) ?? [];
  return Buffer.from(part, 'base64url').toString('latin1');
}
