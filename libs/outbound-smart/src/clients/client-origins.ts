import type { ClientDefinition } from '#protocol/client/client';

/** Web origins a client may call from: those of its http(s) redirect URIs and its own `allowedOrigins` (T7, X16). */
export function clientOrigins(
  client: Pick<ClientDefinition, 'registeredRedirectUris' | 'allowedOrigins'>,
): ReadonlySet<string> {
  const uris = [...client.registeredRedirectUris, ...client.allowedOrigins];
  return new Set(uris.filter((uri) => /^https?:\/\//.test(uri) && URL.canParse(uri)).map((uri) => new URL(uri).origin));
}
