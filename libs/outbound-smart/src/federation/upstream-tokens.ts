import { Inject, Injectable } from '@nestjs/common';
import { authorizationCodeGrant, customFetch, type ClientAuth } from 'openid-client';
import {
  SERVER_CALL_AUTHENTICATION,
  type ServerCallAuthentication,
  type ServerCallCredentials,
} from '#oidc-server-definition/server-call-authentication.port';
import { SERVER_CALLS, type ServerCalls } from '#oidc-server-definition/server-calls.port';
import type { ServerMetadata } from '#oidc-server-definition/server-metadata.port';
import type { FederatedServer } from './federated-servers.js';
import type { FederatedFailure } from './federated-failures.js';
import type { SignInMemory } from './sign-in-memory.js';
import { upstreamConfiguration } from './upstream-configuration.js';
import { upstreamFailure } from './upstream-failure.js';
import { once, upstreamFetch } from './upstream-fetch.js';

/** A code that a server sent somebody back with. */
export interface UpstreamCode {
  readonly server: FederatedServer;
  readonly metadata: ServerMetadata;
  readonly code: string;
  /** The address it came in at. */
  readonly redirectUri: string;
  readonly memory: SignInMemory;
}

/** What it was exchanged for; the ID token's claims are read, its signature is not verified yet. */
export interface UpstreamTokens {
  readonly kind: 'tokens';
  readonly accessToken: string;
  readonly idToken: string;
}

/** Exchanges codes at the token endpoints of other servers. */
@Injectable()
export class UpstreamTokenSource {
  constructor(
    @Inject(SERVER_CALLS) private readonly calls: ServerCalls,
    @Inject(SERVER_CALL_AUTHENTICATION) private readonly authentication: ServerCallAuthentication,
  ) {}

  async redeem(given: UpstreamCode): Promise<UpstreamTokens | ({ readonly kind: 'failed' } & FederatedFailure)> {
    const { server, metadata } = given;
    const tokenEndpoint = metadata.endpoints.token;
    const target = { issuer: metadata.issuer, ...(tokenEndpoint !== undefined && { tokenEndpoint }) };
    const found = await this.authentication.credentials(server, target);
    if (found.kind === 'unavailable') return { kind: 'failed', problem: 'service-failed', reason: found.problem };
    try {
      return await this.exchange(given, clientAuth(found.credentials));
    } catch (error) {
      return { kind: 'failed', ...upstreamFailure(error) };
    }
  }

  /** Under each accepted spelling of the issuer, until the token has that one (ruling 18); the call is made once. */
  private async exchange(given: UpstreamCode, authentication: ClientAuth): Promise<UpstreamTokens> {
    const { server, metadata } = given;
    const fetch = once(upstreamFetch(this.calls, server));
    const spellings = [...new Set([metadata.issuer, ...server.acceptedIssuers])];
    for (const [index, issuer] of spellings.entries()) {
      const configuration = upstreamConfiguration(server, metadata, { issuer, authentication });
      configuration[customFetch] = fetch;
      try {
        const { code, redirectUri, memory } = given;
        const address = new URL(`${redirectUri}?${new URLSearchParams({ code, iss: issuer }).toString()}`);
        const checks = { expectedNonce: memory.nonce, pkceCodeVerifier: memory.verifier };
        const tokens = await authorizationCodeGrant(configuration, address, checks);
        return { kind: 'tokens', accessToken: tokens.access_token, idToken: tokens.id_token ?? '' };
      } catch (error) {
        if (index === spellings.length - 1 || !isOtherIssuer(error)) throw error;
      }
    }
    throw new Error('A definition without an issuer');
  }
}

/** Nothing else is wrong up to there: another spelling may fit. */
function isOtherIssuer(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly cause?: { readonly claim?: unknown } } };
  return cause?.cause?.claim === 'iss';
}

/** What proves who we are, put where openid-client sends it. */
function clientAuth({ authorization, form }: ServerCallCredentials): ClientAuth {
  return (_server, _client, body, headers) => {
    for (const [name, value] of Object.entries(form)) body.set(name, value);
    if (authorization !== undefined) headers.set('authorization', authorization);
  };
}
