import { Logger, type INestApplicationContext } from '@nestjs/common';
import { formatProblem, type ConfigurationProblem } from '#module-config/property.port';
import { KNOWN_SERVERS, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { missingServers } from '#outbound-smart/federation/missing-servers';
import type { ModuleSet } from '../configuration/module-set.js';
import { ConfigurationRefusedError } from '../configuration-refused.js';
import { judgedSeedProblems, unloaded, withoutProblems } from '../preparation/outstanding-seeds.js';
import { seed, type SeedResult } from '../preparation/seeding.js';
import { prepareSigningKeys } from '../preparation/signing-keys.js';
import { SKIN_PREPARATION, type SkinPreparation } from '#skin/skin-preparation.port';
import { webjarIds } from '../configuration/webjar-ids.js';

/** What modules are prepared with. */
export interface Preparation {
  readonly app: INestApplicationContext;
  readonly mode: 'evaluation' | 'production';
  /** Told what each seed file made, as soon as it is loaded. */
  readonly onSeeded: (loaded: SeedResult) => void;
}

/**
 * Everything that modules need before their first request: signing keys, seeds of the first start.
 * @param mustSeed a seed file that cannot be loaded keeps its module from starting: the modules are those of a property file. Where they are those of the
 *   database, which may have come from another machine, it is warned of.
 * @returns what only shows with the database at hand; with problems, some of the modules may be prepared
 */
export async function prepareModules(
  { app, mode, onSeeded }: Preparation,
  modules: ModuleSet,
  mustSeed: boolean,
): Promise<readonly ConfigurationProblem[]> {
  const { outstanding, harmless } = await judgedSeedProblems(app, modules.seeds);
  if (mustSeed && outstanding.length > 0) return outstanding;
  for (const line of [...harmless, ...unloaded(outstanding).map(formatProblem)]) new Logger('Seeds').warn(line);
  const sound = { ...modules, seeds: withoutProblems(modules.seeds) };
  try {
    await prepareSigningKeys(app, sound);
  } catch (error) {
    if (error instanceof ConfigurationRefusedError) return error.problems;
    throw error;
  }
  const problems = await seed(app, { modules: sound, mode }, onSeeded);
  if (problems.length === 0) await tellMissing(app, modules);
  await app.get<SkinPreparation>(SKIN_PREPARATION, { strict: false }).prepare(webjarIds(modules.outbound));
  return problems;
}

/** Only after the seeds there is what it takes. */
async function tellMissing(app: INestApplicationContext, { outbound }: ModuleSet): Promise<void> {
  const servers = app.get<KnownServers>(KNOWN_SERVERS, { strict: false });
  for (const instance of outbound)
    for (const missing of missingServers(instance, await servers.list(instance.moduleId)))
      new Logger('Modules').warn(formatProblem(missing));
}
