import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { isPublicClient } from '#protocol/client/client';
import { audienceToClaim, narrowAudience } from '#protocol/oauth2/audience';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { mintRefreshToken, readRefreshToken, type RefreshToken } from '#protocol/oauth2/refresh-token';
import { readRefreshTokenRequest } from '#protocol/oauth2/token-request';
import { noteScopesOfGrant } from '#protocol/smart/grant-trace';
import { refreshedScopes, standingScopes } from '#protocol/smart/standing-scopes';
import {
  TOKEN_FAMILY_STORE,
  type PresentedGeneration,
  type TokenFamily,
  type TokenFamilyStore,
} from '../stores/token-family.store.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Authorization } from '../tokens/authorization.js';
import { familyAuthorization } from './family-authorization.js';
import { GrantHolders, type GrantLoss } from './grant-holders.js';
import type { GrantController, GrantRequest } from './grant.port.js';
import { ProvedFactors } from './proved-factors.js';
import { standingGrant } from './standing-grant.js';

/** A refresh token that may be used, and the generation to hand out. */
interface Claim {
  readonly family: TokenFamily;
  readonly nextGeneration: number;
}

/**
 * Exchanges a refresh token (RFC 6749 §6) with rotation, reuse detection and a short grace for lost answers.
 * Normal cost: one statement; one more where a script is asked, which comes before the claim: one that fails must not cost the token, and a token
 * that was claimed once must never count again.
 */
@Injectable()
export class RefreshTokenGrantController implements GrantController {
  readonly grantType = 'refresh_token';
  readonly clientGrantType = 'REFRESH_TOKEN';
  readonly clientMustAuthenticate = false;
  readonly takesAccessTokenForSecret = true;
  readonly claimsOneTimeValue = true;
  readonly continuesRequest = true;
  private readonly key: KeyObject;

  constructor(
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly holders: GrantHolders,
    private readonly factors: ProvedFactors,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
  ) {
    this.key = secrets.derive('refresh-tokens');
  }

  /** The client of the family the token belongs to, whatever its generation: reuse is found out later. */
  async clientIdBehind(instance: OutboundSmartInstance, parameters: FormParameters): Promise<string | undefined> {
    const token = parameters.get('refresh_token');
    if (token === undefined) return undefined;
    const parts = readRefreshToken(this.key, instance.moduleId, token);
    const family = parts && (await this.families.findLiveByHandle(instance.moduleId, parts.handleHash));
    if (family === undefined) throw refused('no client was named, and no live family has this token');
    return family.clientId;
  }

