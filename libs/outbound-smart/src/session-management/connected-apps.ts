import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions, type SessionScope } from '#browser-session/browser-session.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  PERSON_GRANT_STORE,
  type OlderGrants,
  type PersonApproval,
  type PersonGrant,
  type PersonGrantStore,
  type PersonKey,
} from '../stores/person-grant.store.js';
import type { RevokedFamily } from '../stores/token-family.store.js';

/** A person who looks at, or withdraws, what apps may do. */
export interface Owner {
  readonly instance: OutboundSmartInstance;
  readonly user: DirectoryUser;
  readonly remoteAddress: string;
}

/** An app with access, or with an approval that is remembered. */
export interface ConnectedApp {
  readonly clientId: string;
  /** Absent for a client that was disabled or deleted since. */
  readonly client?: ClientDefinition;
  readonly grants: readonly PersonGrant[];
  /** Where it has more of them than a page should show. */
  readonly older?: OlderGrants;
  readonly approval?: PersonApproval;
}

/** What apps may do in a person's name: seen and withdrawn by that person (A-09, STD F6, CN4). */
@Injectable()
export class ConnectedApps {
  constructor(
    @Inject(PERSON_GRANT_STORE) private readonly store: PersonGrantStore,
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
  ) {}

  /** Apps in the order of their latest grant, those that are only remembered last. */
  list({ instance, user }: Owner): Promise<readonly ConnectedApp[]> {
    return this.listAt({ moduleId: instance.moduleId, userPid: user.pid }, instance.session);
  }

  /** @param session of the module; absent where it does not run, so that nobody knows which browser sessions are over */
  async listAt(person: PersonKey, session: SessionScope | undefined): Promise<readonly ConnectedApp[]> {
    const [all, older, approvals] = await Promise.all([
      this.store.grants(person),
      this.store.olderGrants(person),
      this.store.approvals(person),
    ]);
    const grants = session === undefined ? all : await this.live(session, all);
    const ids = [...new Set([...grants, ...older, ...approvals].map(({ clientId }) => clientId))];
    return Promise.all(
      ids.map(async (clientId) => {
        const client = await this.clients.find(person.moduleId, clientId);
        const approval = approvals.find((each) => each.clientId === clientId);
        const rest = older.find((each) => each.clientId === clientId);
        return {
          clientId,
          grants: grants.filter((grant) => grant.clientId === clientId),
          ...(client && { client }),
          ...(rest && { older: rest }),
          ...(approval && { approval }),
        };
      }),
    );
  }

  /** Takes all access from an app; false when it had none. */
  async withdrawApp(owner: Owner, clientId: string): Promise<boolean> {
    const person = { moduleId: owner.instance.moduleId, userPid: owner.user.pid };
    const { grants, hadMore } = await this.store.revokeClient(person, clientId);
    if (grants.length === 0 && !hadMore) return false;
    await Promise.all(grants.map((grant) => this.recordGrant(owner, grant)));
    await this.record(owner, { kind: 'APPROVAL', clientId, detail: { change: 'withdrawn', grants: grants.length } });
    return true;
  }

  /** Ends one grant; false when it was not this person's or had ended. */
  async withdrawGrant(owner: Owner, grantId: string): Promise<boolean> {
    const person = { moduleId: owner.instance.moduleId, userPid: owner.user.pid };
    const ended = await this.store.revokeGrant(person, grantId);
    if (ended) await this.recordGrant(owner, ended);
    return ended !== undefined;
  }

  /** Without those of `online_access` whose browser session is over: their refresh token no longer works (STD F5). */
  private async live(session: SessionScope, grants: readonly PersonGrant[]): Promise<readonly PersonGrant[]> {
    const sids = new Set(
      grants.flatMap(({ refresh, sid }) => (refresh === 'online' && sid !== undefined ? [sid] : [])),
    );
    const checked = await Promise.all(
      [...sids].map(async (sid) => [sid, await this.sessions.isLive(session, sid)] as const),
    );
    const over = new Set(checked.filter(([, isLive]) => !isLive).map(([sid]) => sid));
    return grants.filter(({ refresh, sid }) => refresh !== 'online' || sid === undefined || !over.has(sid));
  }

  private async recordGrant(owner: Owner, { clientId, grantId }: RevokedFamily): Promise<void> {
    await this.record(owner, {
      kind: 'TOKEN_REVOCATION',
      clientId,
      grantId,
      detail: { reason: 'withdrawn-by-person' },
    });
  }

  private async record({ instance, user, remoteAddress }: Owner, what: RecordedChange): Promise<void> {
    const { moduleId } = instance;
    const person = { userPid: user.pid, username: user.username };
    await this.audit.record({ moduleId, outcome: 'success', remoteAddress, ...person, ...what });
  }
}

interface RecordedChange {
  readonly kind: 'APPROVAL' | 'TOKEN_REVOCATION';
  readonly clientId: string;
  readonly grantId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
