import type { Command } from 'commander';
import { legible } from '#protocol/legible-text';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { allChecks } from '../../../server/src/doctor/all-checks.js';
import type { Finding } from '../../../server/src/doctor/finding.js';
import { runChecks } from '../../../server/src/doctor/run-checks.js';
import { exitCodes } from '../exit-code.js';
import { untilInterrupted } from '../interruption.js';

/** Milliseconds that each check may take. */
const LIMIT = 30_000;

const HELP = `
Looks at: issuers (reachable, and answering under their own name), clocks, keys and their files, secrets and passwords, redirect URIs that never
matched, clients that nobody uses, servers and keys of clients (jwksUrl) that cannot be reached, of each the first forty, sign-in at other servers,
certificates of SAML modules, directories (LDAP) and mail servers, modules that cannot start or were stopped, scripts that cannot be loaded, that may call
nobody or were left alone, skins that cannot be installed or worn, or whose pages had mistakes lately, recording in production, properties that have no effect or differ from the database. Nothing is changed.

Ends with 3 where there are errors or warnings; notes alone end with 0.

Examples:
  gatehouse doctor
  gatehouse doctor --json | jq '.findings[] | select(.severity == "error")'`;

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('look for what is wrong, or soon will be')
    .description('Looks for what is wrong, or soon will be, and says what to do.')
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      await examine(command.optsWithGlobals<GlobalOptions>(), context);
    });
}

async function examine({ json }: GlobalOptions, context: CommandContext): Promise<void> {
  const { terminal, clock, interruption } = context;
  const findings = await context.withInstallation((installation) =>
    untilInterrupted(runChecks(allChecks(installation, clock), LIMIT), interruption),
  );
  if (json === true) await terminal.out(`${JSON.stringify({ findings })}\n`);
  else await terminal.out(findings.length === 0 ? 'Nothing to complain about.\n' : findings.map(findingText).join(''));
  if (findings.some(({ severity }) => severity !== 'note')) context.end(exitCodes.findings);
}

/** With one dot at its end, whether it brought one or not. */
function sentence(text: string): string {
  return legible(text).replace(/[.\s]*$/, '.');
}

function findingText({ severity, about, problem, remedy }: Finding): string {
  const advice = remedy === '' ? '' : `\n         ${sentence(remedy)}`;
  return `${severity.padEnd(8)} ${legible(about)}: ${sentence(problem)}${advice}\n`;
}
