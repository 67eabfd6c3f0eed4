import type { Sql, SqlStatement } from '#database/sql.port';

/** A row of `browser_session` as far as callers need it. */
export interface BrowserSessionRow {
  readonly sid: string;
  readonly user_pid: number;
  readonly username: string;
  readonly auth_time: Date;
  readonly arrived_at: Date;
  readonly last_proof_at: Date;
  readonly amr: readonly string[];
}

/** A session that a statement has ended. */
export interface EndedSessionRow {
  readonly module_id: string;
  readonly sid: string;
  readonly user_pid: number;
  readonly username: string;
}

/** What a sign-in writes. */
export interface NewBrowserSession {
  readonly sessionHash: string;
  /** Hash of the cookie before the sign-in; a session under it ends. */
  readonly previousHash: string;
  readonly moduleId: string;
  /** Used unless the same person signs in again, who keeps the session's id. */
  readonly sid: string;
  readonly userPid: number;
  readonly username: string;
  readonly amr: readonly string[];
  /** Of the session that goes on. */
  readonly authTime: Date | undefined;
  /** When something was proved last, where that was before now. */
  readonly provedAt: Date | undefined;
  readonly absoluteHours: number;
}

/**
 * A session counts while the database's clock is before `expires_at` and within the idle time. `last_seen_at` is written at most once a
 * minute (a quarter of a shorter idle time): the inner comparison makes the second of two concurrent requests write nothing.
 */
const FIND: SqlStatement = {
  name: 'browser_session_find',
  text: `WITH live AS (
      SELECT session_hash, sid, user_pid, username, auth_time, arrived_at, last_proof_at, amr, last_seen_at FROM browser_session
      WHERE session_hash = $1 AND module_id = $2 AND expires_at > gatehouse_now()
        AND last_seen_at > gatehouse_now() - $3 * interval '1 minute'
    ), seen AS (
      UPDATE browser_session b SET last_seen_at = gatehouse_now() FROM live
      WHERE b.session_hash = live.session_hash AND b.last_seen_at = live.last_seen_at
        AND live.last_seen_at < gatehouse_now() - least(interval '1 minute', $3 * interval '15 seconds')
    )
    SELECT sid, user_pid::float8, username, auth_time, arrived_at, last_proof_at, amr FROM live`,
};

/** V-34: the old row goes and the new one comes in one statement, so there is no moment with two cookies for one session. */
const START: SqlStatement = {
  name: 'browser_session_start',
  text: `WITH previous AS (
      DELETE FROM browser_session WHERE session_hash = $2 AND module_id = $3 RETURNING module_id, sid, user_pid, username, arrived_at, expires_at
    ), goes_on AS (
      SELECT arrived_at, expires_at FROM previous WHERE user_pid = $5 AND $9::timestamptz IS NOT NULL
    ), started AS (
      INSERT INTO browser_session
        (session_hash, module_id, sid, user_pid, username, auth_time, arrived_at, last_proof_at, amr, created_at, last_seen_at, expires_at)
      VALUES ($1, $3, coalesce((SELECT sid FROM previous WHERE user_pid = $5), $4), $5, $6,
        coalesce($9::timestamptz, $10::timestamptz, gatehouse_now()),
        coalesce((SELECT arrived_at FROM goes_on), $9::timestamptz, gatehouse_now()), coalesce($10::timestamptz, gatehouse_now()), $7, gatehouse_now(), gatehouse_now(),
        coalesce((SELECT expires_at FROM goes_on), coalesce($9::timestamptz, gatehouse_now()) + $8 * interval '1 hour'))
      RETURNING sid, user_pid::float8, username, auth_time, arrived_at, last_proof_at, amr
    )
    SELECT started.*, (SELECT row_to_json(previous) FROM previous WHERE user_pid <> $5) AS ended FROM started`,
};

