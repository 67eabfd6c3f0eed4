import { resolve } from 'node:path';
import type { SkinSurroundings } from '#skin/skin-surroundings';
import type { ServerConfiguration } from './configuration.js';
import { webjarIds } from './configuration/webjar-ids.js';
import type { ServerRuntime } from './runtime/server-runtime.js';

/** What skins depend on. */
export function skinSurroundings(
  { skins, workingFolder }: Pick<ServerConfiguration, 'skins' | 'workingFolder'>,
  { live }: Pick<ServerRuntime, 'live'>,
): SkinSurroundings {
  return {
    folder: resolve(workingFolder, skins.folder),
    limits: skins.limits,
    settings: (moduleId) => live.outbound.get(moduleId)?.options.skin,
    webjarIds: () => webjarIds(live.outbound.values()),
  };
}
