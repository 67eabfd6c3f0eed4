import type { Sql, SqlStatement } from '#database/sql.port';
import type { NetworkBound } from './sign-in.store.js';

/** Somebody whose password a directory took, and what is to be remembered of it. */
export interface DirectoryWelcome {
  readonly moduleId: string;
  readonly pid: number;
  /** Under which the attempt counted. */
  readonly subjects: readonly string[];
  /** For which it counted. */
  readonly network: NetworkBound;
  /** '' where nothing is to be forgotten. */
  readonly previousDeviceHash: string;
  readonly deviceHash: string;
}

/** The network's row comes before the names', as where they are counted. */
function returned(network: string, most: string): string {
  return `returned AS (
      UPDATE network_failures SET forgotten_at = forgotten_at - interval '1 hour' / greatest(${most}::int, 1)
      WHERE module_id = $1 AND network = ${network} AND ${most}::int > 0
      RETURNING 1
    )`;
}

/** As the sign-in by a password that is kept here: forgets failures, gives the device a new name, carries over others' entries of the same device. */
const WELCOME: SqlStatement = {
  name: 'directory_sign_in_welcome',
  text: `WITH ${returned('$6', '$7')}, forgotten AS (
      DELETE FROM sign_in_throttle WHERE module_id = $1 AND subject_key = ANY ($3) AND (SELECT count(*) FROM returned) >= 0
    ), replaced AS (
      DELETE FROM known_device WHERE device_hash = $4 AND user_pid = $2
    ), carried AS (
      UPDATE known_device SET device_hash = $5 WHERE device_hash = $4 AND user_pid <> $2 AND module_id = $1
    )
    INSERT INTO known_device (device_hash, module_id, user_pid, first_seen_at, last_seen_at)
    VALUES ($5, $1, $2, gatehouse_now(), gatehouse_now())
    ON CONFLICT (device_hash, user_pid) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
};

/** A lock that this attempt brought about was for a failure that was none. While a lock lasts nothing is counted, so that it belongs to the count. */
const GIVE_BACK: SqlStatement = {
  name: 'directory_sign_in_give_back',
  text: `WITH ${returned('$4', '$5')}
    UPDATE sign_in_throttle SET failures = greatest(failures - 1, 0),
      locked_until = CASE WHEN $3::int > 0 AND failures % greatest($3::int, 1) = 0 THEN NULL ELSE locked_until END
    WHERE module_id = $1 AND subject_key = ANY ($2) AND (SELECT count(*) FROM returned) >= 0`,
};

/** The lock that this attempt brought about, where it is longer than a first one. */
const SHORTEN_LOCK: SqlStatement = {
  name: 'directory_sign_in_shorten_lock',
  text: `UPDATE sign_in_throttle SET locked_until = least(locked_until, gatehouse_now() + $3::int * interval '1 second')
    WHERE module_id = $1 AND subject_key = $2 AND locked_until IS NOT NULL`,
};

/** What a sign-in by a directory leaves: every method is one statement that commits by itself. */
export class DirectorySignInStore {
  constructor(private readonly sql: Sql) {}

  async welcome({ moduleId, pid, subjects, previousDeviceHash, ...to }: DirectoryWelcome): Promise<void> {
    const network = [to.network.name, to.network.mostFailures];
    await this.sql.query(WELCOME, [moduleId, pid, subjects, previousDeviceHash, to.deviceHash, ...network]);
  }

  /** Has a lock end after so many seconds. */
  async shortenLock(moduleId: string, subject: string, seconds: number): Promise<void> {
    await this.sql.query(SHORTEN_LOCK, [moduleId, subject, seconds]);
  }

  /** Takes back one count of each subject, and of the network. @param maxFailures failures until a lock; 0 = no locks */
  async giveBack(
    moduleId: string,
    { subjects, network }: Pick<DirectoryWelcome, 'subjects' | 'network'>,
    maxFailures: number,
  ): Promise<void> {
    await this.sql.query(GIVE_BACK, [moduleId, subjects, maxFailures, network.name, network.mostFailures]);
  }
}
