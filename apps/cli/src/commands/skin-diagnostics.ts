import type { CommandContext, GlobalOptions } from '../command-context.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { pageItems } from '../../../server/src/doctor/page-items.js';
import { diagnosticText } from '../output/skin-diagnostic-text.js';
import { counted } from '../output/skin-text.js';
import { requireModule } from '../skins/require-module.js';
import { withSkins } from '../skins/with-skins.js';

/** Whether what is shown has been seen, and goes. */
export interface DiagnosticsOptions extends GlobalOptions {
  readonly clear?: boolean;
}

/** `gatehouse skin diagnostics`. @throws CommandError there is no such module */
export async function showDiagnostics(
  moduleId: string,
  { json, clear }: DiagnosticsOptions,
  context: CommandContext,
): Promise<void> {
  const { told, removed } = await withSkins(context, async ({ diagnostics, modules }) => {
    requireModule(moduleId, modules);
    const items = await pageItems((page) => diagnostics.list(moduleId, page));
    const gone = clear === true ? await diagnostics.remove(moduleId, commandAuthor()) : undefined;
    return { told: items.map((each) => each.json), removed: gone };
  });
  if (json === true) {
    const answer = { diagnostics: told, ...(removed !== undefined && { removed }) };
    return context.terminal.out(`${JSON.stringify(answer)}\n`);
  }
  const all = told.length === 0 ? 'Nothing showed to be wrong.\n' : told.map(diagnosticText).join('');
  await context.terminal.out(all + (removed === undefined ? '' : `Removed ${counted(removed, 'mistake')}.\n`));
}
