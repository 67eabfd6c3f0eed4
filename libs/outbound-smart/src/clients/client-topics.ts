import type { ChangeFeed } from '#database/change-feed.port';
import type { Sql } from '#database/sql.port';
import type { ClientSettings } from '#protocol/client/client';
import { clientOrigins } from './client-origins.js';

/** A client before and after a change; one that was created has no before. */
export interface ClientTransition {
  readonly before?: ClientSettings;
  readonly after: ClientSettings;
}

/**
 * Topic of what was found of a module's clients, by client id. A client that is created changes nothing of that, because nobody keeps that there
 * was none: an import of many new clients leaves every cache as it is.
 */
export function clientsTopic(moduleId: string): string {
  return `clients:${moduleId}`;
}

/** Topic of the web origins of a module's clients, by origin: several clients may have the same. */
export function originsTopic(moduleId: string): string {
  return `client-origins:${moduleId}`;
}

/** Tells all processes, when the transaction commits, what happened to clients of a module. */
export async function announceClients(
  feed: ChangeFeed,
  sql: Sql,
  moduleId: string,
  transitions: readonly ClientTransition[],
): Promise<void> {
  const changed = transitions.filter(({ before }) => before !== undefined).map(({ after }) => after.clientId);
  if (changed.length > 0) await feed.announce(sql, clientsTopic(moduleId), changed);
  const origins = new Set(transitions.flatMap(({ before, after }) => [...originsOf(before), ...originsOf(after)]));
  if (origins.size > 0) await feed.announce(sql, originsTopic(moduleId), [...origins]);
}

function originsOf(client: ClientSettings | undefined): Iterable<string> {
  return client === undefined ? [] : clientOrigins(client);
}
