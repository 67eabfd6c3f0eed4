import { Logger, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { SKIN_DIAGNOSTICS } from '../skin-diagnostics.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { DIAGNOSTIC_STORE, type DiagnosticStore } from '../stores/diagnostic.store.js';
import { SqlDiagnosticStore } from '../stores/typeorm/sql-diagnostic.store.js';
import { DiagnosticQueue } from './diagnostic-queue.js';
import { KeptDiagnostics } from './kept-diagnostics.js';
import { SkinMistakes } from './skin-mistakes.js';

/** What keeps for administrators what showed to be wrong with skins; they need SQL, AUDIT_LOG, CLOCK, BACKGROUND_WORK and SKIN_SURROUNDINGS. */
export const diagnosticProviders: readonly Provider[] = [
  { provide: DIAGNOSTIC_STORE, useClass: SqlDiagnosticStore },
  {
    provide: DiagnosticQueue,
    inject: [DIAGNOSTIC_STORE, CLOCK],
    useFactory: (store: DiagnosticStore, clock: Clock) =>
      new DiagnosticQueue({ store, clock, logger: new Logger('Skin') }),
  },
  {
    provide: SkinMistakes,
    inject: [AUDIT_LOG, CLOCK, DiagnosticQueue],
    useFactory: (audit: AuditLog, clock: Clock, queue: DiagnosticQueue) => new SkinMistakes(audit, clock, queue),
  },
  {
    provide: SKIN_DIAGNOSTICS,
    inject: [DIAGNOSTIC_STORE, DiagnosticQueue, AUDIT_LOG, SKIN_SURROUNDINGS],
    useFactory: (store: DiagnosticStore, queue: DiagnosticQueue, audit: AuditLog, surroundings: SkinSurroundings) =>
      new KeptDiagnostics({ store, queue, audit, surroundings }),
  },
  {
    provide: RowPurge,
    inject: [DIAGNOSTIC_STORE, BACKGROUND_WORK],
    useFactory: (store: DiagnosticStore, background: BackgroundWork) =>
      new RowPurge({
        ...{ rows: 'mistakes of skins', background, logger: new Logger('Skin') },
        portion: () => store.purge(),
      }),
  },
];
