import { Injectable, Logger } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { epochSeconds } from '#protocol/clock';
import { tokenTypeOf } from '#protocol/oauth2/confirmation';
import { readPresentedCredentials, type PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { activeIntrospection, inactiveIntrospection, readIntrospectionRequest } from '#protocol/oauth2/introspection';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { Authority } from '#protocol/user/authority';
import type { UserSessionDetails } from '#protocol/user/user-session';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import { contextToldTo } from '../launch/told-context.js';
import { launchOf, LivePermissions } from './live-permissions.js';
import { TokenGate } from './token-gate.js';
import { TokenLookup, type LiveAccessToken, type LiveRefreshToken } from './token-lookup.js';
import { includesScope } from '#protocol/smart/scope-name';

/**
 * Tells clients about tokens they may see (RFC 7662; product fields `canIntrospect…Tokens`). They prove who they are by their credentials, or
 * by an access token of theirs (STD IN5).
 */
@Injectable()
export class IntrospectionEndpoint {
  private readonly logger = new Logger('Introspection');

  constructor(
    private readonly authenticator: ClientAuthenticator,
    private readonly gate: TokenGate,
    private readonly lookup: TokenLookup,
    private readonly permissions: LivePermissions,
  ) {}

  /** @throws OAuthError invalid_request; invalid_client, or invalid_token for an access token that does not allow it (RFC7662-1) */
  async introspect(call: AuthenticatedCall): Promise<Readonly<Record<string, unknown>>> {
    const { instance, parameters } = call;
    const { token, hint } = readIntrospectionRequest(parameters);
    const client = await this.caller(call);
    const looks = [() => this.accessToken(instance, client, token), () => this.refreshToken(instance, client, token)];
    if (hint === 'refresh_token') looks.reverse();
    for (const look of looks) {
      const answer = await look();
      if (answer !== undefined) return answer;
    }
    return inactiveIntrospection;
  }

  private async caller(call: AuthenticatedCall): Promise<ClientDefinition> {
    const presented = readPresentedCredentials(call.authorization, call.parameters);
    if ('token' in presented) return this.bearer(call, presented);
    const { client, method } = await this.authenticator.authenticate(call, presented);
    if (method === 'none') throw new OAuthError('invalid_client', 'Introspection needs client authentication.');
    return client;
  }

  /** The client of a live access token, if it may introspect anything; the flags of the client decide, whoever the token speaks for. */
  private async bearer(
    { instance, sender }: AuthenticatedCall,
    { method, token, clientId }: Extract<PresentedCredentials, { token: string }>,
  ): Promise<ClientDefinition> {
    const asResource = { instance, sender, scheme: method === 'dpop' ? 'DPoP' : 'Bearer', token } as const;
    const { client } = await this.gate.admit(asResource);
    if (!mayIntrospect(client))
      throw await this.gate.refusal(asResource, 'invalid_token', 'The access token does not allow introspection.');
    if (clientId !== undefined && clientId !== client.clientId)
      throw noted(
        new OAuthError('invalid_request', 'client_id differs from the one the access token was issued to.', {
          parameter: 'client_id',
        }),
        { clientId: client.clientId, isProven: true },
      );
    return client;
  }

  private async accessToken(instance: OutboundSmartInstance, caller: ClientDefinition, token: string) {
    const found = await this.lookup.accessToken(instance, token);
    if (found === undefined || !this.isShown(instance, caller, found.client)) return undefined;
    return describeAccessToken(instance, found, this.permissions.of(instance, found).permissions);
  }

  private async refreshToken(instance: OutboundSmartInstance, caller: ClientDefinition, token: string) {
    const found = await this.lookup.refreshToken(instance, token);
    return found && this.isShown(instance, caller, found.client) ? describeRefreshToken(instance, found) : undefined;
  }

  /** V-29: nothing is said about tokens the caller may not see; only the log knows that there was one. */
  private isShown({ moduleId }: OutboundSmartInstance, caller: ClientDefinition, owner: ClientDefinition): boolean {
    const right = missingRight(caller, owner);
    if (right === undefined) return true;
    const message = `The client may not introspect this token: it has no ${right}`;
    this.logger.warn({ message, moduleId, clientId: caller.clientId, tokenOf: owner.clientId });
    return false;
  }
}

function mayIntrospect(client: ClientDefinition): boolean {
  return client.canIntrospectAnyTokens || client.canIntrospectOwnTokens;
}

/** What the caller would need to be told about a token of this client, and has not. */
function missingRight(
  caller: ClientDefinition,
  owner: ClientDefinition,
): 'canIntrospectAnyTokens' | 'canIntrospectOwnTokens' | undefined {
  if (caller.canIntrospectAnyTokens) return undefined;
  if (caller.clientId !== owner.clientId) return 'canIntrospectAnyTokens';
  return caller.canIntrospectOwnTokens ? undefined : 'canIntrospectOwnTokens';
}

function describeAccessToken(
  instance: OutboundSmartInstance,
  token: LiveAccessToken,
  permissions: readonly Authority[],
): Record<string, unknown> {
  const { claims, client, user } = token;
  return activeIntrospection({
    scopes: claims.scopes,
    clientId: claims.clientId,
    tokenType: tokenTypeOf(claims.confirmation),
    actor: claims.actor,
    confirmation: claims.confirmation,
    expiresAt: claims.expiresAt,
    issuedAt: claims.issuedAt,
    issuer: instance.issuer,
    subject: claims.subject,
    audience: claims.audience,
    tokenId: claims.jti,
    launchContext: contextToldTo({ instance, client, user, scopes: claims.scopes, launchContext: launchOf(token) }),
    permissions,
    ...(claims.acr !== undefined && { acr: claims.acr }),
    ...(claims.authTime !== undefined && { authTime: claims.authTime }),
    ...(user && { username: user.username }),
    ...(user && fhirUserOf(user, claims.scopes)),
  });
}

function describeRefreshToken(
  instance: OutboundSmartInstance,
  { family, client, user, issuedAt, expiresAt }: LiveRefreshToken,
) {
  const { details } = family;
  return activeIntrospection({
    scopes: details.scopes,
    clientId: family.clientId,
    tokenType: 'refresh_token',
    confirmation: details.confirmation,
    expiresAt: epochSeconds(expiresAt),
    issuedAt: epochSeconds(issuedAt),
    issuer: instance.issuer,
    subject: details.subject,
    launchContext: contextToldTo({ instance, client, user, ...details }),
    username: user.username,
    authTime: details.authTime,
    ...(details.acr !== undefined && { acr: details.acr }),
    ...fhirUserOf(user, details.scopes),
  });
}

/** STD IN4: told where the scope was granted. */
function fhirUserOf({ fhirUserUrl }: UserSessionDetails, scopes: readonly string[]): { fhirUser?: string } {
  return fhirUserUrl !== undefined && includesScope(scopes, 'fhirUser') ? { fhirUser: fhirUserUrl } : {};
}
