import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { incarnationOf } from '#protocol/client/incarnation';
import { spelling } from '#protocol/oauth2/audience';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { withSignInPart } from '../grants/sign-in-part.js';
import type { GrantDetails } from '../stores/authorization-code.store.js';
import { TokenLookup, type LiveAccessToken } from '../tokens/token-lookup.js';
import type { Exchanger, SubjectToken, SubjectTokenSource } from './subject-token.port.js';

/** Access tokens of the instance itself, and of the other instances of this server that it trusts. */
@Injectable()
export class LocalSubjectTokens implements SubjectTokenSource {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    private readonly lookup: TokenLookup,
  ) {}

  async read(exchanger: Exchanger, token: string): Promise<SubjectToken | undefined> {
    for (const issuing of this.trustedBy(exchanger.instance)) {
      const found = await this.lookup.accessToken(issuing, token);
      if (found !== undefined)
        return mayExchange(exchanger, issuing, found.client) ? subjectToken(exchanger, issuing, found) : undefined;
    }
    return undefined;
  }

  /** People are known by their number within one inbound module: a token of another module counts only where that is the same. */
  private trustedBy(instance: OutboundSmartInstance): readonly OutboundSmartInstance[] {
    const others = instance.options.exchange.trustedModules.map((moduleId) => this.instances.get(moduleId));
    return [instance, ...others.filter((other) => other?.inboundModuleId === instance.inboundModuleId)].filter(
      (each) => each !== undefined,
    );
  }
}

/** A client may exchange its own tokens, others only where the definition of their client names it. */
function mayExchange(
  { instance, client }: Exchanger,
  issuing: OutboundSmartInstance,
  holder: ClientDefinition,
): boolean {
  const isOwn = issuing.moduleId === instance.moduleId;
  if (isOwn && holder.clientId === client.clientId) return true;
  return holder.tokenExchangeClients.includes(isOwn ? client.clientId : `${instance.moduleId}/${client.clientId}`);
}

function subjectToken(
  { instance, client: exchanger }: Exchanger,
  { moduleId }: OutboundSmartInstance,
  { claims, client, family, user }: LiveAccessToken,
): SubjectToken | undefined {
  if (family === undefined || user === undefined) return undefined;
  const { details, grantId } = family;
  const { jti, clientId, scripted, confirmation, actor, mayAct, acr } = claims;
  const origin = [...(details.exchangedFrom ?? []), { moduleId, clientId, jti, grantId, ...incarnationOf(client) }];
  return {
    ...{
      user: { ...withSignInPart(user, details), securityVersion: details.securityVersion },
      subject: claims.subject,
      scopes: claims.scopes,
      origin,
    },
    audience: protectedHere(instance, [claims.audience].flat(), moduleId === instance.moduleId),
    launchContext: scripted.launchContext ?? details.launchContext,
    permissions: scripted.permissions,
    ...(scripted.fhirUserUrl !== undefined && { fhirUserUrl: scripted.fhirUserUrl }),
    expiresAt: claims.expiresAt,
    authTime: details.authTime,
    amr: details.amr,
    ...powerLeft(details, clientId === exchanger.clientId && moduleId === instance.moduleId),
    ...(acr !== undefined && { acr }),
    ...(confirmation && { confirmation }),
    ...(actor && { actor }),
    ...(mayAct !== undefined && { mayAct }),
  };
}

/** Power that nobody was told of is the app's own: another one must not make more of its token. */
function powerLeft({ power }: GrantDetails, isOwn: boolean): Pick<GrantDetails, 'power'> {
  if (power === undefined) return isOwn ? {} : { power: 'none' };
  return { power };
}

/** Where no list says what is protected here, a token of this very instance keeps what it is for, and one of another is for nothing. */
function protectedHere(
  { options }: OutboundSmartInstance,
  audience: readonly string[],
  isOwn: boolean,
): readonly string[] {
  const { allowedAudiences } = options.access;
  if (allowedAudiences.length === 0) return isOwn ? audience : [];
  return audience.flatMap((base) => spelling(base, allowedAudiences) ?? []);
}
