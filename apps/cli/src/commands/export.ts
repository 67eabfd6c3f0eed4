import { InvalidArgumentError, type Command } from 'commander';
import { entryKinds, isEntryKind, type EntryKind } from '#configuration-exchange/configuration-exchange.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { inPortions, isStandardOutput, writeWhole } from '../documents/output-file.js';
import { exchangeOf } from '../installation/exchange-of.js';
import { interruptible } from '../interruption.js';
import { leftBehindText } from '../output/left-behind-text.js';
import { Progress } from '../output/progress.js';

interface ExportOptions extends GlobalOptions {
  readonly only?: ReadonlySet<EntryKind>;
  readonly output?: string;
}

const HELP = `
The document is canonical: the same state gives the same bytes, one entry a line, without internal ids, versions and times. In place of a secret
stands a variable such as #{env['GATEHOUSE_CLIENT__SMART_AUTH__MY_APP__1']}; \`gatehouse import\` fills it in where the variable is set. Each portion
is read by itself: what is changed meanwhile may be in it or not. Seed files that were loaded are named, and count as loaded where it is imported.
Second factors and acceptances of terms of service are not in it; standard error tells how many people have any.

Examples:
  gatehouse export --output gatehouse.json
  gatehouse export --only clients,users | git diff --no-index clients.json -`;

export function addExport(program: Command, context: CommandContext): void {
  program
    .command('export')
    .summary('write everything as one canonical document')
    .description('Writes the canonical document of the installation, which is always JSON.')
    .option('--only <kinds>', `only these, separated by commas: ${entryKinds.join(', ')}`, readKinds)
    .option('--output <file>', 'write to a file, which is complete or not there; - is standard output')
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      await exportDocument(command.optsWithGlobals<ExportOptions>(), context);
    });
}

function readKinds(text: string): ReadonlySet<EntryKind> {
  const kinds = text.split(',').map((each) => each.trim());
  const known = kinds.filter(isEntryKind);
  if (known.length < kinds.length) throw new InvalidArgumentError(`Choose from ${entryKinds.join(', ')}.`);
  return new Set(known);
}

async function exportDocument({ only, output }: ExportOptions, context: CommandContext): Promise<void> {
  const { terminal, clock, folder, interruption } = context;
  const file = output === undefined || isStandardOutput(output) ? undefined : output;
  await context.withInstallation(async (installation) => {
    const progress = new Progress(terminal, clock);
    let count = 0;
    const exchange = exchangeOf(installation);
    const exported = exchange.export(only ?? new Set(entryKinds), (kind) => {
      count += 1;
      progress.tell(() => `${count} entries, now ${kind}`);
    });
    const pieces = interruptible(exported, interruption);
    try {
      if (file !== undefined) await writeWhole(file, folder, pieces);
      else for await (const piece of inPortions(pieces)) await terminal.out(piece);
    } finally {
      progress.clear();
    }
    if (file !== undefined) terminal.err(`${count} entries written to ${file}\n`);
    if (only?.has('users') ?? true) terminal.err(leftBehindText(await exchange.leftBehind()));
  });
}
