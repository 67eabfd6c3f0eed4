import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import {
  checkScript,
  listScripts,
  rollBackScript,
  saveScript,
  showScript,
  type CheckOptions,
  type ListOptions,
  type SaveOptions,
  type ShowOptions,
} from './script-work.js';
import { wholeNumber } from './whole-number.js';

const LIST_HELP = `
Examples:
  gatehouse script list
  gatehouse script list --search launch`;

const SHOW_HELP = `
The source comes alone on standard output, as it was saved.

Examples:
  gatehouse script show launch
  gatehouse script show launch --versions
  diff <(gatehouse script show launch --number 3) <(gatehouse script show launch)`;

const SAVE_HELP = `
Another source is the next version, which runs within a second in every server whose modules name library:<id>. What cannot be loaded is not saved;
the line and the column are told. Without --description the description stays.

Examples:
  gatehouse script save launch launch.js --comment "ward 7 has a server of its own"`;

const CHECK_HELP = `
Nothing of the source is run or saved. Whether it is a module shows in its import and export lines unless it is said.

Examples:
  gatehouse script check launch.js`;

const ROLLBACK_HELP = `
The version runs within a second. Nothing that came after it is lost: it is a version that can run again.

Examples:
  gatehouse script rollback launch 3 --comment "no patient was found"`;

export function addScript(program: Command, context: CommandContext): void {
  const script = program.command('script').description('Looks after the scripts of the library.');
  script
    .command('list')
    .summary('show which scripts there are')
    .description('Shows the scripts of the library, and which version of each runs.')
    .option('--search <words>', 'only those with these words in id or description')
    .addHelpText('after', LIST_HELP)
    .action(async (_options: unknown, command: Command) => {
      await listScripts(command.optsWithGlobals<ListOptions>(), context);
    });
  script
    .command('show <id>')
    .summary('show the source of a script, or what happened to it')
    .description('Shows the source of the version that runs.')
    .option('--number <version>', 'the source of another version', wholeNumber)
    .option('--versions', 'the versions in place of a source, newest first')
    .option('--history', 'what happened to the script in place of a source, newest first')
    .addHelpText('after', SHOW_HELP)
    .action(async (id: string, _options: unknown, command: Command) => {
      await showScript(id, command.optsWithGlobals<ShowOptions>(), context);
    });
  addChanges(script, context);
}

function addChanges(script: Command, context: CommandContext): void {
  script
    .command('save <id> <file>')
    .summary('save a script from a file, as a new one or as the next version')
    .description('Saves a script; - is standard input.')
    .option('--comment <text>', 'why, for the history')
    .option('--description <text>', 'what the script is for')
    .addHelpText('after', SAVE_HELP)
    .action(async (id: string, file: string, _options: unknown, command: Command) => {
      await saveScript({ id, file }, command.optsWithGlobals<SaveOptions>(), context);
    });
  script
    .command('check <file>')
    .summary('tell whether a script can be loaded')
    .description('Tells whether a script can be loaded, or where it cannot; - is standard input.')
    .option('--module', 'it is an ES module, as with ecmascript_module=true')
    .option('--no-module', 'it is none')
    .addHelpText('after', CHECK_HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      await checkScript(file, command.optsWithGlobals<CheckOptions>(), context);
    });
  script
    .command('rollback <id>')
    .argument('<version>', 'number of the version', wholeNumber)
    .summary('have another version of a script run')
    .description('Has an older, or a newer, version of a script run.')
    .option('--comment <text>', 'why, for the history')
    .addHelpText('after', ROLLBACK_HELP)
    .action(async (id: string, version: number, _options: unknown, command: Command) => {
      await rollBackScript({ id, version }, command.optsWithGlobals<SaveOptions>(), context);
    });
}
