import type { Authority } from '#protocol/user/authority';
import type { LaunchContext } from '#protocol/smart/launch-context';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { ConfiguredScript, ScriptOccasion } from './configured-script.port.js';

/** Read-only view of a client for scripts (product reference 18.2, third argument of `onTokenGenerating`). */
export interface ScriptClientView {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly permissions: readonly Authority[];
}

/** A resource that the person may choose as context, as scripts add it: `addChoice(resourceType, resourceId, displayName)` (reference 18.1). */
export interface ScriptContextChoice {
  /** FHIR's name of the type. */
  readonly resourceType: string;
  readonly resourceId: string;
  readonly displayName: string;
}

/** What `onSmartLoginPreContextSelection` sees: the session, and the choices there are so far. */
export interface ContextSelectionCall {
  readonly moduleId: string;
  /** Absent = none is configured: nothing changes. */
  readonly script?: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  readonly user: UserSessionDetails;
  readonly client: ScriptClientView;
  /** `getChoices()`; `haveChoices()` tells whether there are any. */
  readonly choices: readonly ScriptContextChoice[];
}

/** What the script may have changed. */
export interface ContextSelectionResult {
  /** One of a type is taken without asking; of several the person chooses. */
  readonly choices: readonly ScriptContextChoice[];
}

/** What `onTokenGenerating` sees; `user` is absent for client credentials. */
export interface TokenGeneratingCall {
  readonly moduleId: string;
  /** Absent = none is configured: nothing changes. */
  readonly script?: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  readonly grantType: string;
  readonly user?: UserSessionDetails;
  readonly client: ScriptClientView;
  readonly scopes: readonly string[];
  readonly launchContext: LaunchContext;
  /** `launch` of the authorization request; for a value of this server its id in the audit log, which opens nothing (ruling 3). */
  readonly launch?: string;
  /** `aud` of the authorization request. */
  readonly audience?: string;
  /** Those of the authorization or token request that the module shows to scripts (`auth_request_detail.whitelist`). */
  readonly requestParameters?: Readonly<Record<string, string>>;
}

/** What the script may have changed. */
export interface TokenGeneratingResult {
  readonly user?: UserSessionDetails;
  readonly launchContext: LaunchContext;
  /** Claims for the access token; reserved names are dropped when the token is made (V-99). */
  readonly accessTokenClaims: Readonly<Record<string, unknown>>;
  /** Of the record that has the log of the run; absent where there is none. */
  readonly runId?: string;
}

/** What `onPostAuthorize` sees. The token exists already: nothing it does can change the grant. */
export interface PostAuthorizeCall {
  readonly moduleId: string;
  /** Absent = none is configured: nothing changes. */
  readonly script?: ConfiguredScript;
  readonly occasion?: ScriptOccasion;
  readonly grantType: string;
  readonly grantedScopes: readonly string[];
  readonly clientId: string;
  readonly username?: string;
  /** The access token that was issued. */
  readonly accessToken?: string;
  /** FHIR Practitioner and Patient of a CODAP request (reference 3.8); null for the script where absent. */
  readonly requestingPractitioner?: Readonly<Record<string, unknown>>;
  readonly requestedRecord?: Readonly<Record<string, unknown>>;
}

/** The callback script of an outbound module (property `post_authorize_script`). */
export interface PostAuthorizeScript {
  /**
   * Runs after the sign-in, once for a request whose scopes ask for a context, and supplies what the person may choose.
   * @throws Error when the script fails: the request cannot go on
   */
  onSmartLoginPreContextSelection(call: ContextSelectionCall): Promise<ContextSelectionResult>;
  /**
   * Runs immediately before an access token is made, for every grant.
   * @throws Error when the script fails: no token is issued (ruling 36)
   */
  onTokenGenerating(call: TokenGeneratingCall): Promise<TokenGeneratingResult>;
  /** Runs after the token was issued. Never rejects: a failure is logged and the grant stands. */
  onPostAuthorize(call: PostAuthorizeCall): Promise<void>;
}

/** DI token of {@link PostAuthorizeScript}. */
export const POST_AUTHORIZE_SCRIPT = Symbol('PostAuthorizeScript');
