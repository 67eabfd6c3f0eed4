import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '#database/sql.port';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import { clientSets } from '#protocol/client/write-client-json';
import type { SecretRecord } from '../stores/client.store.js';

/** A client as it is to be, and what that was made from: a change in between is not overwritten. */
export interface ClientUpdate {
  readonly settings: ClientSettings;
  /** Version of the definition that the change started from. */
  readonly version: number;
  /** A secret to be added to those there are. */
  readonly newSecret?: SecretRecord;
}

/** A client, in the version that somebody wants to be changed. */
export type ClientVersion = Pick<ClientDefinition, 'moduleId' | 'clientId' | 'version'>;

/** Further rows of the same change, written in its transaction; a throw undoes all of it. May be run again after a deadlock. */
export type Alongside = (sql: Sql) => Promise<void>;

/** What the store keeps itself, whatever a definition says. */
const KEPT_BY_THE_STORE: ReadonlySet<string> = new Set(['pid', 'version', 'clientSecrets', 'incarnation']);

/** A stored definition without what the store keeps itself: what a change starts from. */
export function settingsOf(client: ClientSettings): ClientSettings {
  const fields = Object.entries(client).filter(([name]) => !KEPT_BY_THE_STORE.has(name));
  return Object.fromEntries(fields) as unknown as ClientSettings;
}

/** Names of the fields in which two definitions differ; the order of a set is no difference. */
export function changedFields(before: ClientSettings, after: ClientSettings): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(settingsOf(before)));
  const fresh = new Map<string, unknown>(Object.entries(settingsOf(after)));
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return names.filter((name) => !isSame(name, old.get(name), fresh.get(name)));
}

function isSame(name: string, before: unknown, after: unknown): boolean {
  if (!clientSets.has(name) || !Array.isArray(before) || !Array.isArray(after)) return isDeepStrictEqual(before, after);
  return isDeepStrictEqual(new Set<unknown>(before), new Set<unknown>(after));
}