/** Until the transaction ends, nobody else starts a session of this person: two at once would each overlook the other's. */
const LOCK_PERSON: SqlStatement = {
  name: 'browser_session_lock_person',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('gatehouse sessions ' || $1::text || ' ' || $2::text, 0))`,
};

/** V-34: the session goes on under another cookie; the one that it had counts no longer. */
const MOVE: SqlStatement = {
  name: 'browser_session_move',
  text: `UPDATE browser_session SET session_hash = $4, last_seen_at = gatehouse_now()
      WHERE session_hash = $1 AND module_id = $2 AND expires_at > gatehouse_now()
        AND last_seen_at > gatehouse_now() - $3 * interval '1 minute'
      RETURNING sid, user_pid::float8, username, auth_time, arrived_at, last_proof_at, amr`,
};

const ENDED = 'module_id, sid, user_pid::float8, username';

const DELETE: SqlStatement = {
  name: 'browser_session_delete',
  text: `DELETE FROM browser_session WHERE session_hash = $1 AND module_id = $2 RETURNING ${ENDED}`,
};

const IS_LIVE: SqlStatement = {
  name: 'browser_session_is_live',
  text: `SELECT FROM browser_session WHERE sid = $1 AND module_id = $2 AND expires_at > gatehouse_now()
      AND last_seen_at > gatehouse_now() - $3 * interval '1 minute'`,
};

const DELETE_BY_SID: SqlStatement = {
  name: 'browser_session_delete_by_sid',
  text: `DELETE FROM browser_session WHERE module_id = $1 AND sid = $2 RETURNING ${ENDED}`,
};

const DELETE_OF_USER: SqlStatement = {
  name: 'browser_session_delete_of_user',
  text: `DELETE FROM browser_session WHERE module_id = $1 AND user_pid = $2 RETURNING ${ENDED}`,
};

/** Sessions that ran out do not count, and do not end a second time. */
const DELETE_BEYOND: SqlStatement = {
  name: 'browser_session_delete_beyond',
  text: `DELETE FROM browser_session WHERE session_hash IN (
      SELECT session_hash FROM browser_session
      WHERE module_id = $1 AND user_pid = $2 AND expires_at > gatehouse_now()
        AND last_seen_at > gatehouse_now() - $5 * interval '1 minute'
      ORDER BY session_hash = $3 DESC, created_at DESC OFFSET $4)
    RETURNING ${ENDED}`,
};

const DELETE_EVERYWHERE: SqlStatement = {
  name: 'browser_session_delete_everywhere',
  text: `DELETE FROM browser_session WHERE user_pid = $1 RETURNING ${ENDED}`,
};

const DELETE_OTHERS: SqlStatement = {
  name: 'browser_session_delete_others',
  text: `DELETE FROM browser_session WHERE user_pid = $1 AND session_hash <> $2 RETURNING ${ENDED}`,
};

/** In portions, so that a large backlog holds no lock for long. */
const PURGE: SqlStatement = {
  name: 'browser_session_purge',
  text: `WITH gone AS (
      DELETE FROM browser_session WHERE session_hash IN (
        SELECT session_hash FROM browser_session WHERE expires_at < gatehouse_now() LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::int AS purged FROM gone`,
};

/** Rows of signed-in browsers. Only hashes of cookies are stored. What ends a session runs inside the caller's transaction. */
export class BrowserSessionStore {
  constructor(private readonly sql: Sql) {}

  /** The session under this cookie if it is neither over nor idle for too long. */
  async find(sessionHash: string, moduleId: string, idleMinutes: number): Promise<BrowserSessionRow | undefined> {
    const [row] = await this.sql.query<BrowserSessionRow>(FIND, [sessionHash, moduleId, idleMinutes]);
    return row;
  }

  /** Moves the session under a cookie, if it lives as {@link find} says, to another cookie. */
  async move(
    { sessionHash, moduleId, idleMinutes }: { sessionHash: string; moduleId: string; idleMinutes: number },
    to: string,
  ): Promise<BrowserSessionRow | undefined> {
    const [row] = await this.sql.query<BrowserSessionRow>(MOVE, [sessionHash, moduleId, idleMinutes, to]);
    return row;
  }

  /** Starts a session; `ended` is that of another person at the same browser. */
  async start(
    sql: Sql,
    session: NewBrowserSession,
  ): Promise<BrowserSessionRow & { readonly ended: EndedSessionRow | null }> {
    const [row] = await sql.query<BrowserSessionRow & { readonly ended: EndedSessionRow | null }>(START, [
      session.sessionHash,
      session.previousHash,
      session.moduleId,
      session.sid,
      session.userPid,
      session.username,
      session.amr,
      session.absoluteHours,
      session.authTime ?? null,
      session.provedAt ?? null,
    ]);
    if (row === undefined) throw new Error('Starting a browser session returned no row');
    return row;
  }

  /** Has everybody else who is to start a session of this person wait for the caller's transaction. */
  async lockPerson(sql: Sql, { moduleId, userPid }: NewBrowserSession): Promise<void> {
    await sql.query(LOCK_PERSON, [moduleId, userPid]);
  }

  /** The live sessions of a person beyond so many, oldest first to go; the one just started stays. */
  deleteBeyond(
    sql: Sql,
    { moduleId, userPid, sessionHash }: NewBrowserSession,
    { mostPerPerson, idleMinutes }: { readonly mostPerPerson: number; readonly idleMinutes: number },
  ): Promise<readonly EndedSessionRow[]> {
    return sql.query(DELETE_BEYOND, [moduleId, userPid, sessionHash, mostPerPerson, idleMinutes]);
  }

  /** The session under this cookie; none is left of it. */
  delete(sql: Sql, sessionHash: string, moduleId: string): Promise<readonly EndedSessionRow[]> {
    return sql.query(DELETE, [sessionHash, moduleId]);
  }

  deleteBySid(sql: Sql, moduleId: string, sid: string): Promise<readonly EndedSessionRow[]> {
    return sql.query(DELETE_BY_SID, [moduleId, sid]);
  }

  /** Every session of a user at one module. */
  deleteOfUser(sql: Sql, moduleId: string, userPid: number): Promise<readonly EndedSessionRow[]> {
    return sql.query(DELETE_OF_USER, [moduleId, userPid]);
  }

  /** Every session of a user at every module. */
  deleteEverywhere(sql: Sql, userPid: number): Promise<readonly EndedSessionRow[]> {
    return sql.query(DELETE_EVERYWHERE, [userPid]);
  }

  /** Every session of a user at every module but the one under this cookie. */
  deleteOthers(sql: Sql, userPid: number, keptHash: string): Promise<readonly EndedSessionRow[]> {
    return sql.query(DELETE_OTHERS, [userPid, keptHash]);
  }

  /** By the same rule as {@link find}, but a look from elsewhere does not keep the session awake. */
  async isLive(sid: string, moduleId: string, idleMinutes: number): Promise<boolean> {
    return (await this.sql.query(IS_LIVE, [sid, moduleId, idleMinutes])).length > 0;
  }

  /** Removes up to 1,000 sessions past their end and returns how many. */
  async purge(): Promise<number> {
    const [row] = await this.sql.query<{ readonly purged: number }>(PURGE, []);
    return row?.purged ?? 0;
  }
}
