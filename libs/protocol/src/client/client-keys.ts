import type { AnyJwk } from '../keys/jwk-set.js';
import { readKeySet } from '../keys/key-set.js';
import { publicKeyProblem, repeatedKeyProblem } from '../keys/public-key-problem.js';
import type { FieldProblem } from '../json/json-fields.js';

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
  return keys.map(keyProblem).find((problem) => problem !== undefined) ?? repeatedKeyProblem(keys);
}

function keyProblem(key: AnyJwk): string | undefined {
  const hasName = typeof key['kid'] === 'string' && key['kid'] !== '';
  return publicKeyProblem(key) ?? (hasName ? undefined : 'has a key without kid, by which an assertion could name it');
}
