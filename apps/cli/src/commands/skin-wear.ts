import { basename } from 'node:path';
import type { SkinChange, SkinWearing } from '#skin/module-skins.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { pageItems } from '../../../server/src/doctor/page-items.js';
import { refusalText } from '../output/refusal-text.js';
import { stepText, storedText, wornText } from '../output/skin-text.js';
import { tellWarnings } from '../output/warnings.js';
import { broughtSkin } from '../skins/brought-skin.js';
import { foundSkin } from '../skins/found-skin.js';
import { isFileHere } from '../skins/file-here.js';
import { requireModule } from '../skins/require-module.js';
import { withSkins, type InstalledSkins } from '../skins/with-skins.js';

/** How what a module wears is changed. */
export interface WearOptions extends GlobalOptions {
  readonly comment?: string;
  readonly override?: boolean;
}

/** `gatehouse skin activate`: a JAR that lies here, which is installed first, or a skin that is stored. @throws CommandError */
export async function activateSkin(
  { moduleId, skin }: { readonly moduleId: string; readonly skin: string },
  options: WearOptions,
  context: CommandContext,
): Promise<void> {
  const override = options.override === true;
  await wear(moduleId, options, context, async ({ library, modules }, change) => {
    if (!(await isFileHere(skin, context))) {
      const { sha256 } = await foundSkin(skin, library);
      return modules.activate(moduleId, { ...change, skin: sha256, override });
    }
    // What speaks against the change is told before anything is stored.
    const refusal = modules.refusal(moduleId, change);
    if (refusal !== undefined) return refusal;
    const brought = await broughtSkin({ file: skin, moduleId, override }, library, context);
    if (options.json !== true) await context.terminal.out(storedText(brought, basename(skin)));
    return modules.activate(moduleId, { ...change, skin: brought.skin.sha256, override });
  });
}

/** `gatehouse skin rollback`. @throws CommandError it was refused */
export async function rollBackSkin(moduleId: string, options: WearOptions, context: CommandContext): Promise<void> {
  await wear(moduleId, options, context, ({ modules }, change) => modules.rollBack(moduleId, change));
}

/** `gatehouse skin deactivate`. @throws CommandError it was refused */
export async function deactivateSkin(moduleId: string, options: WearOptions, context: CommandContext): Promise<void> {
  await wear(moduleId, options, context, ({ modules }, change) => modules.deactivate(moduleId, change));
}

/** `gatehouse skin history`. @throws CommandError there is no such module */
export async function showHistory(moduleId: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const steps = await withSkins(context, async ({ modules }) => {
    requireModule(moduleId, modules);
    return (await pageItems((page) => modules.history(moduleId, page))).map((each) => each.json);
  });
  await context.terminal.out(json === true ? `${JSON.stringify({ steps })}\n` : steps.map(stepText).join(''));
}

/** @throws CommandError there is no such module, or the change was refused */
async function wear(
  moduleId: string,
  { json, comment }: WearOptions,
  context: CommandContext,
  make: (skins: InstalledSkins, change: SkinChange) => Promise<SkinWearing>,
): Promise<void> {
  const change = { author: commandAuthor(), ...(comment !== undefined && { comment }) };
  const done = await withSkins(context, (skins) => {
    requireModule(moduleId, skins.modules);
    return make(skins, change);
  });
  if (!('worn' in done)) throw new CommandError(refusalText(done, 'module'));
  tellWarnings(done.warnings, context);
  await context.terminal.out(json === true ? `${JSON.stringify(done.worn.json)}\n` : wornText(done.worn.json));
}
