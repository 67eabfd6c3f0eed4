import type { INestApplicationContext } from '@nestjs/common';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { ModuleSet } from '../configuration/module-set.js';
import { ConfigurationRefusedError } from '../configuration-refused.js';
import { seed, type SeedResult } from '../seeding.js';
import { prepareSigningKeys } from '../signing-keys.js';

/** What modules are prepared with. */
export interface Preparation {
  readonly app: INestApplicationContext;
  readonly mode: 'evaluation' | 'production';
  /** Told what each seed file made, as soon as it is loaded. */
  readonly onSeeded: (loaded: SeedResult) => void;
}

/**
 * Everything that modules need before their first request: signing keys, seeds of the first start.
 * @param allOutbound see `SeededModules`
 * @returns what only shows with the database at hand; with problems, some of the modules may be prepared
 */
export async function prepareModules(
  { app, mode, onSeeded }: Preparation,
  modules: ModuleSet,
  allOutbound: readonly OutboundSmartInstance[],
): Promise<readonly ConfigurationProblem[]> {
  try {
    await prepareSigningKeys(app, modules, mode);
  } catch (error) {
    if (error instanceof ConfigurationRefusedError) return error.problems;
    throw error;
  }
  return seed(app, { modules, mode, allOutbound }, onSeeded);
}
