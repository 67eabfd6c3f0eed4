import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint } from 'jose';
import type { SigningJwk } from './signing-jwks.js';

const generate = promisify(generateKeyPair);

/** One RSA-2048 key for RS256 and one P-256 key for ES256, in signing order, private parts included; about a second of one core. */
export async function generateSigningKeys(): Promise<readonly SigningJwk[]> {
  const rsa = await generate('rsa', { modulusLength: 2048 });
  const ec = await generate('ec', { namedCurve: 'P-256' });
  return Promise.all([
    named(rsa.privateKey.export({ format: 'jwk' }), 'RS256'),
    named(ec.privateKey.export({ format: 'jwk' }), 'ES256'),
  ]);
}

/** The key with `alg`, `use` and a `kid` that is its thumbprint (RFC 7638), so that two keys never share a name. */
async function named(jwk: JsonWebKey, alg: string): Promise<SigningJwk> {
  return { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}
