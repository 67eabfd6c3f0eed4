import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { ClientPlace } from '../stores/client.store.js';

/** What is told of a change; of secrets and definitions only that they changed. */
export type ClientChangeDetail = {
  /** Why, in the author's words. */
  readonly comment?: string;
} & (
  | { readonly change: 'created' }
  | { readonly change: 'updated'; readonly fields: readonly string[]; readonly version: number }
  | { readonly change: 'archived'; readonly version: number }
);

/** Puts changes of clients on record: after the commit, so that the audit never tells of what was rolled back. */
@Injectable()
export class ClientRecords {
  constructor(@Inject(AUDIT_LOG) private readonly audit: AuditLog) {}

  async record({ moduleId, clientId }: ClientPlace, author: ChangeAuthor, detail: ClientChangeDetail): Promise<void> {
    await this.audit.record({
      ...{ moduleId, clientId, kind: 'CLIENT_CHANGE', outcome: 'success' },
      detail: { ...detail, actor: author.actor },
      ...recordedAuthor(author),
    });
  }
}
