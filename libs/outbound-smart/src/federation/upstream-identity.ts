import { Inject, Injectable } from '@nestjs/common';
import { customFetch, fetchUserInfo } from 'openid-client';
import { SERVER_CALLS, type ServerCalls } from '#oidc-server-definition/server-calls.port';
import { SERVER_TOKEN_VERIFIER, type ServerTokenVerifier } from '#oidc-server-definition/token-verifier.port';
import { joinedClaims } from '#protocol/federation/federated-person';
import { idTokenProblem } from '#protocol/federation/upstream-id-token';
import type { FederatedFailure } from './federated-failures.js';
import { upstreamConfiguration } from './upstream-configuration.js';
import { upstreamFailure } from './upstream-failure.js';
import { upstreamFetch } from './upstream-fetch.js';
import type { UpstreamCode, UpstreamTokens } from './upstream-tokens.js';

/** An ID token that is not marked, or marked as any JWT (RFC 8725 §3.11). */
const TYPES = ['jwt', undefined];
/** An access token (RFC 6749 appendix A.12): nothing else can be put in a header. */
const SENDABLE = /^[\x20-\x7e]+$/;

/** Tokens of a server, and when the person was sent there. */
export interface ReceivedTokens {
  readonly given: UpstreamCode;
  readonly tokens: UpstreamTokens;
  readonly sentAt: Date;
}

/** Who a server says that somebody is. */
export interface UpstreamIdentity {
  readonly kind: 'identity';
  /** The `iss` of the ID token, as it is spelt there. */
  readonly issuer: string;
  readonly subject: string;
  /** Of the ID token and the userinfo document. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Of the ID token alone: what is said of the sign-in must be signed. */
  readonly signed: Readonly<Record<string, unknown>>;
}

type Failed = { readonly kind: 'failed' } & FederatedFailure;

/** Finds out from the tokens of a server who has signed in there: ID token first, then userinfo (reference of the product, 18.2). */
@Injectable()
export class UpstreamIdentities {
  constructor(
    @Inject(SERVER_TOKEN_VERIFIER) private readonly verifier: ServerTokenVerifier,
    @Inject(SERVER_CALLS) private readonly calls: ServerCalls,
  ) {}

  async read(received: ReceivedTokens): Promise<UpstreamIdentity | Failed> {
    const { server } = received.given;
    const { idToken } = received.tokens;
    const verified = await this.verifier.verify(server, idToken, { types: TYPES, audiences: [server.clientId] });
    if (verified.kind === 'unavailable') return failed('service-unavailable', verified.problem);
    if (verified.kind === 'refused') return failed('service-failed', verified.problem);
    const problem = idTokenProblem(verified, expectation(received));
    if (problem !== undefined) return failed('service-failed', `the ID token is refused: ${problem}`);
    const { claims } = verified;
    const { iss: issuer, sub: subject } = claims as { readonly iss: string; readonly sub: string };
    const info = await this.userInfo(received, subject);
    if (info.kind === 'failed') return info;
    return { kind: 'identity', issuer, subject, claims: joinedClaims(claims, info.claims), signed: claims };
  }

  /** Where the server has such an endpoint; the document must be about the same person (OpenID Connect Core §5.3.2). */
  private async userInfo({ given, tokens }: ReceivedTokens, subject: string) {
    const { server, metadata } = given;
    if (metadata.endpoints.userInfo === undefined) return { kind: 'read', claims: {} } as const;
    if (!SENDABLE.test(tokens.accessToken)) return failed('service-failed', 'userinfo: the access token is unusable');
    const configuration = upstreamConfiguration(server, metadata);
    configuration[customFetch] = upstreamFetch(this.calls, server);
    try {
      return { kind: 'read', claims: await fetchUserInfo(configuration, tokens.accessToken, subject) } as const;
    } catch (error) {
      const { problem, reason } = upstreamFailure(error);
      return failed(problem, `userinfo: ${reason}`);
    }
  }
}

function expectation({ given: { server, memory }, tokens, sentAt }: ReceivedTokens) {
  const { nonce, greatestAge } = memory;
  const { accessToken } = tokens;
  return { clientId: server.clientId, nonce, accessToken, sentAt, ...(greatestAge !== undefined && { greatestAge }) };
}

function failed(problem: FederatedFailure['problem'], reason: string): Failed {
  return { kind: 'failed', problem, reason };
}
