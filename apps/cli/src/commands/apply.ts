import type { Command } from 'commander';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import type { MeasuredDocument } from '../documents/file-document.js';
import { CommandError, exitCodes } from '../exit-code.js';
import { exchangeOf, exchangeRequest } from '../installation/exchange-of.js';
import type { Installation } from '../installation/installation.js';
import { report, withDocument } from './exchange-run.js';
import { isAnythingToDo, planned } from './plan.js';

interface ApplyOptions extends GlobalOptions {
  readonly module?: string;
  readonly prune?: boolean;
  readonly yes?: boolean;
}

const HELP = `
Shows the plan, asks, and does exactly what was shown: what somebody else changed since is left alone, and told (!). Where an entry of the plan is
refused nothing is done. A second run has nothing to do. With --prune, modules that are not in the document are stopped and archived, all together;
a keystore that is in use and the last superuser stay, which only the apply tells.

Examples:
  gatehouse apply gatehouse.json
  gatehouse apply gatehouse.json --yes --prune     in a pipeline; takes away what is not in the document`;

export function addApply(program: Command, context: CommandContext): void {
  program
    .command('apply <file>')
    .summary('follow a document: make, change and, if asked to, take away')
    .description('Makes the installation what a document says.')
    .option('--module <id>', 'module of the entries that name none')
    .option('--prune', 'take away what is not in the document, of the kinds it has entries of')
    .option('--yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      await applyFile(file, command.optsWithGlobals<ApplyOptions>(), context);
    });
}

async function applyFile(file: string, options: ApplyOptions, context: CommandContext): Promise<void> {
  if (options.yes !== true && !context.terminal.isInteractive)
    throw new CommandError('Nobody can be asked here. Say --yes, or look at `gatehouse plan` first.', exitCodes.usage);
  if (file === '-')
    throw new CommandError('The document is read twice: give a file, not standard input.', exitCodes.usage);
  await withDocument(file, context, (document) =>
    context.withInstallation((installation) => applyDocument(document, installation, options, context)),
  );
}

async function applyDocument(
  document: MeasuredDocument,
  installation: Installation,
  { module, prune = false, yes = false, json = false }: ApplyOptions,
  context: CommandContext,
): Promise<void> {
  const exchange = exchangeOf(installation);
  const request = { ...exchangeRequest(installation, module, context), prune };
  const { plan, told } = await planned(exchange, document, request, { ...context, json });
  if (told.failures > 0) {
    context.terminal.err('Nothing was done: mend what is refused first.\n');
    context.end(exitCodes.failed);
    return;
  }
  if (!isAnythingToDo(told, prune)) return;
  if (!yes && !(await agreed(context))) {
    context.terminal.err('Nothing was done.\n');
    return;
  }
  const lines = exchange.apply(document, plan, request);
  const done = await report(lines, document, context, { json, isTrial: false });
  if (done.failures > 0) context.end(exitCodes.failed);
}

async function agreed({ terminal }: CommandContext): Promise<boolean> {
  return /^y(?:es)?$/i.test((await terminal.ask('Do this? [y/N] ')).trim());
}