  /** @throws OAuthError invalid_grant — unknown, ended, reused or another client's, or without a factor that is needed by now; invalid_scope, invalid_target — more than was granted */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const { instance, client, parameters, confirmation } = request;
    const { refreshToken, scopes } = readRefreshTokenRequest(parameters);
    const parts = readRefreshToken(this.key, instance.moduleId, refreshToken);
    if (parts === undefined) throw refused('not a refresh token of this module');
    const audience = audienceToClaim(parameters);
    const presented = {
      moduleId: instance.moduleId,
      clientId: client.clientId,
      ...parts,
      ...(audience && { audience }),
      ...(confirmation && { confirmation }),
    };
    if (scopes !== undefined) await this.checkScopesFirst(request, presented, scopes);
    const isLookedAt = instance.scripts.postAuthorize !== undefined;
    const { family, nextGeneration } = await (isLookedAt
      ? this.look(request, presented)
      : this.claim(request, presented));
    const details = standingGrant(family.details, client, request.trace);
    if (details.refresh === 'none') throw withoutRefresh();
    const user = await this.holders.of(instance, details, lost);
    this.factors.assertEnough(client, { user, amr: details.amr });
    const { grantId } = family;
    const authorization = familyAuthorization({ grantType: 'refresh', client, user, grantId, details });
    const kept = refreshedScopes({ granted: family.details.scopes, standing: details.scopes, requested: scopes });
    noteScopesOfGrant(authorization.scopes, kept, request.trace);
    return {
      ...authorization,
      scopes: kept,
      audience: narrowAudience(parameters, authorization.audience),
      refresh: {
        token: this.successor(request, parts, nextGeneration),
        ...(isLookedAt && { unclaimed: presented }),
      },
    };
  }

  /** Whoever lost it to a request that was faster, or to a revocation, learns it here; a retry is given the very same successor. */
  async claimAfterScript(request: GrantRequest, { refresh }: Authorization): Promise<void> {
    if (refresh?.unclaimed !== undefined) await this.claim(request, refresh.unclaimed);
  }

  /** What {@link claim} will most likely find; changes nothing, unless the token was used before. */
  private async look(request: GrantRequest, presented: PresentedGeneration): Promise<Claim> {
    const standing = await this.families.standing(presented, graceSeconds(request));
    if (standing.kind === 'retry') return { family: standing.family, nextGeneration: standing.family.generation };
    if (standing.kind !== 'live') return this.afterLostClaim(request, presented);
    const step = rotates(request) ? 1 : 0;
    return { family: standing.family, nextGeneration: presented.generation + step };
  }

  private async claim(request: GrantRequest, presented: PresentedGeneration): Promise<Claim> {
    if (!rotates(request)) return this.unrotated(request, presented);
    const rotated = await this.families.rotate(presented);
    if (rotated !== undefined) return { family: rotated, nextGeneration: rotated.generation };
    return this.afterLostClaim(request, presented);
  }

  /** Without rotation the token stays the same until it expires. */
  private async unrotated(request: GrantRequest, presented: PresentedGeneration): Promise<Claim> {
    const standing = await this.families.standing(presented, 0);
    if (standing.kind === 'live') return { family: standing.family, nextGeneration: presented.generation };
    return this.afterLostClaim(request, presented);
  }

  private async afterLostClaim(request: GrantRequest, presented: PresentedGeneration): Promise<Claim> {
    const standing = await this.families.standing(presented, graceSeconds(request));
    if (standing.kind === 'retry') return retried(request, standing.family);
    if (standing.kind === 'live') narrowAudience(request.parameters, standing.family.details.audience);
    if (standing.kind === 'other-key') throw unconfirmed();
    if (standing.kind === 'reused') await this.revokeReused(request, standing.family);
    throw refused(standing.kind);
  }

  private async revokeReused({ instance, client, remoteAddress }: GrantRequest, family: TokenFamily): Promise<void> {
    if (!(await this.families.revoke(instance.moduleId, family.grantId, 'refresh-token-reused'))) return;
    const event = {
      moduleId: instance.moduleId,
      clientId: client.clientId,
      grantId: family.grantId,
      userPid: family.userPid,
      username: family.details.subject,
      remoteAddress,
    };
    await this.audit.record({
      ...event,
      kind: 'TOKEN_REVOCATION',
      outcome: 'success',
      detail: { reason: 'refresh-token-reused' },
    });
  }

  /** A scope the client may not have must not cost it the token, so it is checked before the claim (STD X10). */
  private async checkScopesFirst(
    request: GrantRequest,
    presented: PresentedGeneration,
    requested: readonly string[],
  ): Promise<void> {
    const found = await this.families.standing(presented, graceSeconds(request));
    if (found.kind !== 'live' && found.kind !== 'retry') return;
    const granted = found.family.details.scopes;
    refreshedScopes({ granted, standing: standingScopes(granted, request.client), requested });
  }

  private successor({ instance }: GrantRequest, parts: RefreshToken, generation: number): string {
    return mintRefreshToken(this.key, instance.moduleId, parts.handle, generation);
  }
}

/** The answer to an earlier use was lost: the very same successor is derived again, no second branch exists. */
function retried({ instance, trace }: GrantRequest, family: TokenFamily): Claim {
  const source = `module:${instance.moduleId}`;
  trace.add({ kind: 'check', value: 'refresh_token', outcome: 'passed', ruleId: 'refresh.retry-within-grace', source });
  return { family, nextGeneration: family.generation };
}

/** Public clients always rotate (RFC 9700 §4.14.2); a confidential one may be exempted (ruling 49). */
function rotates({ instance, client }: GrantRequest): boolean {
  return isPublicClient(client) || (client.rotateRefreshTokens ?? instance.options.grants.rotateRefreshTokens);
}

function graceSeconds({ instance, client }: GrantRequest): number {
  return client.refreshTokenGraceSeconds ?? instance.options.grants.refreshGraceSeconds;
}

/** Nothing is spent or revoked by it: whoever stole a bound token has nothing (RFC 9449 §5). */
function unconfirmed(): OAuthError {
  const description = 'The refresh token is bound to a key; prove that you have that key.';
  return new OAuthError('invalid_grant', description, { cause: 'bound to another key' });
}

function lost(what: GrantLoss): OAuthError {
  return refused(what === 'account' ? 'the account is gone, locked or disabled' : 'the browser session ended');
}

function withoutRefresh(): OAuthError {
  const description = 'The client may no longer have the scope for which the refresh token was given.';
  return new OAuthError('invalid_grant', description, {
    cause: 'offline_access and online_access are not on its list',
  });
}

function refused(cause: string): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The refresh token is unknown, expired, revoked or was issued to another client.',
    { cause },
  );
}
