// Owns the audit log: the order, the commit and the partitions of its rows. Must not know what the events mean. Expects the tokens SQL and CLOCK
// from global modules.
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  type InjectionToken,
  Logger,
  Module,
  type OnModuleInit,
} from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { AUDIT_LOG, type AuditLog } from './audit.port.js';
import { AuditCursors } from './audit-cursors.js';
import { AUDIT_QUERY } from './audit-query.port.js';
import { AuditPartitions } from './audit-partitions.js';
import { AuditReader } from './audit-reader.js';
import { AuditWriter } from './audit-writer.js';
import type { KeyDerivation } from './key-derivation.js';
import { NameMasks } from './name-masks.js';
import { BoundedRefusalRecords } from './refusals/bounded-refusal-records.js';
import { REFUSAL_RECORDS } from './refusals/refusal-records.port.js';
import { SqlAuditEvents } from './stores/typeorm/sql-audit-events.js';
import { SqlAuditSearch } from './stores/typeorm/sql-audit-search.js';

/** What the composition root decides about the audit log. */
export interface AuditModuleOptions {
  /** Name of this node; `Master` unless configured (ruling 60). */
  readonly nodeId: string;
  /** Token of what gives the keys that cursors are sealed and names masked with. */
  readonly secrets: InjectionToken<KeyDerivation>;
}

/** Provides AUDIT_LOG, AUDIT_QUERY and REFUSAL_RECORDS. */
@Module({})
export class AuditModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    @Inject(AuditWriter) private readonly writer: AuditWriter,
    @Inject(AuditPartitions) private readonly partitions: AuditPartitions,
  ) {}

  static forRoot(options: AuditModuleOptions): DynamicModule {
    const log = new Logger('Audit');
    return {
      module: AuditModule,
      global: true,
      providers: [
        { provide: SqlAuditEvents, inject: [SQL], useFactory: (sql: Sql) => new SqlAuditEvents(sql) },
        {
          provide: AuditWriter,
          inject: [SqlAuditEvents, CLOCK, options.secrets],
          useFactory: (store: SqlAuditEvents, clock: Clock, secrets: KeyDerivation) =>
            new AuditWriter({ store, clock, log, nodeId: options.nodeId, masks: new NameMasks(secrets) }),
        },
        {
          provide: AuditPartitions,
          inject: [SqlAuditEvents, CLOCK],
          useFactory: (store: SqlAuditEvents, clock: Clock) => new AuditPartitions({ store, clock, log }),
        },
        { provide: AUDIT_LOG, useExisting: AuditWriter },
        {
          provide: AUDIT_QUERY,
          inject: [SQL, options.secrets],
          useFactory: (sql: Sql, secrets: KeyDerivation) =>
            new AuditReader(new SqlAuditSearch(sql), new AuditCursors(secrets)),
        },
        {
          provide: REFUSAL_RECORDS,
          inject: [AUDIT_LOG],
          useFactory: (audit: AuditLog) => new BoundedRefusalRecords(audit),
        },
      ],
      exports: [AUDIT_LOG, AUDIT_QUERY, REFUSAL_RECORDS],
    };
  }

  onModuleInit(): Promise<void> {
    return this.partitions.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.partitions.stop();
    await this.writer.close();
  }
}
