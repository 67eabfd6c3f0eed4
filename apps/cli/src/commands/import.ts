import type { Command } from 'commander';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { exitCodes } from '../exit-code.js';
import { exchangeOf, exchangeRequest } from '../installation/exchange-of.js';
import { report, withDocument } from './exchange-run.js';

interface ImportOptions extends GlobalOptions {
  readonly dryRun?: boolean;
  readonly stopOnError?: boolean;
  readonly module?: string;
}

const HELP = `
Takes seed files ({"clients": […]}, servers, users, keystores, scripts), answers of the admin API, objects exported by the console, property files, and
what \`gatehouse export\` writes; which one it is shows in the file itself. #{env['X']} and #{systemProperties['X']} are replaced by their values;
a secret whose variable has none stays pending. What is there already gets the entry's fields and keeps its secrets and passwords. Of a list with
several pages each is imported by itself; which ones are not in the file is told.

Examples:
  gatehouse import seed-clients.json --dry-run     what would happen
  gatehouse import cdr.properties                  the modules of a property file
  gatehouse import users.json --module local_security
  curl -u admin 'https://old.example.org/openid-connect-clients/?pageSize=1000' | gatehouse import -`;

export function addImport(program: Command, context: CommandContext): void {
  program
    .command('import <file>')
    .summary('take over clients, servers, users, keystores, scripts and modules from a file')
    .description('Takes over what a file has; - is standard input.')
    .option('--dry-run', 'tell what would happen, and write nothing')
    .option('--stop-on-error', 'end at the first entry that is refused; those before it are taken over')
    .option('--module <id>', 'module of the entries that name none')
    .addHelpText('after', HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      await importFile(file, command.optsWithGlobals<ImportOptions>(), context);
    });
}

async function importFile(file: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const { dryRun = false, stopOnError = false, json = false } = options;
  await withDocument(file, context, (document) =>
    context.withInstallation(async (installation) => {
      const request = { ...exchangeRequest(installation, options.module, context), dryRun, stopOnError };
      const lines = exchangeOf(installation).import(document, request);
      const told = await report(lines, document, context, { json, isTrial: dryRun });
      if (told.failures > 0) context.end(exitCodes.failed);
    }),
  );
}
