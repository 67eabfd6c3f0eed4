import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import type { ClientAuthenticationMethod } from '#protocol/oauth2/client-authentication-method';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import type { PresentedSender } from '../sender-constraint/presented-sender.js';
import type { AuthenticatedCall } from './authenticated-call.js';

/** Where a claim comes from. */
export interface ClaimOrigin extends Pick<AuthenticatedCall, 'instance' | 'remoteAddress'> {
  /** Who sent the request; absent where certificates do not count. */
  readonly sender?: PresentedSender;
  /** Address of the endpoint, where assertions may be made for it too (STD X3: the PAR endpoint). */
  readonly ownAddress?: string;
}

/** A known client that a request claims to come from, and what is to prove it. */
export interface ClientClaim<Presented extends PresentedCredentials = PresentedCredentials> extends ClaimOrigin {
  readonly client: ClientDefinition;
  readonly presented: Presented;
}

/** One way for a client to prove that it is the one it claims to be. */
export interface ClientMethod {
  /** Its names in the client definition and in discovery; claims by other methods never reach it. */
  readonly names: readonly ClientAuthenticationMethod[];
  /**
   * Refuses what is wrong whoever the client is, before it is looked up: the answer may then say what to change, and still does not tell which
   * clients exist.
   * @throws OAuthError `invalid_client`
   */
  inspect?(origin: ClaimOrigin, presented: PresentedCredentials): void;
  /** What every refusal of this request adds, by what is presented alone: it must be the same for a client that does not exist. */
  advice?(origin: ClaimOrigin, presented: PresentedCredentials): string | undefined;
  /**
   * Resolves with the secret that proved it, where it was one.
   * @throws OAuthError `invalid_client`; `temporarily_unavailable` when it cannot be found out now
   */
  prove(claim: ClientClaim): Promise<ClientSecret | undefined>;
}

/** DI token of the list of all methods. */
export const CLIENT_METHODS = Symbol('ClientMethods');
