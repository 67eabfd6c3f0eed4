import { SKIN_DIAGNOSTICS, type SkinDiagnostics } from '#skin/skin-diagnostics.port';
import { MODULE_SKINS, type ModuleSkins } from '#skin/module-skins.port';
import { SKIN_LIBRARY, type SkinLibrary } from '#skin/skin-library.port';
import type { CommandContext } from '../command-context.js';

/** Skins of the installation, what its modules wear, and what showed to be wrong with that. */
export interface InstalledSkins {
  readonly library: SkinLibrary;
  readonly modules: ModuleSkins;
  readonly diagnostics: SkinDiagnostics;
}

/** Works with the skins of the installation. */
export function withSkins<Result>(
  context: CommandContext,
  work: (skins: InstalledSkins) => Promise<Result>,
): Promise<Result> {
  return context.withInstallation((installation) =>
    work({
      library: installation.get<SkinLibrary>(SKIN_LIBRARY),
      modules: installation.get<ModuleSkins>(MODULE_SKINS),
      diagnostics: installation.get<SkinDiagnostics>(SKIN_DIAGNOSTICS),
    }),
  );
}
