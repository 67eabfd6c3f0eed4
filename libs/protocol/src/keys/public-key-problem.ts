import type { AnyJwk } from './jwk-set.js';
import { weakKeyProblem } from './weak-key.js';

/** Members of private and symmetric keys (RFC 7518 §6). */
const secretMembers: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const keyTypes: readonly unknown[] = ['RSA', 'EC', 'OKP'];

/** Why a key that somebody registers with us cannot verify their signatures, as in `has a key that …`; `undefined` where it can (V-50, S-06). */
export function publicKeyProblem(key: AnyJwk): string | undefined {
  if (!keyTypes.includes(key['kty'])) return 'has a key that is not of type RSA, EC or OKP';
  if (secretMembers.some((member) => Object.hasOwn(key, member)))
    return 'has a private key; register the public part only';
  const weakness = weakKeyProblem(key);
  return weakness === undefined ? undefined : `has a key that proves nothing: ${weakness}`;
}

/** Between two keys of one name, type and use nobody could choose (STD K6). */
export function repeatedKeyProblem(keys: readonly AnyJwk[]): string | undefined {
  const names = keys.map(({ kid, kty, use }) => JSON.stringify([kid, kty, use]));
  return new Set(names).size === names.length ? undefined : 'has two keys of one kid';
}
