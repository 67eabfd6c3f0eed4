import { resolve } from 'node:path';
import { pageLanguages } from '#outbound-smart/http/requests/audience';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { PagesPlace, SkinSurroundings } from '#skin/skin-surroundings';
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
    place: (moduleId) => placeOf(live.outbound.get(moduleId)),
    webjarIds: () => webjarIds(live.outbound.values()),
  };
}

function placeOf(instance: OutboundSmartInstance | undefined): PagesPlace | undefined {
  if (instance === undefined) return undefined;
  const { baseUrl, publicPath, options } = instance;
  return { baseUrl, publicPath, languages: pageLanguages(options.languages) };
}
