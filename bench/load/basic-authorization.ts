import type { ConfidentialClient } from '../site.js';

/** HTTP Basic of a client (RFC 6749 §2.3.1). */
export function basicAuthorization({ clientId, secret }: ConfidentialClient): { readonly authorization: string } {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
