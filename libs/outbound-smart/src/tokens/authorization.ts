import type { ClientDefinition } from '#protocol/client/client';
import type { ApprovedClaims } from '#protocol/oidc/claims-approval';
import type { Actor } from '#protocol/oauth2/actor';
import type { PermissionChange } from '#protocol/permissions/script-change';
import type { LaunchContext } from '#protocol/smart/launch-context';
import type { ShownParameters } from '#protocol/oauth2/shown-parameters';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import type { PresentedGeneration } from '../stores/token-family.store.js';

/** The product's names of the grants, as its scripts see them (ruling 11), and our own; `context_selection` are tokens the server makes for itself. */
export type GrantTypeName =
  | 'authorization_code'
  | 'implicit'
  | 'password'
  | 'device_code'
  | 'token_exchange'
  | 'client_credentials'
  | 'refresh'
  | 'jwt_bearer'
  | 'context_selection';

/** What a grant with a refresh token hands to the issuer. */
export interface RefreshTokenPart {
  /** The token to return, already derived for the generation that the claim makes the live one. */
  readonly token: string;
  /** What was only looked at: to be claimed when the script has agreed. */
  readonly unclaimed?: PresentedGeneration;
}

/**
 * The result of any grant: everything the token issuer needs, and nothing it must look up.
 * A grant proves the right to it; only the issuer turns it into tokens (architecture, principle 4).
 */
export interface Authorization extends Pick<GrantDetails, 'power'> {
  readonly grantType: GrantTypeName;
  readonly client: ClientDefinition;
  /** `sub`: the user name, or the client id for a client's own token (ruling 49). */
  readonly subject: string;
  readonly user?: UserSessionDetails;
  /** The account behind the grant, as it was when that was proved; absent where a client acts for itself. */
  readonly holder?: Pick<GrantDetails, 'userPid' | 'securityVersion'>;
  readonly scopes: readonly string[];
  readonly launchContext: LaunchContext;
  /** The launch that scripts start from, where `onTokenGenerating` changed that of the grant for its first token. */
  readonly scriptedLaunch?: LaunchContext;
  /** The launch as scripts know it (ruling 3). */
  readonly launch?: string;
  /** What the app named as `aud` or `resource`, for the scripts. */
  readonly namedAudience?: string;
  /** Those of the request's parameters that the module shows to scripts. */
  readonly shownParameters?: ShownParameters;
  /** `aud` of the access token: FHIR base URLs, or the issuer where none is known (RFC 9068 §3). */
  readonly audience: readonly string[];
  /** Life of the access token, in seconds, where the grant allows less than the client's own. */
  readonly accessLifetimeSeconds?: number;
  /** Who acts for the subject (RFC 8693 §4.1). */
  readonly actor?: Actor;
  /** In the answer to an exchange: what the new token is called. */
  readonly issuedTokenType?: string;
  /** What scripts have done already to the permissions: those of the token that is exchanged, or the one that let the person in (CODAP). */
  readonly inheritedChange?: PermissionChange;
  /** What they said which FHIR resource stands for the person. */
  readonly inheritedFhirUserUrl?: string;
  /** The answer has no place for an ID token. */
  readonly withoutIdToken?: boolean;
  /** Who asked for whose record, as FHIR resources (CODAP): for scripts. */
  readonly codap?: {
    readonly requestingPractitioner: Readonly<Record<string, unknown>>;
    readonly requestedRecord: Readonly<Record<string, unknown>>;
  };
  /** What the audit record of its tokens says besides; nothing by which a patient can be told. */
  readonly recorded?: Readonly<Record<string, unknown>>;
  readonly authTime?: Date;
  readonly amr?: readonly string[];
  /** The level of assurance that was reached; absent = what the methods reach. */
  readonly acr?: string;
  /** Claims that were asked for and approved one by one. */
  readonly claims?: ApprovedClaims;
  readonly nonce?: string;
  /** Public id of the browser session the authorization came from. */
  readonly sid?: string;
  /** Public id of the token family; absent where no refresh or revocation state is kept. */
  readonly grantId?: string;
  readonly refresh?: RefreshTokenPart;
  /** SHA-256 of the code that was redeemed, for the audit record. */
  readonly codeHash?: string;
  readonly flowId?: string;
}
