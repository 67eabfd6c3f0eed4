import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { POST_AUTHORIZE_SCRIPT, type PostAuthorizeScript } from '#scripts/post-authorize-script.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SessionClients } from '../logout/session-clients.js';
import type { Authorization } from '../tokens/authorization.js';
import { TokenIssuer } from '../tokens/token-issuer.js';

/** An authorization that was proved, and who asked. */
export interface ProvenAuthorization {
  readonly instance: OutboundSmartInstance;
  readonly authorization: Authorization;
  readonly trace: DecisionTrace;
  readonly remoteAddress: string;
}

/**
 * The phases between the proof of a grant and its tokens, the same wherever tokens leave the server: `onTokenGenerating` → mint and sign →
 * audit → `onPostAuthorize` (ruling 19).
 */
@Injectable()
export class TokenIssuance {
  constructor(
    @Inject(POST_AUTHORIZE_SCRIPT) private readonly script: PostAuthorizeScript,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly issuer: TokenIssuer,
    private readonly sessionClients: SessionClients,
  ) {}

  /**
   * The members of the token response (RFC 6749 §5.1).
   * @throws Error when the script fails: nothing is issued (ruling 36)
   */
  async issue(proven: ProvenAuthorization): Promise<Readonly<Record<string, unknown>>> {
    const { authorization, customClaims } = await this.generating(proven);
    const { jti, response } = await this.issuer.issue({ ...proven, authorization, customClaims });
    await this.sessionClients.remember(proven.instance, authorization);
    await this.record({ ...proven, authorization }, jti);
    await this.script.onPostAuthorize(postAuthorizeCall(proven.instance, authorization));
    return response;
  }

  /** `onTokenGenerating`: may change the session and the launch context, and add claims. */
  private async generating({ instance, authorization }: ProvenAuthorization) {
    const { grantType, user, client, scopes, launchContext } = authorization;
    const call = { moduleId: instance.moduleId, grantType, client, scopes, launchContext, ...(user && { user }) };
    const result = await this.script.onTokenGenerating(call);
    return { authorization: { ...authorization, ...result }, customClaims: result.accessTokenClaims };
  }

  private async record(
    { instance, authorization, trace, remoteAddress }: ProvenAuthorization,
    jti: string,
  ): Promise<void> {
    const { client, user, grantId, codeHash, flowId, scopes, grantType } = authorization;
    await this.audit.record({
      moduleId: instance.moduleId,
      kind: 'TOKEN',
      outcome: 'success',
      clientId: client.clientId,
      remoteAddress,
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

function postAuthorizeCall({ moduleId }: OutboundSmartInstance, authorization: Authorization) {
  const { grantType, scopes, client, user } = authorization;
  return {
    moduleId,
    grantType,
    grantedScopes: scopes,
    clientId: client.clientId,
    ...(user && { username: user.username }),
  };
}
