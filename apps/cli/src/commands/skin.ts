import type { Command } from 'commander';
import { previewFlavours } from '#skin/skin-previews.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { showDiagnostics, type DiagnosticsOptions } from './skin-diagnostics.js';
import { checkSkin, packSkin, type PackOptions } from './skin-files.js';
import { previewSkin, type PreviewOptions } from './skin-preview.js';
import { installSkin, listSkins, removeSkin, showSkin } from './skin-store.js';
import { activateSkin, deactivateSkin, rollBackSkin, showHistory, type WearOptions } from './skin-wear.js';

const PACK_HELP = `
Templates and bundles lie in the folder itself, everything else below resources/. skin.json says groupId, artifactId and version unless --identity does.
The same folder gives the same bytes. README files, hidden files and skin.json stay out.

Examples:
  gatehouse skin pack skins/sample
  gatehouse skin pack skins/sample -o clinic.jar --identity org.example:clinic:1.1`;

const CHECK_HELP = `
No installation is needed; where there is a property file, the limits in it (gatehouse.skins.*) count. Ends with 0 where the JAR could be activated, with 3 where errors in it would keep it from that, with 1 where it is no skin.

Examples:
  gatehouse skin check clinic-1.0.jar`;

const ACTIVATE_HELP = `
A JAR that lies at this path is installed first, unless errors keep it off: then nothing is stored. Otherwise the skin is one that is stored, by its SHA-256
or the first eight digits and more of it, as group:artifact:version, or by the name of its file; where several are called so, they are named. Running servers
follow within seconds, and no page fails by it.

Examples:
  gatehouse skin activate smart_auth clinic-1.1.jar --comment "autumn colours"
  gatehouse skin activate smart_auth org.example:clinic:1.0
  gatehouse skin activate smart_auth 1a2b3c4d5e6f`;

const INSTALL_HELP = `
Examples:
  gatehouse skin install clinic-1.0.jar`;

const LIST_HELP = `
Examples:
  gatehouse skin list`;

const SHOW_HELP = `
Examples:
  gatehouse skin show org.example:clinic:1.0`;

const PREVIEW_HELP = `
The skin need not be worn, only installed. The addresses are good for fifteen minutes, for whoever has them, where the module runs; forms there lead nowhere. Flavours: ${previewFlavours.join(', ')}.

Examples:
  gatehouse skin preview smart_auth org.example:clinic:1.1
  gatehouse skin preview smart_auth clinic-1.1.jar --flavour hostile --language fr`;

const REMOVE_HELP = `
What a module wears, or would wear after a rollback, stays.

Examples:
  gatehouse skin remove 1a2b3c4d5e6f`;

const HISTORY_HELP = `
Examples:
  gatehouse skin history smart_auth`;

const DIAGNOSTICS_HELP = `
Which pages of its skin a module could not show, and what of them does nothing, in all processes: each mistake once, the latest first. What happens again after
--clear is there again.

Examples:
  gatehouse skin diagnostics smart_auth
  gatehouse skin diagnostics smart_auth --clear`;

export function addSkin(program: Command, context: CommandContext): void {
  const skin = program.command('skin').description('Looks after the skins of the sign-in pages.');
  addFiles(skin, context);
  addStored(skin, context);
  addPreview(skin, context);
  addWorn(skin, context);
  addDiagnostics(skin, context);
}

function addFiles(skin: Command, context: CommandContext): void {
  skin
    .command('pack <folder>')
    .summary('make the JAR of a skin from its folder')
    .description('Makes the JAR of a skin from its folder.')
    .option('-o, --output <file>', 'the JAR; <artifact>-<version>.jar unless said')
    .option('--identity <g:a:v>', 'group:artifact:version, before what skin.json says')
    .addHelpText('after', PACK_HELP)
    .action(async (folder: string, _options: unknown, command: Command) => {
      await packSkin(folder, command.optsWithGlobals<PackOptions>(), context);
    });
  skin
    .command('check <file>')
    .summary('tell whether a JAR could be installed and activated')
    .description('Tells what is wrong with the JAR of a skin, or noteworthy.')
    .addHelpText('after', CHECK_HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      await checkSkin(file, command.optsWithGlobals<GlobalOptions>(), context);
    });
}

