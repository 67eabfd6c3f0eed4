import { incarnationOf } from '#protocol/client/incarnation';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { mayAct, withActor, type Actor } from '#protocol/oauth2/actor';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import {
  narrowTargets,
  readTokenExchangeRequest,
  TOKEN_EXCHANGE_GRANT,
  type TokenExchangeRequest,
} from '#protocol/oauth2/token-exchange';
import { randomId } from '#protocol/random';
import { exchangedScopes } from '#protocol/smart/exchanged-scopes';
import { launchContextFor } from '#protocol/smart/launch-context';
import { ActorTokens, type ProvenActor } from '../exchange/actor-tokens.js';
import { SUBJECT_TOKEN_SOURCES, type SubjectToken, type SubjectTokenSource } from '../exchange/subject-token.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import type { Authorization } from '../tokens/authorization.js';
import { familyAuthorization } from './family-authorization.js';
import { FamilyStarts } from './family-starts.js';
import type { GrantController, GrantRequest } from './grant.port.js';
import { ProvedFactors } from './proved-factors.js';
import { signInPartOf } from './sign-in-part.js';

/** Exchanges that one token may have behind it: each costs a look at every use. */
const MOST_EXCHANGES = 3;

/**
 * A client exchanges an access token for a narrower one of its own, for instance to call the next service (RFC 8693): never for more scopes,
 * resources or time than the token has, and the new one ends with the old one.
 */
@Injectable()
export class TokenExchangeGrantController implements GrantController {
  readonly grantType = TOKEN_EXCHANGE_GRANT;
  readonly clientGrantType = 'TOKEN_EXCHANGE';
  readonly clientMustAuthenticate = true;
  readonly claimsOneTimeValue = false;

  constructor(
    @Inject(SUBJECT_TOKEN_SOURCES) private readonly sources: readonly SubjectTokenSource[],
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly actors: ActorTokens,
    private readonly starts: FamilyStarts,
    private readonly factors: ProvedFactors,
  ) {}

  isOffered({ options }: OutboundSmartInstance): boolean {
    return options.exchange.enabled;
  }

  /** @throws OAuthError invalid_request — a token is not acceptable (RFC 8693 §2.2.2); invalid_scope, invalid_target — more than the subject token has */
  async authorize(request: GrantRequest): Promise<Authorization> {
    const { instance, client, parameters, trace } = request;
    const asked = readTokenExchangeRequest(parameters);
    const subject = await this.subject(request, asked.subjectToken);
    const actor = await this.actor(request, asked);
    assertMayAct(request, subject, actor);
    const strict = instance.options.access.rejectsUnlistedScopes;
    const scopes = exchangedScopes({ requested: asked.scopes, held: subject.scopes, client, trace, strict });
    const targets = narrowTargets(asked.targets, subject.audience);
    const details = { ...detailsOf(subject, scopes, targets), ...incarnationOf(client) };
    const { moduleId = '', jti: value = '' } = subject.origin.at(-1) ?? {};
    const source = `module:${moduleId}`;
    trace.add({ kind: 'check', value, outcome: 'passed', ruleId: 'exchange.subject-token', source });
    const authorization = await this.startFamily(request, subject, details, this.secondsLeft(request, subject, actor));
    const act = actorOf(subject, actor);
    return { ...authorization, issuedTokenType: asked.issuedTokenType, ...(act && { actor: act }) };
  }

  async giveBack({ instance: { moduleId } }: GrantRequest, { grantId }: Authorization): Promise<void> {
    if (grantId !== undefined) await this.families.undoStart(moduleId, grantId);
  }

  private async subject(request: GrantRequest, token: string): Promise<SubjectToken> {
    for (const source of this.sources) {
      const subject = await source.read(request, token);
      if (subject !== undefined) return this.acceptable(request, subject);
    }
    throw unacceptable('subject_token', 'unknown, expired, revoked, of a client for itself, or not for this client');
  }

