import type { AnyJwk } from './jwk-set.js';
import { algorithmNamed, profileOf, type SigningAlgorithm } from './signing-algorithm.js';

/** More keys than anybody rotates; looking through 10,000 would be work for nothing (V-74). */
const MOST_KEYS = 100;

/**
 * The keys of a JSON Web Key Set, or of one bare JWK, as somebody else wrote it.
 * @throws TypeError it is neither, or has more than 100 keys
 * @see RFC 7517 §5
 */
export function readKeySet(value: unknown): readonly AnyJwk[] {
  const keys = isObject(value) ? (value['keys'] ?? [value]) : undefined;
  if (!Array.isArray(keys)) throw new TypeError('It is no JSON Web Key Set');
  if (keys.length > MOST_KEYS) throw new TypeError(`It has more than ${String(MOST_KEYS)} keys`);
  return keys.filter(isObject);
}

/** What the header of a JWS says of its key. */
export interface KeyReference {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
}

/**
 * The one key of a set that has this `kid` and may sign by this algorithm; undefined when there is none or more than one.
 * @see SMART App Launch 2.2 "Signature verification"; STD K6, R-13, V-40
 */
export function fittingKey(keys: readonly AnyJwk[], { kid, alg }: KeyReference): AnyJwk | undefined {
  const fitting = keys.filter((key) => key['kid'] === kid && mayVerify(key, alg));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** A key that names its algorithm, use or operations is used for nothing else. */
export function mayVerify(key: AnyJwk, alg: SigningAlgorithm): boolean {
  const { kty, crv } = profileOf(alg);
  const { alg: ownAlg, use, key_ops: operations } = key;
  return (
    key['kty'] === kty &&
    (crv === undefined || key['crv'] === crv) &&
    (ownAlg === undefined || algorithmNamed(ownAlg) === alg) &&
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify')))
  );
}

function isObject(value: unknown): value is AnyJwk {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
