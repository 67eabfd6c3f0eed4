import { Logger, type Provider } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { SQL, type Sql } from '#database/sql.port';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { KeptSessions } from './kept-sessions.js';
import { RecordingQueue } from './recording-queue.js';
import { SealedSessions } from './sealed-sessions.js';
import { SessionRecorder } from './session-recorder.js';
import { RecordingStore } from './stores/recording.store.js';

/** What records sessions of scripts, and reads what was recorded. */
export const recordingProviders: Provider[] = [
  { provide: RecordingStore, inject: [SQL], useFactory: (sql: Sql) => new RecordingStore(sql) },
  {
    provide: SealedSessions,
    inject: [SECRET_ENCRYPTION],
    useFactory: (encryption: SecretEncryption) => new SealedSessions(encryption),
  },
  {
    provide: RecordingQueue,
    inject: [RecordingStore, SealedSessions, CLOCK],
    useFactory: (store: RecordingStore, seals: SealedSessions, clock: Clock) =>
      new RecordingQueue({ store, seals, clock, logger: new Logger('Scripts') }),
  },
  {
    provide: SessionRecorder,
    inject: [RecordingQueue],
    useFactory: (queue: RecordingQueue) => new SessionRecorder(queue),
  },
  {
    provide: KeptSessions,
    inject: [RecordingStore, SealedSessions, RecordingQueue, AUDIT_LOG],
    useFactory: (store: RecordingStore, seals: SealedSessions, queue: RecordingQueue, audit: AuditLog) =>
      new KeptSessions({ store, seals, queue, audit }),
  },
];
