import { SKIN_LIBRARY, type SkinLibrary } from '#skin/skin-library.port';
import type { CommandContext } from '../command-context.js';

/** Works with the skins of the installation. */
export function withSkins<Result>(
  context: CommandContext,
  work: (skins: SkinLibrary) => Promise<Result>,
): Promise<Result> {
  return context.withInstallation((installation) => work(installation.get<SkinLibrary>(SKIN_LIBRARY)));
}
