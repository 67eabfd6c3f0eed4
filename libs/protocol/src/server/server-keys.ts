import { createPublicKey } from 'node:crypto';
import type { AnyJwk } from '../keys/jwk-set.js';
import { readKeySet } from '../keys/key-set.js';
import { publicKeyProblem, repeatedKeyProblem } from '../keys/public-key-problem.js';

const MOST_KEYS = 20;

/** What is wrong with the keys of another server, given as JSON text of a JWK set or of one JWK; `undefined` for keys that can verify (ruling 12). */
export function serverKeysProblem(text: string): string | undefined {
  const keys = readKeys(text);
  if (keys === undefined) return 'is no JSON Web Key and no set of them';
  if (keys.length === 0 || keys.length > MOST_KEYS) return `must have 1 to ${String(MOST_KEYS)} keys`;
  return keys.map(keyProblem).find((problem) => problem !== undefined) ?? repeatedKeyProblem(keys);
}

function readKeys(text: string): readonly AnyJwk[] | undefined {
  try {
    return readKeySet(JSON.parse(text));
  } catch {
    return undefined; // no JSON, or no key set
  }
}

function keyProblem(key: AnyJwk): string | undefined {
  return publicKeyProblem(key) ?? (isReadable(key) ? undefined : 'has a key that cannot be read');
}

function isReadable(key: AnyJwk): boolean {
  try {
    createPublicKey({ format: 'jwk', key });
    return true;
  } catch {
    return false;
  }
}
