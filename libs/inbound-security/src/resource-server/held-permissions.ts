import { Inject, Injectable, Logger } from '@nestjs/common';
import { narrowPermissions } from '#protocol/permissions/narrow-permissions';
import type { Authority } from '#protocol/user/authority';
import type { BelievedToken } from '../smart/believed-token.js';
import type { Judgement } from './judged-tokens.js';
import { RESOURCE_SERVER_RULES, type PermissionsOf, type ResourceServerRules } from './resource-server-rules.js';
import { saidPermissions } from './said-permissions.js';

type Believed = Extract<Judgement, { kind: 'believed' }>;

/** What tokens may do with the data of an application. */
@Injectable()
export class HeldPermissions {
  private readonly log = new Logger('SmartResourceServer');
  /** Issuers of which it was told that their tokens say nothing. */
  private readonly told = new Set<string>();

  constructor(@Inject(RESOURCE_SERVER_RULES) private readonly rules: ResourceServerRules) {}

  /** As the application says now, narrowed by the scopes; where it says nothing of the issuer, as the token says. */
  async of({ token, saidWhere }: Believed): Promise<readonly Authority[]> {
    const permissionsOf = this.rules.permissionsOf.get(token.server.issuer);
    if (permissionsOf !== undefined) return narrowed(token, await held(token, permissionsOf));
    const said = saidPermissions(token.claims, saidWhere);
    if (said === undefined) this.tell(token.server.issuer);
    return said ?? [];
  }

  private tell(issuer: string): void {
    if (this.told.has(issuer)) return;
    this.told.add(issuer);
    this.log.warn(
      `Tokens of ${issuer} do not say what they may do, so that they may do nothing. Name a client that introspects them, let the server put ` +
        'permissions into them (access_token.permissions_claim), or give the issuer a function permissions.',
    );
  }
}

async function held({ server, facts, claims }: BelievedToken, permissionsOf: PermissionsOf) {
  const { subject, clientId, username, scopes, patient } = facts;
  return permissionsOf({
    ...{ issuer: server.issuer, subject, scopes, claims },
    ...(clientId !== undefined && { clientId }),
    ...(username !== undefined && { username }),
    ...(patient !== undefined && { patient }),
  });
}

function narrowed({ facts }: BelievedToken, authorities: readonly Authority[]): readonly Authority[] {
  const { scopes, isOfClient, patient } = facts;
  return narrowPermissions(authorities, {
    ...{ scopes, enforced: true, kind: isOfClient ? 'client' : 'person', power: [] },
    ...(patient !== undefined && { patient }),
  }).permissions;
}
