import type { Sql, SqlStatement } from '#database/sql.port';
import { auditJson } from '../../audit-json.js';
import type { AuditRow } from '../../audit-row.js';
import type { AuditEventsStore } from '../audit-events.store.js';

const columns =
  'at, id, node_id, sequence, module_id, kind, outcome, client_id, user_pid, username, remote_address, flow_id, error_reference, ' +
  'error_code, jti, code_hash, grant_id, detail, trace';

// One parameter for any number of rows, so that there is one statement to prepare, whatever the size of a batch.
const insert: SqlStatement = {
  name: 'audit-event-insert',
  text: `insert into audit_event (${columns}) select ${columns} from json_populate_recordset(null::audit_event, $1::json)`,
};

// Looking for each row first costs a quarter more.
const insertMissing: SqlStatement = {
  name: 'audit-event-insert-missing',
  text: `${insert.text} on conflict (at, id) do nothing`,
};

const ensurePartition: SqlStatement = {
  name: 'audit-event-partitions',
  text: `select ensure_audit_partition($1::timestamptz), ensure_audit_partition($1::timestamptz + interval '1 month')`,
};

/** {@link AuditEventsStore} in the partitioned table audit_event. */
export class SqlAuditEvents implements AuditEventsStore {
  constructor(private readonly sql: Sql) {}

  async insert(rows: readonly AuditRow[]): Promise<void> {
    await this.sql.query(insert, [jsonOf(rows)]);
  }

  async insertMissing(rows: readonly AuditRow[]): Promise<void> {
    await this.sql.query(insertMissing, [jsonOf(rows)]);
  }

  async ensurePartitions(at: Date): Promise<void> {
    await this.sql.query(ensurePartition, [at.toISOString()]);
  }
}

function jsonOf(rows: readonly AuditRow[]): string {
  return `[${rows.map(auditJson).join(',')}]`;
}
