import type { JsonWebKey } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { algorithmOf, type SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { publicJwk } from '#protocol/keys/jwk-set';
import { weakKeyProblem } from '#protocol/keys/weak-key';
import { KeyRefusedError } from '../keystore-errors.js';

/** Most characters of a `kid`, which every token carries, and of any other public member, of which certificates take the most. */
const LONGEST = { kid: 200, other: 20_000 };

/** A key with the three members every key of ours has. */
export type SigningJwk = JsonWebKey & { readonly kid: string; readonly alg: SigningAlgorithm; readonly use: 'sig' };

/**
 * Reads a JSON Web Key Set that an operator made (RFC 7517 §5), as text or as a parsed value; one bare key is taken as a set of one.
 * Keys for encryption are left out; a public key may stand behind the private ones, so that tokens of a retired key stay valid.
 *
 * @throws KeyRefusedError not a key set, no private key, two keys of one `kid` (V-40), an unfit `alg` or a weak key (S-06)
 */
export async function readSigningJwks(input: unknown): Promise<readonly SigningJwk[]> {
  const keys = listOf(typeof input === 'string' ? parsed(input) : input);
  const signing = await Promise.all(keys.filter((key) => key['use'] !== 'enc').map(readKey));
  if (!signing.some(isPrivate)) {
    throw new KeyRefusedError(
      'The key set has no private key',
      'Use the whole set with private parts: RSA with at least 2048 bits, or EC P-256.',
    );
  }
  const repeated = signing.find((key, index) => signing.findIndex((other) => other.kid === key.kid) !== index);
  if (repeated)
    throw new KeyRefusedError(`Two keys of the set have the kid "${repeated.kid}"`, 'Give each key a kid of its own.');
  return signing;
}

/** Whether the private part is there. */
export function isPrivate(jwk: JsonWebKey): boolean {
  return typeof jwk.d === 'string' && jwk.d !== '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and the text holds private keys.
    throw new KeyRefusedError('The key set is not JSON', 'Paste the whole set, from the first brace to the last.');
  }
}

function listOf(value: unknown): readonly JsonWebKey[] {
  const keys = isObject(value) ? (value['keys'] ?? [value]) : undefined;
  if (!Array.isArray(keys) || keys.length > 100 || !keys.every(isObject)) {
    throw new KeyRefusedError(
      'The key set is no JSON object',
      'Give an object with a "keys" list of at most 100 keys.',
    );
  }
  return keys;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readKey(jwk: JsonWebKey, index: number): Promise<SigningJwk> {
  const kid: unknown = jwk['kid'];
  const name = `Key ${index + 1}${typeof kid === 'string' ? ` (kid "${kid.slice(0, 100)}")` : ''}`;
  const alg = algorithmOf(jwk);
  if (!alg)
    throw new KeyRefusedError(
      `${name}: its kty, crv and alg do not name an asymmetric signature algorithm`,
      'Use an RSA key with an alg such as RS256, or an EC key of P-256 with ES256.',
    );
  const weakness = weakKeyProblem(jwk);
  if (weakness) throw new KeyRefusedError(`${name}: ${weakness}`, 'Make a new key, for instance RSA with 2048 bits.');
  const digest = await thumbprint(jwk, name);
  if (!isLegible(publicJwk(jwk)))
    throw new KeyRefusedError(`${name}: a member has control characters or is too long`, 'Give it another kid.');
  return { ...jwk, alg, use: 'sig', kid: typeof kid === 'string' && kid !== '' ? kid : digest };
}

/** What is shown to everybody and kept: no database takes a NUL, and no log a line break. */
function isLegible(shown: JsonWebKey): boolean {
  const texts = Object.entries(shown).flatMap(([name, value]) => [value].flat().map((text) => ({ name, text })));
  return texts.every(({ name, text }) => {
    const longest = name === 'kid' ? LONGEST.kid : LONGEST.other;
    return typeof text === 'string' && text.length <= longest && !/\p{C}/u.test(text);
  });
}

/** RFC 7638; computed for every key, because it refuses one whose public members are not all there. */
async function thumbprint(jwk: JsonWebKey, name: string): Promise<string> {
  return calculateJwkThumbprint(jwk as JWK).catch((cause: unknown) => {
    throw new KeyRefusedError(`${name}: a public member is missing or malformed`, 'Export the key anew.', { cause });
  });
}
