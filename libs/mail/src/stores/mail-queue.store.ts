import type { Sql, SqlStatement } from '#database/sql.port';

/** A mail to be kept until it is sent. */
export interface QueuedMail {
  readonly moduleId: string;
  readonly sealed: Buffer;
  /** Seconds after which it is not sent any more. */
  readonly usefulSeconds: number;
}

/** A mail that is owed to somebody. */
export interface OwedMail {
  readonly id: number;
  readonly moduleId: string;
  readonly sealed: Buffer;
  /** This attempt included. */
  readonly attempts: number;
}

/** Adds the mail unless as many of the module wait as may. */
const ADD: SqlStatement = {
  name: 'mail_queue_add',
  text: `INSERT INTO mail_queue (module_id, sealed, due_at, expires_at, created_at)
    SELECT $1, $2, gatehouse_now(), gatehouse_now() + make_interval(secs => $3), gatehouse_now()
     WHERE (SELECT count(*) FROM (SELECT FROM mail_queue WHERE module_id = $1 LIMIT $4::int) AS waiting) < $4::int
    RETURNING id`,
};

/** A due one of these modules; who dies with it leaves it to others when the claim runs out. */
const CLAIM: SqlStatement = {
  name: 'mail_queue_claim',
  text: `UPDATE mail_queue SET attempts = attempts + 1, due_at = gatehouse_now() + make_interval(secs => $2)
     WHERE id = (SELECT id FROM mail_queue WHERE module_id = ANY ($1) AND due_at <= gatehouse_now() AND expires_at > gatehouse_now()
                  ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id::float8, module_id, sealed, attempts`,
};

const POSTPONE: SqlStatement = {
  name: 'mail_queue_postpone',
  text: `UPDATE mail_queue SET due_at = gatehouse_now() + make_interval(secs => $3) WHERE id = $1 AND attempts = $2`,
};

const SETTLE: SqlStatement = { name: 'mail_queue_settle', text: 'DELETE FROM mail_queue WHERE id = $1' };

const PURGE: SqlStatement = {
  name: 'mail_queue_purge',
  text: `WITH gone AS (
      DELETE FROM mail_queue WHERE id IN (
        SELECT id FROM mail_queue WHERE expires_at < gatehouse_now() LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::integer AS count FROM gone`,
};

/** Mails that wait to be sent. */
export class MailQueueStore {
  constructor(private readonly sql: Sql) {}

  /** False when `most` mails of the module wait already. @param sql the transaction in which the mail is owed */
  async add(sql: Sql, { moduleId, sealed, usefulSeconds }: QueuedMail, most: number): Promise<boolean> {
    return (await sql.query(ADD, [moduleId, sealed, usefulSeconds, most])).length === 1;
  }

  /** Takes a mail that is due for `leaseSeconds`, so that no other process takes it meanwhile; undefined when none is. */
  async claim(moduleIds: readonly string[], leaseSeconds: number): Promise<OwedMail | undefined> {
    const [row] = await this.sql.query<{ id: number; module_id: string; sealed: Buffer; attempts: number }>(CLAIM, [
      moduleIds,
      leaseSeconds,
    ]);
    if (row === undefined) return undefined;
    const { id, module_id: moduleId, sealed, attempts } = row;
    return { id, moduleId, sealed, attempts };
  }

  /** Makes it due again later, unless another process has taken it since. */
  async postpone({ id, attempts }: OwedMail, seconds: number): Promise<void> {
    await this.sql.query(POSTPONE, [id, attempts, seconds]);
  }

  /** It is owed no longer: sent, or given up. */
  async settle({ id }: OwedMail): Promise<void> {
    await this.sql.query(SETTLE, [id]);
  }

  /** Removes up to 1,000 mails that are of no use any more, and returns how many went. */
  async purge(): Promise<number> {
    const [row] = await this.sql.query<{ readonly count: number }>(PURGE, []);
    return row?.count ?? 0;
  }
}
