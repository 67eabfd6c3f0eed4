import type { AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { pageOf, type Page, type PageRequest } from '#protocol/administration/page';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { SkinDiagnosticJson, SkinDiagnostics } from '../skin-diagnostics.port.js';
import type { SkinSurroundings } from '../skin-surroundings.js';
import type { DiagnosticStore, StoredDiagnostic } from '../stores/diagnostic.store.js';
import type { DiagnosticQueue } from './diagnostic-queue.js';

/** What they are read with. */
export interface KeptDiagnosticsParts {
  readonly store: Pick<DiagnosticStore, 'list' | 'remove'>;
  /** Written first, so that what just happened here is there. */
  readonly queue: Pick<DiagnosticQueue, 'flush'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly surroundings: Pick<SkinSurroundings, 'webjarIds'>;
}

/** {@link SkinDiagnostics}. */
export class KeptDiagnostics implements SkinDiagnostics {
  constructor(private readonly parts: KeptDiagnosticsParts) {}

  async list(moduleId: string, page: PageRequest): Promise<Page<{ readonly json: SkinDiagnosticJson }> | undefined> {
    if (!this.isModule(moduleId)) return undefined;
    await this.parts.queue.flush();
    const portion = { offset: page.pageIndex * page.pageSize, limit: page.pageSize };
    const { diagnostics, total } = await this.parts.store.list(moduleId, portion);
    return pageOf(
      diagnostics.map((each) => ({ json: diagnosticJson(each) })),
      total,
      page,
    );
  }

  async remove(moduleId: string, author: ChangeAuthor): Promise<number | undefined> {
    if (!this.isModule(moduleId)) return undefined;
    await this.parts.queue.flush();
    const removed = await this.parts.store.remove(moduleId);
    await this.parts.audit.record({
      ...{ moduleId, kind: 'SKIN_CHANGE', outcome: 'success' },
      ...recordedAuthor(author),
      detail: { change: 'diagnostics-removed', removed, actor: author.actor },
    });
    return removed;
  }

  private isModule(moduleId: string): boolean {
    return this.parts.surroundings.webjarIds().has(moduleId);
  }
}

function diagnosticJson({ firstAt, lastAt, ...diagnostic }: StoredDiagnostic): SkinDiagnosticJson {
  return { ...diagnostic, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
}
