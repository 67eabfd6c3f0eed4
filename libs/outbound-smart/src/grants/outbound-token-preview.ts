import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { tokenResponse } from '#protocol/oauth2/token-response';
import { accessTokenClaims } from '#protocol/tokens/access-token-claims';
import { subjectOf } from '#protocol/user/subject';
import type { TokenGeneratingCall, TokenGeneratingResult } from '#scripts/post-authorize-script.port';
import type { PreviewedToken, TokenPreview } from '#scripts/token-preview.port';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { contextToldTo } from '../launch/told-context.js';
import type { Authorization, GrantTypeName } from '../tokens/authorization.js';
import { TokenPermissions } from '../tokens/token-permissions.js';
import { ownClaims } from './own-claims.js';
import { afterScript } from './token-generation.js';

/** Seconds; of a client that is on the bench nobody knows its own. */
const LIFETIME = 3_600;
/** What only tells one token from another. */
const ofOneToken = new Set(['iat', 'exp', 'jti']);

/** Tells what a token would be, by the functions that make real ones; nothing is signed, kept or recorded. */
@Injectable()
export class OutboundTokenPreview implements TokenPreview {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    private readonly permissions: TokenPermissions,
  ) {}

  preview(call: TokenGeneratingCall, result: TokenGeneratingResult): PreviewedToken | undefined {
    const instance = this.instances.get(call.moduleId);
    if (instance === undefined) return undefined;
    const trace = new DecisionTrace();
    const proven = { instance, authorization: authorizationOf(call, instance), trace, remoteAddress: '' };
    const generated = afterScript(proven, call, result);
    const { authorization, customClaims } = generated;
    const claims = accessTokenClaims({
      ...{ issuer: instance.issuer, moduleId: instance.moduleId, clientId: authorization.client.clientId },
      ...{ subject: authorization.subject, audience: authorization.audience, scopes: authorization.scopes },
      ...{ issuedAt: new Date(0), lifetimeSeconds: LIFETIME, jti: '', customClaims, trace },
      ownClaims: ownClaims(this.permissions, generated),
    });
    const { access_token: _none, ...response } = tokenResponse({
      ...{ accessToken: '', tokenType: 'Bearer', expiresIn: LIFETIME, scopes: authorization.scopes },
      launchContext: contextToldTo({ instance, ...authorization }),
    });
    const accessToken = Object.fromEntries(Object.entries(claims).filter(([name]) => !ofOneToken.has(name)));
    return { accessToken, tokenResponse: response, decisions: trace.list() };
  }
}

/** As if the grant had been proved, by a client of which no more is known than scripts know. */
function authorizationOf(call: TokenGeneratingCall, { issuer }: OutboundSmartInstance): Authorization {
  const { grantType, user, client, scopes, launchContext, launch, audience } = call;
  return {
    ...{ grantType: grantType as GrantTypeName, scopes, launchContext, audience: [audience ?? issuer] },
    client: { accessTokenValiditySeconds: LIFETIME, ...client } as unknown as ClientDefinition,
    subject: user ? subjectOf(user.username) : client.clientId,
    ...(user && { user }),
    ...(launch !== undefined && { launch }),
    ...(audience !== undefined && { namedAudience: audience }),
  };
}
