import { Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { epochSeconds } from '#protocol/clock';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { activeIntrospection, inactiveIntrospection, readIntrospectionRequest } from '#protocol/oauth2/introspection';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { TokenLookup, type LiveAccessToken, type LiveRefreshToken } from './token-lookup.js';
import { includesScope } from '#protocol/smart/scope-name';

/** Tells authenticated clients about tokens they may see (RFC 7662; product fields `canIntrospect…Tokens`). */
@Injectable()
export class IntrospectionEndpoint {
  constructor(
    private readonly authenticator: ClientAuthenticator,
    private readonly lookup: TokenLookup,
  ) {}

  /** @throws OAuthError invalid_request, or invalid_client for callers without credentials (RFC7662-1) */
  async introspect({
    instance,
    parameters,
    authorization,
  }: AuthenticatedCall): Promise<Readonly<Record<string, unknown>>> {
    const { token, hint } = readIntrospectionRequest(parameters);
    const { client, method } = await this.authenticator.authenticate(
      instance,
      readPresentedCredentials(authorization, parameters),
    );
    if (method === 'none') throw new OAuthError('invalid_client', 'Introspection needs client authentication.');
    const looks = [() => this.accessToken(instance, client, token), () => this.refreshToken(instance, client, token)];
    if (hint === 'refresh_token') looks.reverse();
    for (const look of looks) {
      const answer = await look();
      if (answer !== undefined) return answer;
    }
    return inactiveIntrospection;
  }

  private async accessToken(instance: OutboundSmartInstance, caller: ClientDefinition, token: string) {
    const found = await this.lookup.accessToken(instance, token);
    return found && maySee(caller, found.client) ? describeAccessToken(instance, found) : undefined;
  }

  private async refreshToken(instance: OutboundSmartInstance, caller: ClientDefinition, token: string) {
    const found = await this.lookup.refreshToken(instance, token);
    return found && maySee(caller, found.client) ? describeRefreshToken(instance, found) : undefined;
  }
}

/** V-29: nothing is said about tokens the caller may not see. */
function maySee(caller: ClientDefinition, owner: ClientDefinition): boolean {
  return caller.canIntrospectAnyTokens || (caller.canIntrospectOwnTokens && caller.clientId === owner.clientId);
}

function describeAccessToken(instance: OutboundSmartInstance, { claims, family, user }: LiveAccessToken) {
  return activeIntrospection({
    scopes: claims.scopes,
    clientId: claims.clientId,
    tokenType: 'Bearer',
    expiresAt: claims.expiresAt,
    issuedAt: claims.issuedAt,
    issuer: instance.issuer,
    subject: claims.subject,
    audience: claims.audience,
    tokenId: claims.jti,
    ...(family && { launchContext: family.details.launchContext }),
    ...(user && { username: user.username }),
    ...(user?.fhirUserUrl !== undefined && includesScope(claims.scopes, 'fhirUser') && { fhirUser: user.fhirUserUrl }),
  });
}

function describeRefreshToken(instance: OutboundSmartInstance, { family, user }: LiveRefreshToken) {
  const { details, refreshExpiresAt } = family;
  return activeIntrospection({
    scopes: details.scopes,
    clientId: family.clientId,
    tokenType: 'refresh_token',
    expiresAt: refreshExpiresAt === undefined ? 0 : epochSeconds(refreshExpiresAt),
    issuedAt: details.authTime,
    issuer: instance.issuer,
    subject: details.subject,
    launchContext: details.launchContext,
    username: user.username,
  });
}
