import type { ReservedNames } from '../reserved-names.port.js';
import { entryText } from './entry-text.js';

/** Names of the entries that no user may have (ruling 49). */
export async function reservedAmong(
  reserved: ReservedNames,
  moduleId: string,
  entries: readonly unknown[],
): Promise<ReadonlySet<string>> {
  const names = entries.flatMap((json) => entryText(json, 'username') ?? []);
  return new Set(names.length === 0 ? [] : await reserved.clientIdsAmong(moduleId, names));
}