function addStored(skin: Command, context: CommandContext): void {
  skin
    .command('install <file>')
    .summary('store a skin; no module wears it by that')
    .description('Stores the JAR of a skin. A module whose skin.webjar_id names it and that waits for it puts it on.')
    .option('--identity <g:a:v>', 'what it is, where the JAR does not say it')
    .addHelpText('after', INSTALL_HELP)
    .action(async (file: string, _options: unknown, command: Command) => {
      await installSkin(file, command.optsWithGlobals<PackOptions>(), context);
    });
  skin
    .command('list')
    .summary('show which skins there are, and what modules wear')
    .description('Shows the skins that are stored, newest first, and what each module wears.')
    .addHelpText('after', LIST_HELP)
    .action(async (_options: unknown, command: Command) => {
      await listSkins(command.optsWithGlobals<GlobalOptions>(), context);
    });
  skin
    .command('show <skin>')
    .summary('show a skin and what was found in it')
    .description(
      'Shows a skin, by SHA-256 or its first digits, group:artifact:version or file name, and what was found in it.',
    )
    .addHelpText('after', SHOW_HELP)
    .action(async (named: string, _options: unknown, command: Command) => {
      await showSkin(named, command.optsWithGlobals<GlobalOptions>(), context);
    });
  skin
    .command('remove <skin>')
    .summary('remove a skin that no module wears')
    .description('Removes a skin that is stored, by the same names as show.')
    .addHelpText('after', REMOVE_HELP)
    .action(async (named: string, _options: unknown, command: Command) => {
      await removeSkin(named, command.optsWithGlobals<GlobalOptions>(), context);
    });
}

function addPreview(skin: Command, context: CommandContext): void {
  skin
    .command('preview <module> <skin>')
    .summary('get addresses at which the pages of a skin are shown')
    .description(
      'Gives addresses at which the pages of a skin are shown with stock data, as the module would show them.',
    )
    .option('--flavour <flavour>', 'what the pages are tried with; normal unless said')
    .option('--language <tag>', 'that the visitor wants, such as fr-CA')
    .addHelpText('after', PREVIEW_HELP)
    .action(async (moduleId: string, named: string, _options: unknown, command: Command) => {
      await previewSkin({ moduleId, skin: named }, command.optsWithGlobals<PreviewOptions>(), context);
    });
}

function addWorn(skin: Command, context: CommandContext): void {
  skin
    .command('activate <module> <skin>')
    .summary('have a module wear a skin')
    .description('Has a module wear a skin.')
    .option('--comment <text>', 'why, for the history')
    .option('--override', 'errors in the skin are known: the built-in pages stand in')
    .addHelpText('after', ACTIVATE_HELP)
    .action(async (moduleId: string, named: string, _options: unknown, command: Command) => {
      await activateSkin({ moduleId, skin: named }, command.optsWithGlobals<WearOptions>(), context);
    });
  for (const [name, summary, run] of [
    ['rollback', 'go back to what a module wore before', rollBackSkin],
    ['deactivate', 'have a module show the built-in pages', deactivateSkin],
  ] as const)
    skin
      .command(`${name} <module>`)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .option('--comment <text>', 'why, for the history')
      .addHelpText('after', `\nExamples:\n  gatehouse skin ${name} smart_auth --comment "too bright"`)
      .action(async (moduleId: string, _options: unknown, command: Command) => {
        await run(moduleId, command.optsWithGlobals<WearOptions>(), context);
      });
  skin
    .command('history <module>')
    .summary('show what a module wore')
    .description('Shows every step of a module from one skin to another, newest first.')
    .addHelpText('after', HISTORY_HELP)
    .action(async (moduleId: string, _options: unknown, command: Command) => {
      await showHistory(moduleId, command.optsWithGlobals<GlobalOptions>(), context);
    });
}

function addDiagnostics(skin: Command, context: CommandContext): void {
  skin
    .command('diagnostics <module>')
    .summary('show what showed to be wrong on pages')
    .description('Shows what showed to be wrong on the pages of the skins that a module wore.')
    .option('--clear', 'remove it once it is shown')
    .addHelpText('after', DIAGNOSTICS_HELP)
    .action(async (moduleId: string, _options: unknown, command: Command) => {
      await showDiagnostics(moduleId, command.optsWithGlobals<DiagnosticsOptions>(), context);
    });
}
