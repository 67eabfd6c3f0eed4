import type { FieldProblem } from '../user/json-fields.js';

/** Members of private and symmetric keys (RFC 7518 §6). */
const secretMembers: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const keyTypes: readonly unknown[] = ['RSA', 'EC', 'OKP'];
const MOST_KEYS = 20;
/** A modulus of 2048 bits has 342 characters of base64url. */
const SHORTEST_MODULUS = 342;

/** What is wrong with the public keys of a client, given as JSON text of a JWK set or of one JWK; empty text = no keys. */
export function clientKeyProblems(publicJwks: string): readonly FieldProblem[] {
  if (publicJwks === '') return [];
  const keys = readKeys(publicJwks);
  const problem = keys === undefined ? 'is no JSON Web Key Set' : setProblem(keys);
  if (problem === undefined) return [];
  return [{ field: 'publicJwks', problem, remedy: 'Give the public keys as {"keys": [ … ]}' }];
}

function readKeys(text: string): readonly unknown[] | undefined {
  try {
    const set: unknown = JSON.parse(text);
    if (typeof set !== 'object' || set === null) return undefined;
    if (!('keys' in set)) return [set];
    return Array.isArray(set.keys) ? set.keys : undefined;
  } catch {
    return undefined; // no JSON
  }
}

function setProblem(keys: readonly unknown[]): string | undefined {
  if (keys.length === 0 || keys.length > MOST_KEYS) return `must have 1 to ${String(MOST_KEYS)} keys`;
  return keys.map(keyProblem).find((problem) => problem !== undefined);
}

function keyProblem(key: unknown): string | undefined {
  if (typeof key !== 'object' || key === null || !('kty' in key) || !keyTypes.includes(key.kty)) {
    return 'has a key that is not of type RSA, EC or OKP';
  }
  if (secretMembers.some((member) => Object.hasOwn(key, member)))
    return 'has a private key; register the public part only';
  if (key.kty === 'RSA' && !('n' in key && typeof key.n === 'string' && key.n.length >= SHORTEST_MODULUS)) {
    return 'has an RSA key of less than 2048 bits';
  }
  return undefined;
}
