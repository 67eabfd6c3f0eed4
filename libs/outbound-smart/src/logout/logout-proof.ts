import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { LogoutRequest } from '#protocol/oidc/logout';
import { IdTokenHints, type HintedSession } from '../authorization-flow/requests/id-token-hints.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import type { AccessTokenClaims } from '../tokens/read-access-token-claims.js';
import { TokenLookup } from '../tokens/token-lookup.js';

/** What proves that the caller may end the session without asking the person. */
export interface LogoutProof {
  readonly hint?: HintedSession;
  readonly token?: AccessTokenClaims;
  readonly client?: ClientDefinition;
  /** A hint came that is not an ID token of ours: it proves nothing, and the person is asked (OLOG-2). */
  readonly hintIsBad: boolean;
}

/** Reads what a call of /logout proves (ruling 45). */
@Injectable()
export class LogoutProofs {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    private readonly hints: IdTokenHints,
    private readonly lookup: TokenLookup,
  ) {}

  /** @throws OAuthError invalid_request — the `client_id` is not the one the hint was issued to */
  async read(instance: OutboundSmartInstance, request: LogoutRequest, accessToken?: string): Promise<LogoutProof> {
    const hint = request.idTokenHint === undefined ? undefined : await this.hints.read(instance, request.idTokenHint);
    if (hint && request.clientId !== undefined && hint.clientId !== request.clientId) throw foreignHint(hint);
    const token = accessToken === undefined ? undefined : await this.personsToken(instance, accessToken);
    const clientId = hint?.clientId ?? token?.clientId ?? request.clientId;
    const client = clientId === undefined ? undefined : await this.clients.find(instance.moduleId, clientId);
    const hintIsBad = request.idTokenHint !== undefined && hint === undefined;
    return { hintIsBad, ...(hint && { hint }), ...(token && { token }), ...(client && { client }) };
  }

  /** A token that is revoked counts for nothing (R-11, V-28); one that a client has for itself, or that is bound to a key, speaks for nobody here. */
  private async personsToken(
    instance: OutboundSmartInstance,
    accessToken: string,
  ): Promise<AccessTokenClaims | undefined> {
    const live = await this.lookup.accessToken(instance, accessToken);
    return live?.user && live.claims.confirmation === undefined ? live.claims : undefined;
  }
}

function foreignHint({ clientId }: HintedSession): OAuthError {
  const parameter = 'client_id';
  const description = `The ${parameter} is not the client the id_token_hint was issued to.`;
  return noted(new OAuthError('invalid_request', description, { parameter }), { clientId });
}
