import type { AnyJwk } from '../keys/jwk-set.js';
import { readKeySet } from '../keys/key-set.js';
import { weakKeyProblem } from '../keys/weak-key.js';
import type { FieldProblem } from '../user/json-fields.js';

/** Members of private and symmetric keys (RFC 7518 §6). */
const secretMembers: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const keyTypes: readonly unknown[] = ['RSA', 'EC', 'OKP'];
const MOST_KEYS = 20;

/** What is wrong with the public keys of a client, given as JSON text of a JWK set or of one JWK; empty text = no keys. */
export function clientKeyProblems(publicJwks: string): readonly FieldProblem[] {
  if (publicJwks === '') return [];
  const keys = readKeys(publicJwks);
  const problem = keys === undefined ? 'is no JSON Web Key Set' : setProblem(keys);
  if (problem === undefined) return [];
  return [{ field: 'publicJwks', problem, remedy: 'Give the public keys as {"keys": [ … ]}' }];
}

function readKeys(text: string): readonly AnyJwk[] | undefined {
  try {
    return readKeySet(JSON.parse(text));
  } catch {
    return undefined; // no JSON, or no key set
  }
}

function setProblem(keys: readonly AnyJwk[]): string | undefined {
  if (keys.length === 0 || keys.length > MOST_KEYS) return `must have 1 to ${String(MOST_KEYS)} keys`;
  return keys.map(keyProblem).find((problem) => problem !== undefined) ?? repetition(keys);
}

function keyProblem(key: AnyJwk): string | undefined {
  if (!keyTypes.includes(key['kty'])) return 'has a key that is not of type RSA, EC or OKP';
  if (secretMembers.some((member) => Object.hasOwn(key, member)))
    return 'has a private key; register the public part only';
  if (typeof key['kid'] !== 'string' || key['kid'] === '')
    return 'has a key without kid, by which an assertion could name it';
  const weakness = weakKeyProblem(key);
  return weakness === undefined ? undefined : `has a key that proves nothing: ${weakness}`;
}

/** Between two keys of one name and type nobody could choose (STD K6). */
function repetition(keys: readonly AnyJwk[]): string | undefined {
  const names = keys.map(({ kid, kty, use }) => JSON.stringify([kid, kty, use]));
  return new Set(names).size === names.length ? undefined : 'has two keys of one kid';
}
