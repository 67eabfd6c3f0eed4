import { Command, CommanderError } from 'commander';
import type { CommandContext } from './command-context.js';
import { addApply } from './commands/apply.js';
import { addDoctor } from './commands/doctor.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addKeystore } from './commands/keystore.js';
import { addPlan } from './commands/plan.js';
import { addScript } from './commands/script.js';
import { addSkin } from './commands/skin.js';
import { addUserCreate } from './commands/user-create.js';

const DESCRIPTION = `Works on the installation that a server started in this folder would serve, beside a running server or without one:
the same property file, environment, data folder and database. Running servers follow within a second.`;

/** Characters of a line. */
const HELP_WIDTH = 120;

const EXIT_CODES = `
Exit codes:
  0  everything was done
  1  it failed, or an entry was refused
  2  the command line is wrong
  3  plan found differences, doctor has findings, a skin has errors
  130, 143, 129  somebody ended it: Ctrl-C, SIGTERM, SIGHUP`;

/** The whole command line: the definitions that help texts and the operator guide are made from. */
export function gatehouseProgram(context: CommandContext): Command {
  const program = new Command('gatehouse')
    .description(DESCRIPTION)
    .option('--json', 'write JSON, or one JSON document a line, and nothing else to standard output')
    .option('--debug', 'show where an error comes from')
    .addHelpText('after', EXIT_CODES)
    .helpCommand(true)
    .showHelpAfterError('(gatehouse help <command> shows how it is used)')
    .exitOverride()
    .configureOutput({
      // As wide as our own lines, wherever it is read.
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      writeOut: (text) => void context.terminal.out(text),
      writeErr: (text) => {
        context.terminal.err(text);
      },
    });
  for (const add of [addImport, addExport, addPlan, addApply, addUser, addKeystore, addScript, addSkin, addDoctor])
    add(program, context);
  return program;
}

function addUser(program: Command, context: CommandContext): void {
  addUserCreate(program.command('user').description('Makes users of local inbound modules.'), context);
}

/** Whether commander ended the run by itself: help was asked for, or the command line is wrong. */
export function isUsage(error: unknown): error is CommanderError {
  return error instanceof CommanderError;
}
