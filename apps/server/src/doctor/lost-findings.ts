import { lostUnderDefinitions } from '#module-config/lost-under-definitions';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { StoredByDefinition } from '#module-config/stored-by-definition.port';
import type { Finding } from './finding.js';

/** What is stored and is not found under the definitions of its modules. */
export async function lostFindings(
  stored: StoredByDefinition,
  definitions: readonly ModuleDefinition[],
): Promise<readonly Finding[]> {
  const lost = await lostUnderDefinitions(stored, definitions);
  return lost.map(({ key, problem, remedy }) => ({ severity: 'error', about: key, problem, remedy }));
}
