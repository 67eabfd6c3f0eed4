import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { SQL, type Sql } from '#database/sql.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { describeScope } from '#protocol/smart/scope-description';
import { inEnglish } from '#skin/phrases.port';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import { PERSON_GRANT_STORE, type PersonGrantStore } from '../stores/person-grant.store.js';
import { ConnectedApps, type ConnectedApp } from './connected-apps.js';
import type {
  ConnectedClient,
  PersonReference,
  SessionAdministration,
  SessionWithdrawal,
  WithdrawnSessions,
} from './session-administration.port.js';
import { WithdrawalRecords } from './withdrawal-records.js';

/** {@link SessionAdministration}: what {@link ConnectedApps} is for the person themselves, over all modules, those that do not run included. */
@Injectable()
export class SessionAdministrator implements SessionAdministration {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(PERSON_GRANT_STORE) private readonly store: PersonGrantStore,
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    private readonly apps: ConnectedApps,
    private readonly records: WithdrawalRecords,
  ) {}

  async clientsOf(reference: PersonReference): Promise<readonly ConnectedClient[] | undefined> {
    const user = await this.person(reference);
    if (user === undefined) return undefined;
    const clients: ConnectedClient[] = [];
    for (const moduleId of await this.store.modules(user.pid)) {
      const person = { moduleId, userPid: user.pid };
      const apps = await this.apps.listAt(person, this.instances.get(moduleId)?.session);
      const known = apps.filter(isConnected).map((app) => connectedClient(app, { nodeId: user.nodeId, moduleId }));
      clients.push(...known.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1)));
    }
    return clients;
  }

  async withdraw({ person, clientId, author }: SessionWithdrawal): Promise<WithdrawnSessions | undefined> {
    const user = await this.person(person);
    if (user === undefined) return undefined;
    const { apps, sids } = await this.sql.transaction(async (sql) => ({
      apps: await this.store.revokeEverywhere(sql, user.pid, clientId),
      sids: clientId === undefined ? await this.sessions.endEverywhere(sql, user.pid) : [],
    }));
    await this.records.record({ user, author, apps, sids });
    const grants = apps.reduce((sum, { grantIds }) => sum + grantIds.length, 0);
    return { clients: apps.length, grants, browserSessions: sids.length };
  }

  private async person(reference: PersonReference): Promise<DirectoryUser | undefined> {
    return this.users.account('userPid' in reference ? { pid: reference.userPid } : reference);
  }
}

/** Whether anything is left of an app: the sign-ins that its grants hung on may be over. */
function isConnected({ grants, older, approval }: ConnectedApp): boolean {
  return grants.length > 0 || older !== undefined || approval !== undefined;
}

function connectedClient(
  { clientId, client, grants, older, approval }: ConnectedApp,
  { nodeId, moduleId }: { readonly nodeId: string; readonly moduleId: string },
): ConnectedClient {
  const known = [...grants, ...(older ? [older] : []), ...(approval ? [approval] : [])];
  const scopes = [...new Set(known.flatMap((each) => each.scopes))];
  return {
    clientNodeId: nodeId,
    clientModuleId: moduleId,
    clientId,
    clientName: client?.clientName ?? '',
    approvedScopes: scopes.map((scope) => ({
      scope,
      description: inEnglish(describeScope(scope, client?.scopeDescriptions ?? {}).title),
    })),
  };
}
