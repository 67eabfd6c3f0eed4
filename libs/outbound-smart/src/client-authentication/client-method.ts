import type { ClientDefinition } from '#protocol/client/client';
import type { ClientAuthenticationMethod } from '#protocol/oauth2/client-authentication-method';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A known client that a request claims to come from, and what is to prove it. */
export interface ClientClaim<Presented extends PresentedCredentials = PresentedCredentials> {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly presented: Presented;
}

/** One way for a client to prove that it is the one it claims to be. */
export interface ClientMethod {
  /** Its names in the client definition and in discovery; claims by other methods never reach it. */
  readonly names: readonly ClientAuthenticationMethod[];
  /** @throws OAuthError `invalid_client`; `temporarily_unavailable` when it cannot be found out now */
  prove(claim: ClientClaim): Promise<void>;
}

/** DI token of the list of all methods. */
export const CLIENT_METHODS = Symbol('ClientMethods');
