import type { AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';

/** Whose account was to be changed. */
export interface ChangedUser {
  readonly moduleId: string;
  readonly pid?: number;
  readonly username: string;
}

/** What became of it: names of fields, never their values. */
export interface UserChangeDetail {
  readonly change: 'created' | 'changed' | 'deleted';
  readonly fields?: readonly string[];
  readonly endedSessions?: number;
}

/** Leaves the audit record of a change that was made. */
export function recordChange(
  audit: AuditLog,
  author: ChangeAuthor,
  user: ChangedUser,
  detail: UserChangeDetail,
): Promise<void> {
  return audit.record({ ...eventOf(author, user), outcome: 'success', detail: { ...detail, actor: author.actor } });
}

/** Leaves the audit record of a change that its author was not allowed to make (V-100). */
export function recordDenial(
  audit: AuditLog,
  author: ChangeAuthor,
  user: ChangedUser,
  detail: UserChangeDetail,
): Promise<void> {
  return audit.record({ ...eventOf(author, user), outcome: 'failure', detail: { ...detail, actor: author.actor } });
}

function eventOf(author: ChangeAuthor, { moduleId, pid, username }: ChangedUser) {
  return {
    kind: 'USER_CHANGE' as const,
    moduleId,
    username,
    ...(pid !== undefined && { userPid: pid }),
    ...recordedAuthor(author),
  };
}
