import { Inject, Injectable } from '@nestjs/common';
import { KEY_NAMES, type KeyNames } from '#oidc-server-definition/key-names.port';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import {
  SERVER_TOKEN_VERIFIER,
  type ServerTokenOutcome,
  type ServerTokenVerifier,
} from '#oidc-server-definition/token-verifier.port';
import { parseCompact, parseObject } from '#protocol/keys/compact-jws';
import { accessTokenFacts } from '#protocol/server/access-token-facts';
import { accessTokenProblem } from '#protocol/server/access-token-kind';
import type { TokenBelief, TokenQuestion } from './believed-token.js';

/** Kinds of JWT among which access tokens may be: RFC 9068, and what servers wrote before it. */
const types = ['at+jwt', 'jwt', undefined];

/** Access tokens that are JWTs of defined servers. */
@Injectable()
export class SignedTokens {
  constructor(
    @Inject(KNOWN_SERVERS) private readonly servers: KnownServers,
    @Inject(SERVER_TOKEN_VERIFIER) private readonly verifier: ServerTokenVerifier,
    @Inject(KEY_NAMES) private readonly keyNames: KeyNames,
  ) {}

  /** `undefined` for what is no JWT at all. */
  async judge({ instance, token }: TokenQuestion): Promise<TokenBelief | undefined> {
    const issuer = claimedIssuer(token);
    if (issuer === undefined) return undefined;
    const server = await this.servers.byIssuer(instance.moduleId, issuer);
    if (server === undefined) return { kind: 'refused', cause: 'no server is defined for its issuer' };
    const { audiences, requiresExpiry } = instance.options;
    const expected = { types, mayLackExpiry: !requiresExpiry, ...(audiences.length > 0 && { audiences }) };
    const outcome = await this.verifier.verify(server, token, expected);
    if (outcome.kind !== 'verified') return { kind: outcome.kind, cause: `${server.issuer}: ${outcome.problem}` };
    return this.believed(server, outcome, instance.options.bindsKeyNames);
  }

  private async believed(
    server: KnownServer,
    { claims, header, key }: Extract<ServerTokenOutcome, { kind: 'verified' }>,
    bindsKeyNames: boolean,
  ): Promise<TokenBelief> {
    const problem = accessTokenProblem(header['typ'], claims);
    const facts = accessTokenFacts(claims);
    if (problem !== undefined || facts === undefined)
      return { kind: 'refused', cause: `${server.issuer}: ${problem ?? 'it names nobody'}` };
    if (bindsKeyNames && !(await this.keyNames.isFirst(server, key)))
      return { kind: 'refused', cause: `${server.issuer}: its kid is missing, or was that of another key` };
    return { kind: 'believed', token: { server, facts, claims } };
  }
}

/** What a JWT says of its issuer; '' where it names none. */
function claimedIssuer(token: string): string | undefined {
  const jws = parseCompact(token);
  if (jws === undefined) return undefined;
  const iss = parseObject(Buffer.from(jws.payload, 'base64url').toString())?.['iss'];
  return typeof iss === 'string' ? iss.slice(0, 2_048) : '';
}
