import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { PostAuthorizeCall } from '#scripts/post-authorize-script.port';
import { SessionClients } from '../logout/session-clients.js';
import { ClientUses } from '../clients/client-uses.js';
import { AbandonedApps } from '../registration/abandoned-apps.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { TokenPermissions } from '../tokens/token-permissions.js';
import { ownClaims } from './own-claims.js';
import { PostAuthorizeRuns } from './post-authorize-runs.js';
import type { ProvenAuthorization } from './proven-authorization.js';
import { occasionOf, TokenGeneration, type GeneratedAuthorization } from './token-generation.js';

/**
 * The phases between the proof of a grant and its tokens, the same wherever tokens leave the server: `onTokenGenerating` → narrowing → mint
 * and sign → audit → `onPostAuthorize` (rulings 19 and 37).
 */
@Injectable()
export class TokenIssuance {
  constructor(
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly issuer: TokenIssuer,
    private readonly sessionClients: SessionClients,
    private readonly permissions: TokenPermissions,
    private readonly apps: AbandonedApps,
    private readonly uses: ClientUses,
    private readonly generation: TokenGeneration,
    private readonly afterwards: PostAuthorizeRuns,
  ) {}

  /**
   * The members of the token response (RFC 6749 §5.1).
   * @throws ScriptFailure — nothing is issued (ruling 36)
   */
  async issue(proven: ProvenAuthorization): Promise<Readonly<Record<string, unknown>>> {
    return this.complete(await this.generation.generate(proven));
  }

  /** The phases after the script. */
  async complete(generated: GeneratedAuthorization): Promise<Readonly<Record<string, unknown>>> {
    const { instance, authorization } = generated;
    const { jti, response } = await this.issuer.issue({
      ...generated,
      ownClaims: ownClaims(this.permissions, generated),
    });
    await this.sessionClients.remember(instance, authorization);
    this.uses.noteToken(authorization.client);
    await this.apps.noteUse(authorization.client);
    await this.record(generated, jti);
    await this.afterwards.start(postAuthorizeCall(generated, jti, response));
    return response;
  }

  private async record(
    { instance, authorization, trace, remoteAddress, method, runId }: GeneratedAuthorization,
    jti: string,
  ): Promise<void> {
    const { client, user, grantId, codeHash, flowId, scopes, grantType, recorded } = authorization;
    await this.audit.record({
      moduleId: instance.moduleId,
      kind: 'TOKEN',
      outcome: 'success',
      clientId: client.clientId,
      remoteAddress,
      jti,
      detail: {
        ...recorded,
        grantType,
        scopes,
        ...(method !== undefined && { clientAuthentication: method }),
        ...(runId !== undefined && { runId }),
      },
      trace: trace.list(),
      ...(user && { userPid: user.pid, username: user.username }),
      ...(grantId !== undefined && { grantId }),
      ...(codeHash !== undefined && { codeHash }),
      ...(flowId !== undefined && { flowId }),
    });
  }
}

function postAuthorizeCall(
  { instance: { moduleId, scripts }, authorization, remoteAddress }: GeneratedAuthorization,
  jti: string,
  response: Readonly<Record<string, unknown>>,
): PostAuthorizeCall {
  const { grantType, scopes: grantedScopes, client, user, codap } = authorization;
  const { access_token: accessToken } = response;
  return {
    ...{ moduleId, grantType, grantedScopes, clientId: client.clientId },
    occasion: { ...occasionOf({ authorization, remoteAddress }), jti },
    ...(scripts.postAuthorize && { script: scripts.postAuthorize }),
    ...(user && { username: user.username }),
    ...(typeof accessToken === 'string' && { accessToken }),
    ...codap,
  };
}
