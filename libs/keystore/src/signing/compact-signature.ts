import type { ImportedKey } from '../keys/imported-key.js';

/** Signs claims as a compact JWS (RFC 7515 §5.1) with a key that can sign. */
export async function signCompact(
  key: ImportedKey,
  typ: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  if (!key.sign) throw new TypeError(`The key "${key.kid}" has no private part`);
  const input = `${encode({ alg: key.alg, kid: key.kid, typ })}.${encode(claims)}`;
  const signature = await key.sign(Buffer.from(input, 'latin1'));
  return `${input}.${signature.toString('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
