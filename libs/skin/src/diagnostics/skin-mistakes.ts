import { Logger } from '@nestjs/common';
import type { AuditLog } from '#audit/audit.port';
import type { Clock } from '#protocol/clock';
import { newReferenceNumber } from '#protocol/reference-number';
import type { DiagnosticQueue } from './diagnostic-queue.js';
import type { SkinMistake } from './skin-mistake.js';

/** What is known of a mistake in this process. */
interface KnownMistake {
  readonly errorId: string;
  readonly times: number;
  readonly toldAt: number;
}

const MOST_KNOWN = 200;
/** What happens again is told again after so many milliseconds. */
const SILENCE = 60_000;

const TOLD = {
  failure: 'A page of a skin could not be shown: the built-in page stands in for it.',
  notice: 'Something on a page of a skin does nothing.',
} as const;

/**
 * Logs, records and keeps for administrators what is wrong with pages of skins. The same mistake happens at every request: it is told once a minute at
 * most, with how often it was; nothing that a visitor does makes log or audit grow faster.
 */
export class SkinMistakes {
  private readonly logger = new Logger('Skin');
  private readonly known = new Map<string, KnownMistake>();

  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly queue: Pick<DiagnosticQueue, 'add'>,
  ) {}

  /** The reference under which log and audit have it. */
  add(mistake: SkinMistake): string {
    const key = `${mistake.moduleId} ${mistake.key}`;
    const { errorId = newReferenceNumber(), times = 0, toldAt = Number.NEGATIVE_INFINITY } = this.known.get(key) ?? {};
    const now = this.clock.now().getTime();
    const isTold = now - toldAt >= SILENCE;
    this.keep(key, { errorId, times: times + 1, toldAt: isTold ? now : toldAt });
    this.queue.add(mistake, errorId);
    if (isTold) this.tell(mistake, { errorId, times: times + 1 });
    return errorId;
  }

  private keep(key: string, known: KnownMistake): void {
    this.known.delete(key);
    this.known.set(key, known);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
  }

  private tell(mistake: SkinMistake, { errorId, times }: Pick<KnownMistake, 'errorId' | 'times'>): void {
    const { key: _key, kind, moduleId, ...facts } = mistake;
    const line = { moduleId, ...facts, times, errorId, message: TOLD[kind], problem: facts.message };
    if (kind === 'notice') {
      this.logger.warn(line);
      return;
    }
    this.logger.error(line);
    const detail = { ...facts, times };
    const event = { moduleId, kind: 'SKIN_PAGE', outcome: 'failure', errorReference: errorId, detail } as const;
    // The page is shown whatever becomes of its record.
    this.audit.record(event).catch((cause: unknown) => {
      this.logger.error({ message: 'A page that failed could not be recorded.', errorId, cause: String(cause) });
    });
  }
}
