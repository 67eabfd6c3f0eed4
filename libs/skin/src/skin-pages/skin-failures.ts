import { Logger } from '@nestjs/common';
import type { AuditLog } from '#audit/audit.port';
import type { Clock } from '#protocol/clock';
import { newReferenceNumber } from '#protocol/reference-number';
import { TemplateError } from '#thymeleaf/template-error';
import { identityText } from '../package/skin-identity.js';
import type { SkinPackage } from '../package/skin-package.js';
import type { SkinDiagnostic, SkinDiagnostics } from '../skin-diagnostics.port.js';

/** A page that a skin could not show. */
export interface SkinFailure {
  readonly moduleId: string;
  readonly skin: SkinPackage;
  readonly page: string;
  readonly file?: string | undefined;
  readonly error: unknown;
}

const MOST_KEPT = 200;
/** What happens again is told again after so many milliseconds. */
const SILENCE = 60_000;

/**
 * Keeps, logs and records what keeps pages of skins from being shown. The same mistake happens at every request: it is told once a minute at most,
 * with how often it was; nothing that a visitor does makes log or audit grow faster.
 */
export class SkinFailures implements SkinDiagnostics {
  private readonly logger = new Logger('Skin');
  private readonly kept = new Map<string, SkinDiagnostic>();
  private readonly toldAt = new Map<string, number>();

  constructor(
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  list(moduleId?: string): readonly SkinDiagnostic[] {
    const all = [...this.kept.values()].filter((one) => moduleId === undefined || one.moduleId === moduleId);
    return all.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  }

  /** The reference under which log and audit have it. */
  add(failure: SkinFailure): string {
    const facts = factsOf(failure);
    const key = JSON.stringify([facts.moduleId, facts.sha256, facts.page, facts.line, facts.column, facts.message]);
    const before = this.kept.get(key);
    const at = this.clock.now();
    const diagnostic = {
      ...facts,
      at,
      errorId: before?.errorId ?? newReferenceNumber(),
      times: (before?.times ?? 0) + 1,
    };
    this.keep(key, diagnostic);
    if (at.getTime() - (this.toldAt.get(key) ?? Number.NEGATIVE_INFINITY) >= SILENCE) this.tell(key, diagnostic);
    return diagnostic.errorId;
  }

  private keep(key: string, diagnostic: SkinDiagnostic): void {
    this.kept.delete(key);
    this.kept.set(key, diagnostic);
    const [oldest] = this.kept.keys();
    if (this.kept.size <= MOST_KEPT || oldest === undefined) return;
    this.kept.delete(oldest);
    this.toldAt.delete(oldest);
  }

  private tell(key: string, { at, ...diagnostic }: SkinDiagnostic): void {
    this.toldAt.set(key, at.getTime());
    const message = 'A page of a skin could not be shown: the built-in page stands in for it.';
    this.logger.error({ ...diagnostic, message, problem: diagnostic.message });
    const { moduleId, errorId: errorReference, ...detail } = diagnostic;
    const event = { moduleId, kind: 'SKIN_PAGE', outcome: 'failure', errorReference, detail } as const;
    // The page is shown whatever becomes of its record.
    this.audit.record(event).catch((cause: unknown) => {
      this.logger.error({ message: 'A page that failed could not be recorded.', errorReference, cause: String(cause) });
    });
  }
}

/** Only what templates say of themselves: an error that is none of a template may repeat data. */
function factsOf({ moduleId, skin, page, file, error }: SkinFailure): Omit<SkinDiagnostic, 'at' | 'errorId' | 'times'> {
  const ids = { moduleId, skin: identityText(skin.identity), sha256: skin.sha256, page };
  if (!(error instanceof TemplateError))
    return { ...ids, ...(file !== undefined && { file }), message: 'The page cannot be made: a fault of the server.' };
  const { template = file, position, expression } = error.place;
  return {
    ...ids,
    ...(template !== undefined && { file: template }),
    ...(position && { line: position.line, column: position.column }),
    ...(expression !== undefined && { expression }),
    message: error.message,
  };
}
