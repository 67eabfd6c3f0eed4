import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { WithdrawnApp } from '../stores/person-grant.store.js';

/** What an administrator took from a person. */
export interface Withdrawal {
  readonly user: DirectoryUser;
  readonly author: ChangeAuthor;
  readonly apps: readonly WithdrawnApp[];
  /** Sign-ins that ended. */
  readonly sids: readonly string[];
}

/** Records that are written at once; the audit log takes no more than it can hold. */
const PORTION = 200;

/** Puts on record what an administrator took from a person: each token family, each app, and the sign-ins. */
@Injectable()
export class WithdrawalRecords {
  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  async record({ user, author, apps, sids }: Withdrawal): Promise<void> {
    const { actor } = author;
    const person = { userPid: user.pid, username: user.username };
    const common = { outcome: 'success', ...person, ...recordedAuthor(author) } as const;
    const events: readonly AuditEvent[] = [
      ...apps.flatMap((app) => appEvents(app, actor).map((event) => ({ ...common, ...event }))),
      ...(sids.length === 0 ? [] : [{ ...common, ...signOut(user.moduleId, sids, actor) }]),
    ];
    for (let from = 0; from < events.length; from += PORTION)
      await Promise.all(events.slice(from, from + PORTION).map((event) => this.audit.record(event)));
  }
}

type EventParticulars = Pick<AuditEvent, 'moduleId' | 'kind' | 'clientId' | 'grantId' | 'detail'>;

function appEvents({ moduleId, clientId, grantIds }: WithdrawnApp, actor: string): readonly EventParticulars[] {
  const app = { moduleId, clientId };
  const reason = 'withdrawn-by-administrator';
  return [
    ...grantIds.map((grantId) => ({ ...app, kind: 'TOKEN_REVOCATION' as const, grantId, detail: { reason, actor } })),
    { ...app, kind: 'APPROVAL', detail: { change: 'withdrawn', grants: grantIds.length, actor } },
  ];
}

function signOut(moduleId: string, sids: readonly string[], actor: string): EventParticulars {
  return { moduleId, kind: 'SIGN_OUT', detail: { sids, everywhere: true, actor } };
}
