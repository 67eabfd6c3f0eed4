import { ConfigurationRefusedError } from '../../../server/src/configuration-refused.js';
import { readPropertySource } from '../../../server/src/configuration/property-source.js';
import { readSkinSettings } from '../../../server/src/configuration/skin-settings.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '#skin/package/archive/archive-limits';
import type { InstallationPlace } from './open-installation.js';

/** What JARs may be at most. */
export interface SkinLimits {
  readonly limits: ArchiveLimits;
  /** Absent where there is no installation: the limits are those of a server that sets none. */
  readonly isConfigured?: true;
}

/**
 * What the server that would be started here takes; nothing but the property file, and what the environment says above it, is read.
 * @throws ConfigurationRefusedError one of the limits is none
 */
export function skinLimits({
  environment,
  projectFolder,
}: Pick<InstallationPlace, 'environment' | 'projectFolder'>): SkinLimits {
  const { definitions } = readPropertySource(environment, projectFolder);
  if (definitions === undefined) return { limits: ARCHIVE_LIMITS };
  const { settings, problems } = readSkinSettings(definitions);
  if (problems.length > 0) throw new ConfigurationRefusedError(problems);
  return { limits: settings.limits, isConfigured: true };
}
