import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { Confirmation } from '#protocol/oauth2/confirmation';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { applyChange, readChange } from '#protocol/permissions/script-change';
import { changedLaunch, scriptClaim, type ScriptedToken } from '#protocol/tokens/script-claim';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { POST_AUTHORIZE_SCRIPT, type PostAuthorizeScript } from '#scripts/post-authorize-script.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SessionClients } from '../logout/session-clients.js';
import { ClientUses } from '../clients/client-uses.js';
import { AbandonedApps } from '../registration/abandoned-apps.js';
import type { Authorization } from '../tokens/authorization.js';
import { TokenIssuer, type Minting } from '../tokens/token-issuer.js';
import { TokenPermissions } from '../tokens/token-permissions.js';

/** An authorization that was proved, and who asked. */
export interface ProvenAuthorization {
  readonly instance: OutboundSmartInstance;
  readonly authorization: Authorization;
  /** The key that the tokens are bound to. */
  readonly confirmation?: Confirmation;
  readonly trace: DecisionTrace;
  readonly remoteAddress: string;
  /** How the client authenticated, where it came to the token endpoint. */
  readonly method?: string;
}

/** An authorization that the script has seen. */
interface GeneratedAuthorization extends ProvenAuthorization {
  readonly customClaims: Readonly<Record<string, unknown>>;
  readonly scripted: ScriptedToken;
}

/** Most permissions that an access token carries: tokens travel in headers of 8 KB. */
const MOST_CARRIED = 100;

/**
 * The phases between the proof of a grant and its tokens, the same wherever tokens leave the server: `onTokenGenerating` → narrowing → mint
 * and sign → audit → `onPostAuthorize` (rulings 19 and 37).
 */
@Injectable()
export class TokenIssuance {
  constructor(
    @Inject(POST_AUTHORIZE_SCRIPT) private readonly script: PostAuthorizeScript,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly issuer: TokenIssuer,
    private readonly sessionClients: SessionClients,
    private readonly permissions: TokenPermissions,
    private readonly apps: AbandonedApps,
    private readonly uses: ClientUses,
  ) {}

  /**
   * The members of the token response (RFC 6749 §5.1).
   * @throws Error when the script fails: nothing is issued (ruling 36)
   */
  async issue(proven: ProvenAuthorization): Promise<Readonly<Record<string, unknown>>> {
    const generated = await this.generating(proven);
    const { instance, authorization } = generated;
    const { jti, response } = await this.issuer.issue({ ...generated, ownClaims: this.narrowing(proven, generated) });
    await this.sessionClients.remember(instance, authorization);
    this.uses.noteToken(authorization.client);
    await this.apps.noteUse(authorization.client);
    await this.record(generated, jti);
    await this.script.onPostAuthorize(postAuthorizeCall(instance, authorization));
    return response;
  }

  /** `onTokenGenerating`: may change the session and the launch context, and add claims. */
  private async generating(proven: ProvenAuthorization): Promise<GeneratedAuthorization> {
    const { instance, authorization, trace } = proven;
    const { grantType, client, scopes, launchContext, launch } = authorization;
    const user = withInherited(authorization);
    const { accessTokenClaims: customClaims, ...result } = await this.script.onTokenGenerating({
      ...{ moduleId: instance.moduleId, grantType, client, scopes, launchContext },
      ...(user && { user }),
      ...(launch !== undefined && { launch }),
    });
    const before = authorization.user?.authorities ?? [];
    const after = (result.user ?? user)?.authorities ?? before;
    const { change, decisions } = readChange(before, after, instance.options.script.mayAdminister);
    for (const decision of decisions) trace.add(decision);
    const scripted = { permissions: change, ...changedLaunch(launchContext, result.launchContext) };
    return { ...proven, authorization: { ...authorization, ...result }, customClaims, scripted };
  }

  /** What the token may do, and what of that it carries itself. */
  private narrowing(proven: ProvenAuthorization, generated: GeneratedAuthorization): Minting['ownClaims'] {
    const { instance, scripted, trace } = generated;
    const { client, scopes, launchContext } = generated.authorization;
    const { user, power } = proven.authorization;
    const token = { instance, client, scopes, launchContext, change: scripted.permissions };
    const ofPerson = user && { user, ...(power && { power }) };
    const { permissions, decisions } = this.permissions.of({ ...token, ...ofPerson });
    for (const decision of decisions) trace.add(decision);
    const isCarried = instance.options.tokens.carryPermissions && permissions.length <= MOST_CARRIED;
    return {
      ...(isCarried && { gatehouse_permissions: permissions }),
      ...(client.incarnation !== undefined && { gatehouse_incarnation: client.incarnation }),
      ...scriptClaim(scripted),
    };
  }

  private async record(
    { instance, authorization, trace, remoteAddress, method }: ProvenAuthorization,
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
      detail: { grantType, scopes, ...(method !== undefined && { clientAuthentication: method }) },
      trace: trace.list(),
      ...(user && { userPid: user.pid, username: user.username }),
      ...(grantId !== undefined && { grantId }),
      ...(codeHash !== undefined && { codeHash }),
      ...(flowId !== undefined && { flowId }),
    });
  }
}

/** The person as the script sees them: for an exchange with what scripts did to the token that is exchanged. */
function withInherited({ user, inheritedChange }: Authorization): UserSessionDetails | undefined {
  if (user === undefined || inheritedChange === undefined) return user;
  return { ...user, authorities: applyChange(user.authorities, inheritedChange) };
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