  /** A token that is bound to a key is exchanged only by who has the key, not too often, and never for more than the sign-in proved. */
  private acceptable({ client, confirmation }: GrantRequest, subject: SubjectToken): SubjectToken {
    if (subject.origin.length > MOST_EXCHANGES) throw unacceptable('subject_token', 'it was exchanged too often');
    if (!this.factors.areEnough(client, subject))
      throw unacceptable('subject_token', 'the sign-in behind it lacks the second factor that is needed here');
    if (subject.confirmation === undefined || isDeepStrictEqual(subject.confirmation, confirmation)) return subject;
    throw unacceptable('subject_token', 'it is bound to a key that was not shown');
  }

  private async actor(request: GrantRequest, { actorToken }: TokenExchangeRequest): Promise<ProvenActor | undefined> {
    if (actorToken === undefined) return undefined;
    const actor = await this.actors.read(request, actorToken);
    if (actor === undefined) throw unacceptable('actor_token', 'unknown, expired, revoked or of another client');
    return actor;
  }

  private async startFamily(
    request: GrantRequest,
    subject: SubjectToken,
    details: GrantDetails,
    accessLifetimeSeconds: number,
  ): Promise<Authorization> {
    const { instance, client } = request;
    const grantId = randomId();
    const { family } = this.starts.of({ ...request, accessLifetimeSeconds });
    await this.families.start({ moduleId: instance.moduleId, clientId: client.clientId, grantId, details }, family);
    return {
      ...familyAuthorization({ grantType: 'token_exchange', client, user: subject.user, grantId, details }),
      inheritedChange: subject.permissions,
      ...(subject.fhirUserUrl !== undefined && { inheritedFhirUserUrl: subject.fhirUserUrl }),
      accessLifetimeSeconds,
      withoutIdToken: true,
    };
  }

  /** No longer than the tokens that were shown. */
  private secondsLeft({ client }: GrantRequest, subject: SubjectToken, actor: ProvenActor | undefined): number {
    const end = Math.min(subject.expiresAt, actor?.expiresAt ?? Infinity);
    const left = Math.min(client.accessTokenValiditySeconds, end - epochSeconds(this.clock.now()));
    if (left < 1) throw unacceptable('subject_token', 'it expires this very second');
    return left;
  }
}

/** Who acts is whom the actor token names, else the client. */
function assertMayAct({ instance, client }: GrantRequest, subject: SubjectToken, actor: ProvenActor | undefined): void {
  const { clientId } = client;
  const party = actor ?? { iss: instance.issuer, sub: clientId, clientId };
  if (!mayAct(subject.mayAct, party)) throw unacceptable('subject_token', 'its may_act names somebody else');
}

/** A chain of actors stays with the token whoever exchanges it. */
function actorOf({ actor: before }: SubjectToken, actor: ProvenActor | undefined): Actor | undefined {
  if (actor === undefined) return before;
  const chain = withActor(actor, before);
  if (chain === undefined) throw unacceptable('actor_token', 'too many have acted for the subject already');
  return chain;
}

function detailsOf(subject: SubjectToken, scopes: readonly string[], audience: readonly string[]): GrantDetails {
  const { user, authTime, amr, acr, power, origin: exchangedFrom } = subject;
  return {
    ...{ subject: subject.subject, userPid: user.pid, securityVersion: user.securityVersion },
    ...{ scopes, audience, authTime, amr, exchangedFrom, refresh: 'none', flowId: randomId() },
    launchContext: launchContextFor(scopes, subject.launchContext),
    ...signInPartOf(user),
    ...(power && { power }),
    ...(acr !== undefined && { acr }),
  };
}

/** One text for all that is wrong with a token, so that nothing is told about tokens of others. */
function unacceptable(parameter: 'subject_token' | 'actor_token', cause: string): OAuthError {
  return new OAuthError('invalid_request', `The ${parameter} is not acceptable here.`, { parameter, cause });
}
