import { exportJWK, generateKeyPair } from 'jose';

/** A new JWK Set with a private key, as text, and the parts of it that nobody may ever read again. */
export async function newSigningJwk(): Promise<{ readonly jwks: string; readonly secrets: readonly string[] }> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: `key-${(jwk.n ?? '').slice(0, 8)}`, alg: 'RS256', use: 'sig' };
  const { d = '', p = '', q = '' } = jwk;
  return { jwks: JSON.stringify({ keys: [key] }), secrets: [d, p, q] };
}
