import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import { findAccount } from '../stores/user-account.store.js';
import type { UserRow } from '../stores/user-row.js';

/** Topic of the change feed that is raised with every change of a module's users, by pid; nobody keeps that there was none. */
export function userTopic(moduleId: string): string {
  return `users:${moduleId}`;
}

interface Entry {
  readonly version: string;
  readonly row: UserRow;
}

/** Users kept in memory; some 2 KB each. */
const MOST_ENTRIES = 10_000;

/**
 * Reads users, from memory as long as the change feed vouches for what is there (R-11, ruling 49). The version is noted before the row is
 * read, so a change in between makes the entry old at once instead of hiding the change.
 */
export class CachedUsers {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly sql: Sql,
    private readonly changes: ChangeFeed,
  ) {}

  /** @throws DatabaseUnavailableError — the database must be asked and cannot be */
  async find(moduleId: string, pid: number): Promise<UserRow | undefined> {
    const version = this.changes.versionOf(userTopic(moduleId), String(pid));
    const key = `${moduleId}|${pid}`;
    const entry = this.entries.get(key);
    if (version !== undefined && entry?.version === version) return entry.row;
    const row = await findAccount(this.sql, moduleId, pid);
    if (row === undefined || version === undefined) this.entries.delete(key);
    else this.keep(key, { version, row });
    return row;
  }

  private keep(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }
}
