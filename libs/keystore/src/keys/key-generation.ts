import { generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { jwkThumbprint } from '#protocol/keys/jwk-thumbprint';
import { profileOf, type SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import type { SigningJwk } from './signing-jwks.js';

const generate = promisify(generateKeyPair);

/** What a new key is to be. */
export interface KeyWish {
  readonly alg: SigningAlgorithm;
  /** Of an RSA key; 2048 unless said otherwise. */
  readonly modulusLength?: number;
}

/** What every generated keystore starts with: RSA for everybody (STD X7), elliptic curves for those who prefer them. */
const FIRST_KEYS: readonly KeyWish[] = [{ alg: 'RS256' }, { alg: 'ES256' }];

/** New keys in the order of the wishes, private parts included; an RSA key takes up to a second of one core. */
export async function generateSigningKeys(wishes = FIRST_KEYS): Promise<readonly SigningJwk[]> {
  const keys: SigningJwk[] = [];
  for (const wish of wishes) keys.push(named((await privateKey(wish)).export({ format: 'jwk' }), wish.alg));
  return keys;
}

async function privateKey({ alg, modulusLength = 2048 }: KeyWish): Promise<KeyObject> {
  const { kty, crv } = profileOf(alg);
  if (kty === 'RSA') return (await generate('rsa', { modulusLength })).privateKey;
  if (kty === 'EC') return (await generate('ec', { namedCurve: crv ?? 'P-256' })).privateKey;
  return (await generate('ed25519')).privateKey;
}

/** The key with `alg`, `use` and a `kid` that is its thumbprint (RFC 7638), so that two keys never share a name. */
function named(jwk: JsonWebKey, alg: SigningAlgorithm): SigningJwk {
  return { ...jwk, alg, use: 'sig', kid: jwkThumbprint(jwk) };
}
