import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the cluster manager (reference 15), and the families of what it has besides. */
export const clusterManagerKeys: readonly AcceptedGroup[] = [
  {
    reason:
      'The audit log is always written, to PostgreSQL, before the answer leaves the server; it has no headers of requests.',
    keys: {
      'audit_log.db.enabled': 'true',
      'audit_log.db.async_writes.enabled': 'false',
      'audit_log.db.always_write_to_clustermgr': 'false',
      'audit_log.broker.enabled': 'false',
      'audit_log.request_headers_to_store': 'Content-Type,Host',
      'audit_log.*': '',
    },
  },
  {
    reason: 'There is no transaction log; the log on standard output is kept by whatever collects it.',
    keys: { retain_transaction_log_days: '90', 'transactionlog.*': '', 'transaction_log_step.*': '' },
  },
  {
    reason: 'There is one database for everything.',
    instead: 'DATABASE_URL',
    keys: { 'db.*': '' },
  },
  { reason: 'There is no message broker.', keys: { 'messagebroker.*': '', 'kafka.*': '' } },
  {
    reason: 'There are no stored statistics.',
    keys: { 'stats.*': '', retain_minute_stats_days: '7', retain_hour_stats_days: '31', retain_day_stats_days: '365' },
  },
  {
    reason: 'Each SMART outbound module has a mail server of its own.',
    instead: 'mail.smtp.* of the SECURITY_OUT_SMART module',
    keys: { 'smtp.*': '' },
  },
  { reason: 'What is done by schedule needs no threads of its own.', keys: { 'schedule.*': '' } },
  { reason: 'Scripts change with the module that has them.', keys: { reload_scripts_on_save: 'false' } },
];
