import type { JsonWebKey } from 'node:crypto';

/** Anything that may hold the members of a JWK, private ones included. */
export type AnyJwk = Readonly<Record<string, unknown>>;

/** A set of public keys, as `/jwk` serves it (RFC 7517 §5). */
export interface PublicJwkSet {
  readonly keys: readonly JsonWebKey[];
}

/** The members that make the public key of each type. Private members are not removed one by one: only these are taken (V-50). */
const keyMembers: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
]);

const describingMembers: readonly string[] = ['kid', 'use', 'alg', 'x5c', 'x5t', 'x5t#S256'];

/**
 * The public part of a key, with `use` `sig` where the key does not say its use.
 * @throws TypeError not an asymmetric key (a shared secret has no public part), or without the members that make its public part
 * @see RFC 7517 §4, RFC 7518 §6, RFC 8037 §2; STD OC6, V-50
 */
export function publicJwk(jwk: AnyJwk): JsonWebKey {
  const members = ['kty', ...describingMembers, ...publicKeyMembers(jwk)];
  const present = members.filter((name) => isPublicValue(jwk[name]));
  return { use: 'sig', ...Object.fromEntries(present.map((name) => [name, jwk[name]])) };
}

/**
 * The names of the members that make the public part of a key, `kty` apart; each of them is a text.
 * @throws TypeError not an asymmetric key, or one of them is missing
 */
export function publicKeyMembers(jwk: AnyJwk): readonly string[] {
  const members = keyMembers.get(jwk['kty']);
  if (members === undefined) throw new TypeError('Only RSA, EC and OKP keys have a public part');
  const missing = members.find((name) => typeof jwk[name] !== 'string');
  if (missing !== undefined) throw new TypeError(`The key lacks its member ${missing}`);
  return members;
}

/** Only strings and lists of strings (`x5c`) are copied, so that nothing private travels inside a nested object. */
function isPublicValue(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}

/**
 * The public parts of several keys, in the order given: the first is the one that signs.
 * @throws TypeError a key that has no public part, or two keys with one `kid`, between which a verifier could not choose
 * @see RFC 7517 §5; STD X7, OC6
 */
export function publicJwkSet(jwks: readonly AnyJwk[]): PublicJwkSet {
  const keys = jwks.map(publicJwk);
  const ids = keys.flatMap((key) => (key['kid'] === undefined ? [] : [key['kid']]));
  if (new Set(ids).size !== ids.length) throw new TypeError('Two keys of the set have the same kid');
  return { keys };
}
