import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { namesClient, readPresentedCredentials, type PresentedCredentials } from '#protocol/oauth2/client-credentials';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { readGrantType } from '#protocol/oauth2/token-request';
import { POST_AUTHORIZE_SCRIPT, type PostAuthorizeScript } from '#scripts/post-authorize-script.port';
import { RequestQueue } from '../admission/request-queue.js';
import { ClientAuthenticator, type AuthenticatedClient } from '../client-authentication/client-authenticator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Authorization } from '../tokens/authorization.js';
import { noted, type RefusalNotes } from '../refusals/refusal-notes.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { GRANT_CONTROLLERS, type GrantController, type GrantRequest } from './grant.port.js';

/** A POST to the token endpoint. */
export interface TokenCall {
  readonly instance: OutboundSmartInstance;
  readonly parameters: FormParameters;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
}

/** What is known of a call as its phases go by, for the audit record of a refusal. */
interface Progress {
  client?: ClientDefinition;
  /** Whom the caller claims to be: what a guesser aims at. */
  claimedClientId?: string;
  readonly trace: DecisionTrace;
}

/** As many as there are database connections, so that none waits for one. A thousand waiting are answered in a few seconds. */
const CLAIMS = { atOnce: 10, waiting: 1_000 };

/** The phases that every grant shares, in order (architecture section 5). */
@Injectable()
export class TokenEndpoint {
  private readonly grants: ReadonlyMap<string, GrantController>;
  private readonly queue = new RequestQueue(CLAIMS);

  constructor(
    @Inject(GRANT_CONTROLLERS) grants: readonly GrantController[],
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    @Inject(POST_AUTHORIZE_SCRIPT) private readonly script: PostAuthorizeScript,
    private readonly clients: ClientAuthenticator,
    private readonly issuer: TokenIssuer,
  ) {
    this.grants = new Map(grants.map((grant) => [grant.grantType, grant]));
  }

  /**
   * The token response.
   * @throws OAuthError with one of the codes of RFC 6749 §5.2, and notes for its audit record
   */
  async answer(call: TokenCall): Promise<Readonly<Record<string, unknown>>> {
    const progress: Progress = { trace: new DecisionTrace() };
    try {
      return await this.phases(call, progress);
    } catch (error) {
      throw noted(error, notesOn(progress));
    }
  }

  private async phases(call: TokenCall, progress: Progress): Promise<Readonly<Record<string, unknown>>> {
    const { instance, parameters } = call;
    parameters.assertWellFormed();
    const grant = this.grantOf(readGrantType(parameters));
    const { client, method } = await this.authenticate(call, grant, progress);
    assertMayUse(client, method, grant);
    // The slow checks of some secrets are over: from here on a request is in the queue for a few milliseconds.
    const { trace } = progress;
    const request = { instance, client, parameters, trace, remoteAddress: call.remoteAddress };
    const issue = () => this.issue(call, grant, request);
    return grant.claimsOneTimeValue ? this.queue.run(issue) : issue();
  }

  private async issue(
    call: TokenCall,
    grant: GrantController,
    request: GrantRequest,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { instance, trace } = request;
    const authorization = await grant.authorize(request);
    const { authorization: generated, customClaims } = await this.generating(instance, authorization);
    const { jti, response } = await this.issuer.issue({ instance, authorization: generated, customClaims, trace });
    await this.recordSuccess(call, generated, jti, trace);
    await this.script.onPostAuthorize(postAuthorizeCall(instance, generated));
    return response;
  }

  private grantOf(grantType: string): GrantController {
    const grant = this.grants.get(grantType);
    if (grant !== undefined) return grant;
    throw new OAuthError(
      'unsupported_grant_type',
      `Supported values of grant_type: ${[...this.grants.keys()].join(', ')}.`,
      { parameter: 'grant_type' },
    );
  }

  private async authenticate(
    call: TokenCall,
    grant: GrantController,
    progress: Progress,
  ): Promise<AuthenticatedClient> {
    const presented = await this.presentedBy(call, grant);
    if (presented.clientId !== undefined) progress.claimedClientId = presented.clientId;
    const authenticated = await this.clients.authenticate(call.instance, presented);
    progress.client = authenticated.client;
    return authenticated;
  }

  /**
   * The credentials of a call. A SMART app without a secret names no client when it refreshes (SMART 2.2 "Refresh access
   * token"); the grant tells whose token it is then.
   */
  private async presentedBy(call: TokenCall, grant: GrantController): Promise<PresentedCredentials> {
    const { instance, parameters, authorization } = call;
    const isNamed = authorization !== undefined || namesClient(parameters);
    const clientId = isNamed
      ? undefined
      : await this.queue.run(async () => grant.clientIdBehind?.(instance, parameters));
    return clientId === undefined ? readPresentedCredentials(authorization, parameters) : { method: 'none', clientId };
  }

  /** `onTokenGenerating`: may change the session and the launch context, and add claims. A failure issues nothing (ruling 36). */
  private async generating(instance: OutboundSmartInstance, authorization: Authorization) {
    const { grantType, user, client, scopes, launchContext } = authorization;
    const call = { moduleId: instance.moduleId, grantType, client, scopes, launchContext, ...(user && { user }) };
    const result = await this.script.onTokenGenerating(call);
    return { authorization: { ...authorization, ...result }, customClaims: result.accessTokenClaims };
  }

  private async recordSuccess(
    call: TokenCall,
    authorization: Authorization,
    jti: string,
    trace: DecisionTrace,
  ): Promise<void> {
    const { user, grantId, codeHash, flowId, scopes, grantType } = authorization;
    await this.audit.record({
      moduleId: call.instance.moduleId,
      kind: 'TOKEN',
      outcome: 'success',
      clientId: authorization.client.clientId,
      remoteAddress: call.remoteAddress,
      jti,
      detail: { grantType, scopes },
      trace: trace.list(),
      ...(user && { userPid: user.pid, username: user.username }),
      ...(grantId !== undefined && { grantId }),
      ...(codeHash !== undefined && { codeHash }),
      ...(flowId !== undefined && { flowId }),
    });
  }
}

function notesOn({ client, claimedClientId, trace }: Progress): RefusalNotes {
  const clientId = client?.clientId ?? claimedClientId;
  return { trace: trace.list(), ...(clientId !== undefined && { clientId }) };
}

/** @throws OAuthError unauthorized_client — not listed in the client definition; invalid_client — it must authenticate for this grant */
function assertMayUse(client: ClientDefinition, method: AuthenticatedClient['method'], grant: GrantController): void {
  if (!client.allowedGrantTypes.includes(grant.clientGrantType))
    throw new OAuthError('unauthorized_client', `This client may not use the grant ${grant.grantType}.`, {
      parameter: 'grant_type',
    });
  if (grant.clientMustAuthenticate && method === 'none')
    throw new OAuthError('invalid_client', `The grant ${grant.grantType} needs client authentication.`);
}

function postAuthorizeCall(instance: OutboundSmartInstance, { grantType, scopes, client, user }: Authorization) {
  return {
    moduleId: instance.moduleId,
    grantType,
    grantedScopes: scopes,
    clientId: client.clientId,
    ...(user && { username: user.username }),
  };
}
