import { basename } from 'node:path';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { problemText } from '../output/entry-text.js';
import { pageItems } from '../../../server/src/doctor/page-items.js';
import { refusalText } from '../output/refusal-text.js';
import { labelText, recentText, skinText, storedFindingsText, storedText, wornText } from '../output/skin-text.js';
import { tellWarnings } from '../output/warnings.js';
import { foundSkin } from '../skins/found-skin.js';
import { readJar } from '../skins/jar-file.js';
import { withSkins } from '../skins/with-skins.js';
import type { PackOptions } from './skin-files.js';

/** `gatehouse skin install`. @throws CommandError it was refused */
export async function installSkin(
  file: string,
  { json, identity }: PackOptions,
  context: CommandContext,
): Promise<void> {
  const jar = await readJar(file, context);
  const brought = { jar, fileName: basename(file), ...(identity !== undefined && { declared: identity }) };
  const stored = await withSkins(context, ({ library }) => library.store(brought, commandAuthor()));
  if (!('warnings' in stored)) throw new CommandError(`${file}: ${refusalText(stored, 'skin')}`);
  tellWarnings(stored.warnings, context);
  const text = storedText(stored, basename(file));
  await context.terminal.out(json === true ? `${JSON.stringify(stored.skin)}\n` : text);
}

/** `gatehouse skin list`. */
export async function listSkins({ json }: GlobalOptions, context: CommandContext): Promise<void> {
  const found = await withSkins(context, async ({ library, modules }) => ({
    skins: (await pageItems((page) => library.list(page))).map((each) => each.json),
    modules: (await modules.modules()).map((each) => each.json),
  }));
  const { skins, modules } = found;
  if (json === true) return context.terminal.out(`${JSON.stringify(found)}\n`);
  const stored = skins.length === 0 ? 'There are no skins.\n' : skins.map(skinText).join('');
  await context.terminal.out(`${stored}\n${modules.map(wornText).join('')}`);
}

/** `gatehouse skin show`. @throws CommandError there is no such skin */
export async function showSkin(skin: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const found = await withSkins(context, ({ library }) => foundSkin(skin, library));
  const text = skinText(found) + recentText(found) + storedFindingsText(found);
  await context.terminal.out(json === true ? `${JSON.stringify(found)}\n` : text);
}

/** `gatehouse skin remove`. @throws CommandError it was refused */
export async function removeSkin(named: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const done = await withSkins(context, ({ library }) => library.remove(named, commandAuthor()));
  if (done.kind === 'unclear') throw new CommandError(problemText(done.problem));
  if (!('skin' in done)) throw new CommandError(refusalText(done, 'skin'));
  const { sha256 } = done.skin;
  await context.terminal.out(json === true ? `${JSON.stringify({ sha256 })}\n` : `Removed ${labelText(done.skin)}.\n`);
}
