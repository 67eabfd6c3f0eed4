import { createHash } from 'node:crypto';
import { buildAuthorizationUrl } from 'openid-client';
import type { ServerMetadata } from '#oidc-server-definition/server-metadata.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { FederatedServer } from './federated-servers.js';
import { callbackPath } from './federation-paths.js';
import type { SignInMemory } from './sign-in-memory.js';
import { upstreamConfiguration } from './upstream-configuration.js';

/** What a request to sign somebody in is made of. */
export interface UpstreamRequest {
  readonly instance: OutboundSmartInstance;
  readonly server: FederatedServer;
  readonly metadata: ServerMetadata;
  readonly state: string;
  readonly memory: SignInMemory;
  /** What is passed on of the app's wishes. */
  readonly hints: Readonly<Record<string, string>>;
}

/** Where the answer comes in; the address to be registered at the server. */
export function redirectUri({ baseUrl }: OutboundSmartInstance, { registrationId }: FederatedServer): string {
  return baseUrl + callbackPath(registrationId);
}

/** Where the browser goes to sign in at a server. */
export function upstreamAddress({ instance, server, metadata, state, memory, hints }: UpstreamRequest): string {
  const parameters = {
    redirect_uri: redirectUri(instance, server),
    scope: [...new Set(['openid', ...server.requestScopes])].join(' '),
    ...{ state, nonce: memory.nonce },
    ...challenge(memory.verifier),
    ...understood(hints, metadata),
  };
  return buildAuthorizationUrl(upstreamConfiguration(server, metadata), parameters).href;
}

/** Where the server says which prompts it knows, and that is none for a choice of accounts, the sign-in page has to do (Initiating User Registration 1.0 §4). */
function understood(hints: UpstreamRequest['hints'], { document }: ServerMetadata): UpstreamRequest['hints'] {
  const { prompt } = hints;
  const known = document?.['prompt_values_supported'];
  if (prompt === undefined || !Array.isArray(known) || known.includes('select_account')) return hints;
  const prompts = prompt.split(' ').map((each) => (each === 'select_account' ? 'login' : each));
  return { ...hints, prompt: [...new Set(prompts)].join(' ') };
}

/** S256 whatever the server says of itself: with `plain` the verifier would stand in the address, and one that knows no PKCE passes it over (RFC 9700 §2.1.1). */
function challenge(verifier: string) {
  return {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
}
