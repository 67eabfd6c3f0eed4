import { Inject, Injectable } from '@nestjs/common';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { audienceProblem } from '../instances/protected-resources.js';
import type { BearerAuthentication, BearerOutcome } from './bearer-authentication.port.js';
import { LivePermissions } from './live-permissions.js';
import { TokenLookup, type LiveAccessToken } from './token-lookup.js';

const DEAD: BearerOutcome = {
  kind: 'refused',
  description: 'The access token is unknown here, expired or revoked.',
};

/** Admits holders of the access tokens that this server's own modules issued. */
@Injectable()
export class OwnBearerAuthentication implements BearerAuthentication {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    private readonly lookup: TokenLookup,
    private readonly permissions: LivePermissions,
  ) {}

  async authenticate(moduleIds: readonly string[], token: string): Promise<BearerOutcome> {
    for (const instance of moduleIds.flatMap((moduleId) => this.instances.get(moduleId) ?? [])) {
      const found = await this.lookup.accessToken(instance, token);
      if (found !== undefined) return this.judged(instance, found);
    }
    return DEAD;
  }

  private judged(instance: OutboundSmartInstance, found: LiveAccessToken): BearerOutcome {
    const about = callerOf(instance, found);
    const problem = unfitness(instance, found);
    if (problem !== undefined) return { kind: 'refused', description: problem, token: about };
    const { permissions, isSuperuser } = this.permissions.of(instance, found);
    const authorities = isSuperuser ? [{ permission: 'ROLE_SUPERUSER' }, ...permissions] : permissions;
    return { kind: 'admitted', caller: { ...about, authorities } };
  }
}

/** Why a token that is alive may not be used outside of the SMART endpoints. */
function unfitness(instance: OutboundSmartInstance, { claims }: LiveAccessToken): string | undefined {
  if (claims.confirmation !== undefined)
    return 'The access token is bound to a key or a certificate; get one without a DPoP proof, by a client whose tokens are not bound.';
  return audienceProblem(instance, claims.audience);
}

function callerOf({ moduleId, issuer }: OutboundSmartInstance, { claims, client, user }: LiveAccessToken) {
  const { jti, grantId, subject, scopes, acr, authTime } = claims;
  return {
    ...{ moduleId, issuer, clientId: client.clientId, jti, subject, scopes },
    ...(acr !== undefined && { acr }),
    ...(authTime !== undefined && { authTime }),
    ...(grantId !== undefined && { grantId }),
    ...(user && { user: { pid: user.pid, moduleId: user.moduleId, username: user.username } }),
  };
}
