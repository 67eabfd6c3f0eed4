import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';

/** What happened to clients of a module. */
export type ClientEvent = 'created' | 'changed';

/**
 * Topic of what was found of a module's clients. A client that is created changes nothing of that, because nobody keeps that there was none: an
 * import of many new clients leaves every cache as it is.
 */
export function clientsTopic(moduleId: string): string {
  return `clients:${moduleId}`;
}

/** Topic of the web origins of a module's clients: another client may have the same. */
export function originsTopic(moduleId: string): string {
  return `client-origins:${moduleId}`;
}

/** Tells all processes, when the transaction commits, what happened to clients of a module. */
export async function announceClients(
  feed: ChangeFeed,
  sql: Sql,
  moduleId: string,
  events: ReadonlySet<ClientEvent>,
): Promise<void> {
  if (events.has('changed')) await feed.announce(sql, clientsTopic(moduleId));
  if (events.size > 0) await feed.announce(sql, originsTopic(moduleId));
}
