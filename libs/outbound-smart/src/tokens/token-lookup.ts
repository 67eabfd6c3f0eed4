import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import type { ClientDefinition } from '#protocol/client/client';
import { isOfIncarnation } from '#protocol/client/incarnation';
import { readRefreshToken } from '#protocol/oauth2/refresh-token';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ExchangedToken } from '../stores/authorization-code.store.js';
import { REVOKED_TOKEN_STORE, type RevokedTokenStore } from '../stores/revoked-token.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamily, type TokenFamilyStore } from '../stores/token-family.store.js';
import { readAccessTokenClaims, type AccessTokenClaims } from './read-access-token-claims.js';
import { grantHolder } from './grant-holder.js';

/** An access token that may be used right now. */
export interface LiveAccessToken {
  readonly claims: AccessTokenClaims;
  readonly client: ClientDefinition;
  readonly family?: TokenFamily;
  readonly user?: DirectoryUser;
}

/** A refresh token that may be used right now. */
export interface LiveRefreshToken {
  readonly family: TokenFamily;
  readonly client: ClientDefinition;
  readonly user: UserSessionDetails;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/**
 * Tells whether a token is one of ours and still good: signature, type and expiry first, then revocation, client and
 * account (R-11, V-28). One statement for tokens that pass the first part.
 */
@Injectable()
export class TokenLookup {
  private readonly refreshKey: KeyObject;

  constructor(
    @Inject(KEYSTORE) private readonly keystore: Keystore,
    @Inject(REVOKED_TOKEN_STORE) private readonly revoked: RevokedTokenStore,
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
  ) {
    this.refreshKey = secrets.derive('refresh-tokens');
  }

  /** The claims of an unexpired access token of this module, revoked or not (RFC 9068 §4). */
  async accessTokenClaims(instance: OutboundSmartInstance, token: string): Promise<AccessTokenClaims | undefined> {
    const expected = { typ: 'at+jwt', issuer: instance.issuer, checkExpiry: true };
    const claims = await this.keystore.verify(instance.keystoreId, token, expected);
    return claims && readAccessTokenClaims(claims, instance.moduleId);
  }

  async accessToken(instance: OutboundSmartInstance, token: string): Promise<LiveAccessToken | undefined> {
    const claims = await this.accessTokenClaims(instance, token);
    if (claims === undefined) return undefined;
    const { revoked, family } = await this.revoked.standing(instance.moduleId, claims.jti, claims.grantId);
    const client = await this.clients.find(instance.moduleId, claims.clientId);
    if (revoked || client === undefined || !isOfIncarnation(claims, client)) return undefined;
    if (family === undefined) return { claims, client };
    const user = await grantHolder(this.users, instance, family.details);
    const isGood = user !== undefined && (await this.areGood(family.details.exchangedFrom ?? []));
    return isGood ? { claims, client, family, user: asScripted(user, claims) } : undefined;
  }

  /** A token that was exchanged for another ends with it, and with the client that had it: at most a few of them (RFC 8693 §2.1). */
  private async areGood(tokens: readonly ExchangedToken[]): Promise<boolean> {
    for (const token of tokens) {
      const { moduleId, clientId, jti, grantId } = token;
      if ((await this.revoked.standing(moduleId, jti, grantId)).revoked) return false;
      const client = await this.clients.find(moduleId, clientId);
      if (client === undefined || !isOfIncarnation(token, client)) return false;
    }
    return true;
  }

  async refreshToken(instance: OutboundSmartInstance, token: string): Promise<LiveRefreshToken | undefined> {
    const family = await this.refreshFamily(instance, token);
    const { refreshIssuedAt: issuedAt, refreshExpiresAt: expiresAt } = family ?? {};
    if (family === undefined || issuedAt === undefined || expiresAt === undefined) return undefined;
    const client = await this.clients.find(instance.moduleId, family.clientId);
    const user = await grantHolder(this.users, instance, family.details);
    if (client === undefined || user === undefined || !isOfIncarnation(family.details, client)) return undefined;
    return { family, client, user, issuedAt, expiresAt };
  }

  /** The live family whose current refresh token this is; an earlier generation is no longer a token. */
  async refreshFamily(instance: OutboundSmartInstance, token: string): Promise<TokenFamily | undefined> {
    const family = await this.familyOfRefreshToken(instance, token);
    const parts = readRefreshToken(this.refreshKey, instance.moduleId, token);
    return family?.generation === parts?.generation ? family : undefined;
  }

  /** The live family of a refresh token of any generation. */
  async familyOfRefreshToken(instance: OutboundSmartInstance, token: string): Promise<TokenFamily | undefined> {
    const parts = readRefreshToken(this.refreshKey, instance.moduleId, token);
    return parts && this.families.findLiveByHandle(instance.moduleId, parts.handleHash);
  }
}

/** The person as the token speaks of them: a script may have said which FHIR resource stands for them. */
function asScripted(user: DirectoryUser, { scripted: { fhirUserUrl } }: AccessTokenClaims): DirectoryUser {
  return fhirUserUrl === undefined ? user : { ...user, fhirUserUrl };
}
