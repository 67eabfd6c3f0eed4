import type { Command } from 'commander';
import {
  KEYSTORE_ADMINISTRATION,
  type KeystoreAdministration,
  type KeystoreSaving,
} from '#keystore/keystore-administration.port';
import { legible } from '#protocol/legible-text';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError, exitCodes } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { keystoreText } from '../output/keystore-text.js';
import { refusalText } from '../output/refusal-text.js';
import { wholeNumber } from './whole-number.js';

interface GenerateOptions extends GlobalOptions {
  readonly rotationDays?: number;
}

interface RotateOptions extends GlobalOptions {
  readonly leadSeconds?: number;
  readonly emergency?: boolean;
  readonly yes?: boolean;
}

const GENERATE_HELP = `
Keys are made here and never leave the database, where they are encrypted.

Examples:
  gatehouse keystore generate ward-keys
  gatehouse keystore generate ward-keys --rotation-days 90`;

const ROTATE_HELP = `
New keys of the same algorithms are published at once and sign after the lead; the old ones are published until the last token they signed has
expired. With --emergency, for keys that others may have, the old ones go now: every token they signed is worthless from then on.

Examples:
  gatehouse keystore rotate default-keystore
  gatehouse keystore rotate default-keystore --emergency --yes`;

const RELOAD_HELP = `
Every running server reads its own copy of the file. To change keys put the new one first and keep the previous one behind it, on every machine, then
reload. The new one is published at once and signs later; a machine whose file is behind signs with the key it has.

Examples:
  gatehouse keystore reload default-keystore`;

export function addKeystore(program: Command, context: CommandContext): void {
  const keystore = program
    .command('keystore')
    .description('Makes keystores, replaces their keys and reads their files anew.');
  keystore
    .command('generate <id>')
    .summary('make a keystore with new keys')
    .description('Makes a keystore with an RSA key (RS256) and an elliptic one (ES256).')
    .option('--rotation-days <days>', 'replace the keys that often; never unless said', wholeNumber)
    .addHelpText('after', GENERATE_HELP)
    .action(async (id: string, _options: unknown, command: Command) => {
      const { rotationDays, json } = command.optsWithGlobals<GenerateOptions>();
      const body = { keystoreId: id, rotationDays };
      await change(context, json, (keystores) => keystores.create(body, commandAuthor()));
    });
  keystore
    .command('rotate <id>')
    .summary('replace the keys of a keystore by new ones')
    .description('Publishes new keys, and lets them sign when everybody had time to fetch them.')
    .option('--lead-seconds <seconds>', 'how long the new keys are published before they sign', wholeNumber)
    .option('--emergency', 'remove the old keys now')
    .option('--yes', 'do not ask before an emergency rotation')
    .addHelpText('after', ROTATE_HELP)
    .action(async (id: string, _options: unknown, command: Command) => {
      await rotate(id, command.optsWithGlobals<RotateOptions>(), context);
    });
  keystore
    .command('reload <id>')
    .summary('read the file of a keystore anew')
    .description('Has every process read the file of a keystore anew.')
    .addHelpText('after', RELOAD_HELP)
    .action(async (id: string, _options: unknown, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      await change(context, json, (keystores) => keystores.reload(id, commandAuthor()));
    });
}

async function rotate(id: string, options: RotateOptions, context: CommandContext): Promise<void> {
  const { leadSeconds, emergency = false, yes = false, json } = options;
  if (emergency && !yes) await confirmEmergency(context);
  const request = {
    author: commandAuthor(),
    removeOldAtOnce: emergency,
    ...(leadSeconds !== undefined && { leadSeconds }),
  };
  await change(context, json, (keystores) => keystores.rotate(id, request));
}

async function confirmEmergency({ terminal }: CommandContext): Promise<void> {
  const question = 'Every token signed with the old keys stops working now. Go on? [y/N] ';
  if (!terminal.isInteractive)
    throw new CommandError(
      'Nobody can be asked here. Say --yes if every token signed so far may stop working.',
      exitCodes.usage,
    );
  if (!/^y(?:es)?$/i.test((await terminal.ask(question)).trim())) throw new CommandError('Nothing was done.');
}

async function change(
  context: CommandContext,
  json: boolean | undefined,
  make: (keystores: KeystoreAdministration) => Promise<KeystoreSaving>,
): Promise<void> {
  const { terminal } = context;
  const saved = await context.withInstallation((installation) =>
    make(installation.get<KeystoreAdministration>(KEYSTORE_ADMINISTRATION)),
  );
  if (!('keystore' in saved)) throw new CommandError(refusalText(saved, 'keystore'));
  for (const { problem, remedy } of saved.warnings) terminal.err(`warning: ${legible(`${problem}. ${remedy}`)}\n`);
  const { keystore } = saved;
  await terminal.out(json === true ? `${JSON.stringify(keystore.json)}\n` : keystoreText(keystore.json));
}
