import type { ClientDefinition, ClientGrantType } from '#protocol/client/client';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import type { Confirmation } from '#protocol/oauth2/confirmation';
import type { RequestFacts } from '#protocol/user/request-facts';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { AuthenticatedClient } from '../client-authentication/client-authenticator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Authorization } from '../tokens/authorization.js';

/** A token request whose client has been authenticated and may use the grant. */
export interface GrantRequest {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  /** How the client authenticated; `none` for a public one. */
  readonly method: AuthenticatedClient['method'];
  readonly parameters: FormParameters;
  /** The key that the tokens will be bound to; its possession is proved. */
  readonly confirmation?: Confirmation;
  readonly trace: DecisionTrace;
  readonly remoteAddress: string;
  /** What callback scripts are told of the HTTP request. */
  readonly request?: RequestFacts;
}

/**
 * One grant of the token endpoint (ruling 48). It declares what it is and proves the authorization;
 * the shared phases of the token endpoint do everything else, so that no grant can forget a step.
 */
export interface GrantController {
  /** Value of the `grant_type` parameter. */
  readonly grantType: string;
  /** What the client definition must list. */
  readonly clientGrantType: ClientGrantType;
  /** Whether the instance offers it, by its configuration; absent = every instance does. */
  isOffered?(instance: OutboundSmartInstance): boolean;
  /** Whether a client without authentication is refused even if it is a public one (RFC 6749 §4.4). */
  readonly clientMustAuthenticate: boolean;
  /** Whether the client may show an access token in place of its secret (`AccessTokenForSecret`); absent = it may not. */
  readonly takesAccessTokenForSecret?: boolean;
  /** What it grants was asked for by an earlier request, which a person has approved: scripts see its parameters, and of the token request `grant_type` alone. */
  readonly continuesRequest?: boolean;
  /** Whether it claims a one-time value: then its requests wait in line when there are many (`RequestQueue`). */
  readonly claimsOneTimeValue: boolean;
  /** A script is asked while it is proved, which may take seconds: it never takes a place in that line, not with a DPoP proof either. */
  readonly asksScript?: boolean;
  /**
   * For a request that names no client at all: the client that what it presents was issued to, which must be a public one.
   * undefined: nothing was presented. Absent: the grant's requests always name their client.
   * @throws OAuthError `invalid_grant` when what is presented is unknown or has ended
   */
  clientIdBehind?(instance: OutboundSmartInstance, parameters: FormParameters): Promise<string | undefined>;
  /**
   * Proves the grant and claims its one-time value.
   * @throws OAuthError `invalid_grant`, `invalid_scope` or `invalid_request`
   */
  authorize(request: GrantRequest): Promise<Authorization>;
  /**
   * Claims what `authorize` only looked at, because a script was to be asked in between. Absent: it claimed everything.
   * @throws OAuthError `invalid_grant` — another request was faster, or it has ended
   */
  claimAfterScript?(request: GrantRequest, authorization: Authorization): Promise<void>;
  /**
   * Undoes what `authorize` claimed, because no tokens could be made of it: the same request counts again. Does nothing where it was used or
   * revoked meanwhile.
   */
  giveBack?(request: GrantRequest, authorization: Authorization): Promise<void>;
}

/** Those of the grants that the instance offers. */
export function offeredGrants(
  grants: readonly GrantController[],
  instance: OutboundSmartInstance,
): readonly GrantController[] {
  return grants.filter((grant) => grant.isOffered?.(instance) ?? true);
}

/** DI token of the list of all grants, offered or not. */
export const GRANT_CONTROLLERS = Symbol('GrantControllers');
