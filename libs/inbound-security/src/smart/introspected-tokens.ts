import { Inject, Injectable } from '@nestjs/common';
import { EgressError } from '#egress/egress.port';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import {
  SERVER_CALL_AUTHENTICATION,
  type ServerCallAuthentication,
} from '#oidc-server-definition/server-call-authentication.port';
import { SERVER_CALLS, type ServerCalls } from '#oidc-server-definition/server-calls.port';
import {
  SERVER_METADATA,
  type ServerMetadata,
  type ServerMetadataSource,
} from '#oidc-server-definition/server-metadata.port';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { accessTokenFacts } from '#protocol/server/access-token-facts';
import { introspectedTokenProblem } from '#protocol/server/access-token-kind';
import { opaqueTokenProblem } from '#protocol/server/opaque-token-problem';
import { claimsProblem } from '#protocol/server/server-token-claims';
import { inTime } from '#egress/in-time.port';
import type { TokenBelief, TokenQuestion } from './believed-token.js';
import { UnknownTokens } from './unknown-tokens.js';

type Answer = Readonly<Record<string, unknown>>;

/** Access tokens that only their server can read (RFC 7662). */
@Injectable()
export class IntrospectedTokens {
  constructor(
    @Inject(KNOWN_SERVERS) private readonly servers: KnownServers,
    @Inject(SERVER_METADATA) private readonly metadata: ServerMetadataSource,
    @Inject(SERVER_CALL_AUTHENTICATION) private readonly authentication: ServerCallAuthentication,
    @Inject(SERVER_CALLS) private readonly calls: ServerCalls,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly unknown: UnknownTokens,
  ) {}

  /**
   * A token is shown to the one server it can be of, and never to several: whoever sees it could use it. What has the form of a refresh token, code or
   * secret of ours, or of a JWT with a slip in it, is shown to nobody. A definition with a validation key has no such tokens (ruling 12).
   */
  async judge(question: TokenQuestion): Promise<TokenBelief> {
    const problem = opaqueTokenProblem(question.token);
    if (problem !== undefined) return { kind: 'refused', cause: problem };
    const all = await this.servers.list(question.instance.moduleId);
    const [server, ...others] = all.filter(({ canIntrospect, hasValidationKey }) => canIntrospect && !hasValidationKey);
    if (server === undefined) return { kind: 'refused', cause: 'it is no JWT, and no server can be asked about it' };
    if (others.length > 0)
      return {
        kind: 'refused',
        cause: 'it is no JWT, and several servers could be asked about it: give each a SMART inbound module of its own',
      };
    return this.judgeAt(server, question);
  }

  /** Asks the one server that is known to have issued the token. */
  async judgeAt(server: KnownServer, question: TokenQuestion): Promise<TokenBelief> {
    return inTime(this.ask(server, question), { kind: 'unavailable', cause: `${server.issuer}: no answer in time` });
  }

  private async ask(server: KnownServer, question: TokenQuestion): Promise<TokenBelief> {
    const found = await this.metadata.of(server, ['introspection']);
    if (found.kind === 'unavailable') return unavailable(server, found.problem);
    try {
      return await this.unknown.run(question.remoteAddress, () => this.answered(server, found.metadata, question));
    } catch (error) {
      if (error instanceof EgressError) return unavailable(server, error.message);
      throw error;
    }
  }

  private async answered(server: KnownServer, metadata: ServerMetadata, question: TokenQuestion): Promise<TokenBelief> {
    const { issuer, endpoints, document } = metadata;
    const algorithms = listed(document?.['introspection_endpoint_auth_signing_alg_values_supported']);
    const target = { issuer, algorithms, ...(endpoints.token !== undefined && { tokenEndpoint: endpoints.token }) };
    const ready = await this.authentication.credentials(server, target);
    if (ready.kind === 'unavailable') return unavailable(server, ready.problem);
    const { form, authorization } = ready.credentials;
    const { status, body } = await this.calls.postForm(
      server,
      endpoints.introspection ?? '',
      new URLSearchParams({ token: question.token, token_type_hint: 'access_token', ...form }),
      authorization === undefined ? {} : { authorization },
    );
    if (status !== 200 || typeof body !== 'object' || body === null)
      return unavailable(server, `its introspection endpoint answered ${String(status)}`);
    return this.belief(server, body as Answer, question);
  }

  private belief(server: KnownServer, answer: Answer, { instance }: TokenQuestion): TokenBelief {
    const refused = (cause: string): TokenBelief => ({ kind: 'refused', cause: `${server.issuer}: ${cause}` });
    if (answer['active'] !== true) return refused('the token is not active');
    const kindProblem = introspectedTokenProblem(answer);
    if (kindProblem !== undefined) return refused(kindProblem);
    const { audiences, requiresExpiry } = instance.options;
    const problem = claimsProblem(
      { iss: server.settings.issuer, ...answer },
      {
        ...{ issuers: server.acceptedIssuers, now: epochSeconds(this.clock.now()), mayLackExpiry: !requiresExpiry },
        ...(audiences.length > 0 && { audiences }),
      },
    );
    const facts = accessTokenFacts(answer);
    if (problem !== undefined || facts === undefined) return refused(problem ?? 'it names nobody');
    // Scripts tell servers apart by the issuer, which an answer may leave out (RFC 7662 §2.2).
    return { kind: 'believed', token: { server, facts, claims: { iss: server.issuer, ...answer } } };
  }
}

function unavailable({ issuer }: KnownServer, problem: string): TokenBelief {
  return { kind: 'unavailable', cause: `${issuer}: ${problem}` };
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
