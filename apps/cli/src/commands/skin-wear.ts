import { basename } from 'node:path';
import type { SkinChange, SkinWearing } from '#skin/module-skins.port';
import type { SkinLibrary } from '#skin/skin-library.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { pageItems } from '../output/page-items.js';
import { refusalText } from '../output/refusal-text.js';
import { stepText, wornText } from '../output/skin-text.js';
import { tellWarnings } from '../output/warnings.js';
import { readJar } from '../skins/jar-file.js';
import { withSkins, type InstalledSkins } from '../skins/with-skins.js';

/** How what a module wears is changed. */
export interface WearOptions extends GlobalOptions {
  readonly comment?: string;
  readonly override?: boolean;
}

/** `gatehouse skin activate`: by hash, identity, name of a stored file, or a file that is installed first. @throws CommandError */
export async function activateSkin(
  { moduleId, skin }: { readonly moduleId: string; readonly skin: string },
  options: WearOptions,
  context: CommandContext,
): Promise<void> {
  await wear(context, options, async ({ library, modules }, change) => {
    const known = (await library.find(skin)) ?? (await brought(skin, library, context));
    return modules.activate(moduleId, { ...change, skin: known.sha256, override: options.override === true });
  });
}

/** `gatehouse skin rollback`. @throws CommandError it was refused */
export async function rollBackSkin(moduleId: string, options: WearOptions, context: CommandContext): Promise<void> {
  await wear(context, options, ({ modules }, change) => modules.rollBack(moduleId, change));
}

/** `gatehouse skin deactivate`. @throws CommandError it was refused */
export async function deactivateSkin(moduleId: string, options: WearOptions, context: CommandContext): Promise<void> {
  await wear(context, options, ({ modules }, change) => modules.deactivate(moduleId, change));
}

async function wear(
  context: CommandContext,
  { json, comment }: WearOptions,
  make: (skins: InstalledSkins, change: SkinChange) => Promise<SkinWearing>,
): Promise<void> {
  const change = { author: commandAuthor(), ...(comment !== undefined && { comment }) };
  const done = await withSkins(context, (skins) => make(skins, change));
  if (!('worn' in done)) throw new CommandError(refusalText(done, 'module'));
  tellWarnings(done.warnings, context);
  await context.terminal.out(json === true ? `${JSON.stringify(done.worn.json)}\n` : wornText(done.worn.json));
}

async function brought(file: string, skins: SkinLibrary, context: CommandContext) {
  if (!file.endsWith('.jar')) throw new CommandError('There is no such skin. Install its JAR first.');
  const jar = await readJar(file, context);
  const stored = await skins.store({ jar, fileName: basename(file) }, commandAuthor());
  if (!('skin' in stored)) throw new CommandError(refusalText(stored, 'skin'));
  return stored.skin;
}

/** `gatehouse skin history`. @throws CommandError there is no such module */
export async function showHistory(moduleId: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const steps = await withSkins(context, async ({ modules }) => {
    if ((await modules.module(moduleId)) === undefined) throw new CommandError('There is no such module.');
    return (await pageItems((page) => modules.history(moduleId, page))).map((each) => each.json);
  });
  await context.terminal.out(json === true ? `${JSON.stringify({ steps })}\n` : steps.map(stepText).join(''));
}
