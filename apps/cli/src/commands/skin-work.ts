import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ARCHIVE_LIMITS } from '#skin/package/archive/archive-limits';
import { inspectedSkin, skinReport } from '#skin/catalog/inspected-skin';
import { identityText } from '#skin/package/skin-identity';
import { SKIN_LIBRARY, type SkinChange, type SkinLibrary, type SkinWearing } from '#skin/skin-library.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError, exitCodes } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { pageItems } from '../output/page-items.js';
import { refusalText } from '../output/refusal-text.js';
import { skinFindingText, skinPagesText, skinText, stepText, wornText } from '../output/skin-text.js';
import { packedSkin } from '../skins/packed-skin.js';
import { skinFolderFiles } from '../skins/skin-folder-files.js';
import { skinIdentityOf } from '../skins/skin-identity-of.js';

/** How a skin is packed. */
export interface PackOptions extends GlobalOptions {
  readonly output?: string;
  readonly identity?: string;
}

/** How what a module wears is changed. */
export interface WearOptions extends GlobalOptions {
  readonly comment?: string;
  readonly override?: boolean;
}

/** `gatehouse skin pack`. @throws CommandError */
export async function packSkin(folder: string, options: PackOptions, context: CommandContext): Promise<void> {
  const files = await skinFolderFiles(folder, context.folder);
  const identity = skinIdentityOf(files, options.identity);
  const output = options.output ?? `${identity.artifactId}-${identity.version}.jar`;
  const jar = await packedSkin(identity, files);
  const report = skinReport(await inspectedSkin(jar, ARCHIVE_LIMITS));
  for (const finding of report.findings) context.terminal.err(skinFindingText(finding));
  if (!report.isReadable) throw new CommandError('The folder cannot be packed into a skin that would be taken.');
  await writeJar(resolve(context.folder, output), output, jar);
  const told = { file: output, identity: identityText(identity), sha256: report.sha256, bytes: jar.length };
  const { terminal } = context;
  await terminal.out(
    options.json === true
      ? `${JSON.stringify(told)}\n`
      : `${output} is ${told.identity}, ${String(jar.length)} bytes.\n`,
  );
}

/** `gatehouse skin check`. @throws CommandError it cannot be read */
export async function checkSkin(file: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const report = skinReport(await inspectedSkin(await readJar(file, context), ARCHIVE_LIMITS));
  const { identity = '', files = [], findings } = report;
  const verdict = report.isReadable
    ? `${skinPagesText(report)}${file} is ${identity}, ${String(files.length)} files.\n`
    : '';
  if (json === true) await context.terminal.out(`${JSON.stringify(report)}\n`);
  else await context.terminal.out(findings.map(skinFindingText).join('') + verdict);
  if (!report.isReadable) throw new CommandError(`${file} would be refused.`);
  if (!report.isSound) context.end(exitCodes.findings);
}

/** `gatehouse skin install`. @throws CommandError it was refused */
export async function installSkin(
  file: string,
  { json, identity }: PackOptions,
  context: CommandContext,
): Promise<void> {
  const jar = await readJar(file, context);
  const brought = { jar, fileName: basename(file), ...(identity !== undefined && { declared: identity }) };
  const stored = await withSkins(context, (skins) => skins.store(brought, commandAuthor()));
  if (!('skin' in stored)) throw new CommandError(refusalText(stored, 'skin'));
  tellWarnings(stored.warnings, context);
  await context.terminal.out(json === true ? `${JSON.stringify(stored.skin)}\n` : skinText(stored.skin));
}

/** `gatehouse skin list`. */
export async function listSkins({ json }: GlobalOptions, context: CommandContext): Promise<void> {
  const found = await withSkins(context, async (library) => ({
    skins: (await pageItems((page) => library.list(page))).map((each) => each.json),
    modules: (await library.modules()).map((each) => each.json),
  }));
  const { skins, modules } = found;
  if (json === true) return context.terminal.out(`${JSON.stringify(found)}\n`);
  const stored = skins.length === 0 ? 'There are no skins.\n' : skins.map(skinText).join('');
  await context.terminal.out(`${stored}\n${modules.map(wornText).join('')}`);
}

/** `gatehouse skin show`. @throws CommandError there is no such skin */
export async function showSkin(skin: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const found = await withSkins(context, (skins) => skins.find(skin));
  if (found === undefined) throw new CommandError('There is no such skin.');
  const text = skinText(found) + (found.findings ?? []).map(skinFindingText).join('');
  await context.terminal.out(json === true ? `${JSON.stringify(found)}\n` : text);
}

/** `gatehouse skin history`. @throws CommandError there is no such module */
export async function showHistory(moduleId: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const steps = await withSkins(context, async (skins) => {
    if ((await skins.module(moduleId)) === undefined) throw new CommandError('There is no such module.');
    return (await pageItems((page) => skins.history(moduleId, page))).map((each) => each.json);
  });
  await context.terminal.out(json === true ? `${JSON.stringify({ steps })}\n` : steps.map(stepText).join(''));
}

/** `gatehouse skin activate`: by hash, identity, name of a stored file, or a file that is installed first. @throws CommandError */
export async function activateSkin(
  { moduleId, skin }: { readonly moduleId: string; readonly skin: string },
  options: WearOptions,
  context: CommandContext,
): Promise<void> {
  await wear(context, options, async (skins, change) => {
    const known = (await skins.find(skin)) ?? (await brought(skin, skins, context));
    return skins.activate(moduleId, { ...change, skin: known.sha256, override: options.override === true });
  });
}

/** `gatehouse skin rollback`. @throws CommandError it was refused */
export async function rollBackSkin(moduleId: string, options: WearOptions, context: CommandContext): Promise<void> {
  await wear(context, options, (skins, change) => skins.rollBack(moduleId, change));
}

/** `gatehouse skin deactivate`. @throws CommandError it was refused */
export async function deactivateSkin(moduleId: string, options: WearOptions, context: CommandContext): Promise<void> {
  await wear(context, options, (skins, change) => skins.deactivate(moduleId, change));
}

async function wear(
  context: CommandContext,
  { json, comment }: WearOptions,
  make: (skins: SkinLibrary, change: SkinChange) => Promise<SkinWearing>,
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

/** Put in its place when it is complete. */
async function writeJar(place: string, named: string, jar: Buffer): Promise<void> {
  const unfinished = `${place}.${String(process.pid)}.new`;
  try {
    await writeFile(unfinished, jar, { flag: 'wx' });
    await rename(unfinished, place);
  } catch (error) {
    throw new CommandError(`${named} cannot be written (${codeOf(error)}). Name another file.`);
  }
}

async function readJar(file: string, { folder }: CommandContext): Promise<Buffer> {
  try {
    return await readFile(resolve(folder, file));
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${codeOf(error)}). Name a JAR.`);
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

function tellWarnings(
  warnings: readonly { readonly field: string; readonly problem: string; readonly remedy: string }[],
  { terminal }: CommandContext,
): void {
  for (const { field, problem, remedy } of warnings) terminal.err(`Warning: ${field} ${problem}. ${remedy}.\n`);
}

function withSkins<Result>(context: CommandContext, work: (skins: SkinLibrary) => Promise<Result>): Promise<Result> {
  return context.withInstallation((installation) => work(installation.get<SkinLibrary>(SKIN_LIBRARY)));
}
