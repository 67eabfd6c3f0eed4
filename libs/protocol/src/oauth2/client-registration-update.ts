import type { ClientSettings } from '../client/client.js';
import type { JsonObject } from '../json/json-object.js';
import { metadataError } from './client-registration-error.js';
import { DEFAULT_METHOD, needsSecret } from './client-registration.js';
import { OAuthError } from './oauth-error.js';

/** What only the server says of a client; a client that sends it back may believe it could change it. */
const serversOwn = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
];

/**
 * What an update says about the client's identity: what is so anyway.
 * @returns the client secret it repeats, which must be checked; undefined where it repeats none
 * @throws OAuthError invalid_request — a member that only the server sets; invalid_client_metadata — no client id, or another
 * @see RFC 7592 §2.2; STD RFC7592-1
 */
export function readOwnIdentity(metadata: JsonObject, clientId: string): string | undefined {
  const members = new Map(Object.entries(metadata));
  const foreign = serversOwn.find((member) => members.has(member));
  if (foreign !== undefined)
    throw new OAuthError('invalid_request', `Leave out ${foreign}; only the server sets it.`, { parameter: foreign });
  const { client_id, client_secret } = Object.fromEntries(members);
  if (client_id !== clientId) throw metadataError('client_id', 'must be the one of this client');
  if (client_secret === undefined || client_secret === null) return undefined;
  if (typeof client_secret === 'string') return client_secret;
  throw metadataError('client_secret', 'is not a text');
}

/** What a client may say of its secret is that it has not changed: the server makes them all. */
export function foreignSecret(cause: OAuthError): OAuthError {
  return metadataError('client_secret', 'is not the secret of this client; only the server chooses it', cause);
}

/**
 * Keeps a client from changing what it proves itself with: its secret, its keys, or nothing at all.
 * @throws OAuthError invalid_client_metadata
 */
export function assertSameProof(before: ClientSettings, after: ClientSettings): void {
  const [old, wanted] = [before, after].map(({ tokenEndpointAuthMethod: method }) => method ?? DEFAULT_METHOD);
  if (old === wanted || (needsSecret(before) && needsSecret(after))) return;
  const problem = `cannot be changed from ${String(old)} to ${String(wanted)}; register the app again`;
  throw metadataError('token_endpoint_auth_method', problem);
}
