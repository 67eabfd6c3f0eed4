import type { AuditLog } from '#audit/audit.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type {
  BenchFunctionName,
  Recording,
  RecordingHead,
  RecordingQuery,
  ScriptRecordings,
} from '../script-bench.port.js';
import type { RecordingQueue } from './recording-queue.js';
import type { SealedSessions } from './sealed-sessions.js';
import { MOST_OF_FUNCTION, type KeptRecording, type RecordingStore } from './stores/recording.store.js';

/** What they are read with. */
export interface KeptSessionsParts {
  readonly store: RecordingStore;
  readonly seals: SealedSessions;
  /** Written first, so that what was just done here is there. */
  readonly queue: Pick<RecordingQueue, 'flush'>;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** {@link ScriptRecordings}, and what the bench reads of them. */
export class KeptSessions implements ScriptRecordings {
  constructor(private readonly parts: KeptSessionsParts) {}

  async list(query: RecordingQuery): Promise<readonly RecordingHead[]> {
    await this.parts.queue.flush();
    return this.parts.store.list(query);
  }

  async find(id: string): Promise<Recording | undefined> {
    await this.parts.queue.flush();
    const kept = await this.parts.store.find(id);
    return kept && this.opened(kept)[0];
  }

  /** Newest first. */
  async latest(
    moduleId: string,
    functionName: BenchFunctionName,
    most = MOST_OF_FUNCTION,
  ): Promise<readonly Recording[]> {
    await this.parts.queue.flush();
    return (await this.parts.store.latest(moduleId, functionName, most)).flatMap((kept) => this.opened(kept));
  }

  async remove(query: RecordingQuery, author: ChangeAuthor): Promise<number> {
    await this.parts.queue.flush();
    const removed = await this.parts.store.remove(query);
    const { moduleId, functionName } = query;
    await this.parts.audit.record({
      ...{ moduleId, kind: 'SCRIPT_BENCH', outcome: 'success' },
      ...recordedAuthor(author),
      detail: { actor: author.actor, removedRecordings: removed, ...(functionName && { function: functionName }) },
    });
    return removed;
  }

  /** What was sealed with another key is of no use to anybody. */
  private opened({ sealed, ...head }: KeptRecording): readonly Recording[] {
    try {
      return [{ ...head, ...this.parts.seals.open(head.id, sealed) }];
    } catch {
      return [];
    }
  }
}
