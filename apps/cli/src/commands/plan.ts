import type { Command } from 'commander';
import {
  Plan,
  type ConfigurationExchange,
  type ExchangeRequest,
} from '#configuration-exchange/configuration-exchange.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import type { MeasuredDocument } from '../documents/file-document.js';
import { exitCodes } from '../exit-code.js';
import { exchangeOf, exchangeRequest } from '../installation/exchange-of.js';
import type { ExchangeReport } from '../output/exchange-report.js';
import { report, withDocument } from './exchange-run.js';

interface PlanOptions extends GlobalOptions {
  readonly module?: string;
  readonly prune?: boolean;
}

const HELP = `
The document is the whole truth for the kinds it has entries of: clients, servers, users, keystores, scripts, modules. What is there and not in the document
is listed (?); \`gatehouse apply --prune\` takes it away. Secrets are never shown.

  +  would be made        ~  would be changed, and how
  ?  is not in it         !  would be refused, and why

Examples:
  gatehouse plan gatehouse.json
  gatehouse plan gatehouse.json --json | jq -c 'select(.outcome.kind == "changed")'`;

export function addPlan(program: Command, context: CommandContext): void {
  program
    .command('plan <file>')
    .summary('show what it takes to follow a document')
    .description(
      'Shows what `gatehouse apply` would do. Ends with 3 where there is something to do, with 1 where an entry is refused.',
    )
    .option('--module <id>', 'module of the entries that name none')
    .option(
      '--prune',
      'count what is not in the document as something to do, and tell which modules of it cannot be taken away',
    )
    .addHelpText('after', HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      await planFile(file, command.optsWithGlobals<PlanOptions>(), context);
    });
}

async function planFile(file: string, options: PlanOptions, context: CommandContext): Promise<void> {
  await withDocument(file, context, (document) =>
    context.withInstallation(async (installation) => {
      const { prune = false } = options;
      const request = { ...exchangeRequest(installation, options.module, context), prune };
      const { told } = await planned(exchangeOf(installation), document, request, {
        ...context,
        json: options.json === true,
      });
      if (told.failures > 0) context.end(exitCodes.failed);
      else if (isAnythingToDo(told, prune)) context.end(exitCodes.findings);
    }),
  );
}

/** A plan that has been shown. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly told: ExchangeReport;
}

/** Makes a plan and shows it. */
export async function planned(
  exchange: ConfigurationExchange,
  document: MeasuredDocument,
  request: ExchangeRequest & { readonly prune: boolean },
  context: CommandContext & { readonly json: boolean },
): Promise<ShownPlan> {
  const plan = new Plan();
  const lines = exchange.plan(document, plan, request);
  return { plan, told: await report(lines, document, context, { json: context.json, isTrial: true }) };
}

/** Whether following the plan would change anything. */
export function isAnythingToDo(told: ExchangeReport, prune = false): boolean {
  return told.hasFurtherChanges || told.count(prune ? ['created', 'changed', 'absent'] : ['created', 'changed']) > 0;
}
