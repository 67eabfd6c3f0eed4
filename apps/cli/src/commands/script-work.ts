import {
  SCRIPT_LIBRARY,
  type AdministeredScript,
  type ScriptLibrary,
  type ScriptSaving,
} from '#scripts/script-library.port';
import { placed } from '#scripts/library/source-problems';
import { pageItems } from '../../../server/src/doctor/page-items.js';
import { legible } from '#protocol/legible-text';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { readScriptFile } from '../documents/script-file.js';
import { CommandError } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { refusalText } from '../output/refusal-text.js';
import { eventText, scriptText, versionText } from '../output/script-text.js';

/** Which scripts are shown. */
export interface ListOptions extends GlobalOptions {
  readonly search?: string;
}

/** What of a script is shown. */
export interface ShowOptions extends GlobalOptions {
  readonly number?: number;
  readonly versions?: boolean;
  readonly history?: boolean;
}

/** How a script is saved. */
export interface SaveOptions extends GlobalOptions {
  readonly comment?: string;
  readonly description?: string;
}

/** How a source is looked at. */
export interface CheckOptions extends GlobalOptions {
  readonly module?: boolean;
}

const NO_SCRIPT = 'There is no such script.';

/** `gatehouse script list`. */
export async function listScripts({ search, json }: ListOptions, context: CommandContext): Promise<void> {
  const searchTerm = search === undefined ? {} : { searchTerm: search };
  const scripts = await withLibrary(context, (library) =>
    pageItems(async (page) => library.list({ ...page, ...searchTerm })),
  );
  const found = scripts.map((each) => each.json);
  if (json === true) await context.terminal.out(`${JSON.stringify({ scripts: found })}\n`);
  else await context.terminal.out(found.length === 0 ? 'There are no scripts.\n' : found.map(scriptText).join(''));
}

/** `gatehouse script show`. @throws CommandError there is no such script or version */
export async function showScript(id: string, options: ShowOptions, context: CommandContext): Promise<void> {
  const { number, versions = false, history = false } = options;
  if (versions) return told(context, options, 'versions', (library) => allVersions(library, id), versionText);
  if (history) return told(context, options, 'events', (library) => allEvents(library, id), eventText);
  const version = await withLibrary(context, async (library) =>
    number === undefined ? (await library.find(id))?.json.active : library.version(id, number),
  );
  if (version === undefined) throw new CommandError(number === undefined ? NO_SCRIPT : 'There is no such version.');
  await context.terminal.out(options.json === true ? `${JSON.stringify(version)}\n` : (version.source ?? ''));
}

/** `gatehouse script save`. @throws CommandError it was refused */
export async function saveScript(
  { id, file }: { readonly id: string; readonly file: string },
  options: SaveOptions,
  context: CommandContext,
): Promise<void> {
  const source = await readScriptFile(file, context);
  await change(context, options, async (library) => {
    const { comment, description } = options;
    const before = await library.find(id);
    const body = { scriptId: id, source, comment, description: description ?? before?.json.description };
    if (before === undefined) return library.create(body, commandAuthor());
    return library.replace(id, body, { author: commandAuthor(), ifVersions: [before.version] });
  });
}

/** `gatehouse script rollback`. @throws CommandError it was refused */
export async function rollBackScript(
  { id, version }: { readonly id: string; readonly version: number },
  options: SaveOptions,
  context: CommandContext,
): Promise<void> {
  const body = { version, comment: options.comment };
  await change(context, options, (library) => library.rollBack(id, body, { author: commandAuthor() }));
}

/** `gatehouse script check`. @throws CommandError it cannot be loaded */
export async function checkScript(
  file: string,
  { module, json }: CheckOptions,
  context: CommandContext,
): Promise<void> {
  const source = await readScriptFile(file, context);
  const { problems, warnings } = await withLibrary(context, (library) => library.check(source, module));
  if (json === true) await context.terminal.out(`${JSON.stringify({ problems, warnings })}\n`);
  else if (problems.length === 0) await context.terminal.out(`${file} can be loaded.\n`);
  if (json !== true)
    tellWarnings(
      warnings.map((each) => `${file}: ${placed(each)}`),
      context,
    );
  if (problems.length === 0) return;
  throw new CommandError(problems.map((each) => legible(`${file}: ${placed(each)}`)).join('\n'));
}

async function change(
  context: CommandContext,
  { json }: GlobalOptions,
  make: (library: ScriptLibrary) => Promise<ScriptSaving>,
): Promise<void> {
  const saved = await withLibrary(context, make);
  if (!('script' in saved)) throw new CommandError(refusalText(saved, 'script'));
  const { active, ...rest } = saved.script.json;
  const { source: _source, ...version } = active;
  tellWarnings(
    saved.warnings.map(({ field, problem, remedy }) => `${field} ${problem}. ${remedy}.`),
    context,
  );
  const shown: AdministeredScript['json'] = { ...rest, active: version };
  await context.terminal.out(json === true ? `${JSON.stringify(shown)}\n` : scriptText(shown));
}

/** Beside the result, for people. */
function tellWarnings(warnings: readonly string[], { terminal }: CommandContext): void {
  for (const warning of warnings) terminal.err(`Warning: ${legible(warning)}\n`);
}

async function told<Item>(
  { terminal, ...context }: CommandContext,
  { json }: GlobalOptions,
  name: string,
  read: (library: ScriptLibrary) => Promise<readonly Item[]>,
  textOf: (item: Item) => string,
): Promise<void> {
  const items = await withLibrary({ terminal, ...context }, read);
  if (items.length === 0) throw new CommandError(NO_SCRIPT);
  await terminal.out(json === true ? `${JSON.stringify({ [name]: items })}\n` : items.map(textOf).join(''));
}

async function allVersions(library: ScriptLibrary, id: string) {
  return (await pageItems((page) => library.versions(id, page))).map(({ json }) => json);
}

async function allEvents(library: ScriptLibrary, id: string) {
  return (await pageItems((page) => library.history(id, page))).map(({ json }) => json);
}

function withLibrary<Result>(
  context: CommandContext,
  work: (library: ScriptLibrary) => Promise<Result>,
): Promise<Result> {
  return context.withInstallation((installation) => work(installation.get<ScriptLibrary>(SCRIPT_LIBRARY)));
}
