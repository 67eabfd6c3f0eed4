import type { ClientSettings } from './client.js';

/** Where the keys of a client are to be looked for. */
export type ClientKeySource =
  | { readonly kind: 'inline'; readonly publicJwks: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'none'; readonly problem: string };

/**
 * Where the key of a JWS by this client is. A `jku` must be the registered address and is never a new one; without it the registered keys come
 * first.
 * @see SMART App Launch 2.2 "Signature verification"; STD K6, V-39, B19
 */
export function clientKeySource(
  { publicJwks, jwksUrl }: Pick<ClientSettings, 'publicJwks' | 'jwksUrl'>,
  jku: string | undefined,
): ClientKeySource {
  if (jku !== undefined && jku !== jwksUrl) return { kind: 'none', problem: 'the jku is not the registered address' };
  if (jku === undefined && publicJwks !== '') return { kind: 'inline', publicJwks };
  return jwksUrl === '' ? { kind: 'none', problem: 'the client has no keys' } : { kind: 'url', url: jwksUrl };
}
