import { Logger, type INestApplicationContext } from '@nestjs/common';
import { KEYSTORE_SEEDING, type KeystoreSeeding } from '#keystore/keystore-seeding.port';
import { seedKeystoresKey, seedProblem, seedWarning } from '../configuration/seed-keys.js';
import type { Seeds } from '../configuration/seed-files.js';
import { ConfigurationRefusedError } from '../configuration-refused.js';
import { seedReport } from './seed-report.js';

/**
 * Creates the keystores of the seed files at the first start, before modules look for their keys (product reference 13).
 * @throws ConfigurationRefusedError with all problems that only show with a look at the keys
 */
export async function seedKeystores(
  app: INestApplicationContext,
  { keystores }: Pick<Seeds, 'keystores'>,
): Promise<void> {
  const seeding = app.get<KeystoreSeeding>(KEYSTORE_SEEDING, { strict: false });
  const logger = new Logger('Seeds');
  for (const [moduleId, entries] of keystores) {
    const key = seedKeystoresKey(moduleId);
    const { seeded, created, problems, warnings } = await seeding.seedKeystores(moduleId, entries);
    if (problems.length > 0) throw new ConfigurationRefusedError(problems.map((each) => seedProblem(key, each)));
    if (seeded) logger.log(seedReport({ key, created, names: entries.map(({ keystoreId }) => keystoreId) }));
    for (const warning of warnings) logger.warn(seedWarning(key, warning));
  }
}
