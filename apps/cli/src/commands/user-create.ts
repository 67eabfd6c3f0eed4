import type { Command } from 'commander';
import {
  USER_ADMINISTRATION,
  type UserAdministration,
  type UserCreated,
} from '#inbound-security/user-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { legible } from '#protocol/legible-text';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError, exitCodes } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import type { Installation } from '../installation/installation.js';
import { refusalText } from '../output/refusal-text.js';
import { chosenPassword } from './chosen-password.js';

interface UserOptions extends GlobalOptions {
  readonly module?: string;
  readonly authority: readonly string[];
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email?: string;
  readonly passwordStdin?: boolean;
}

const HELP = `
The password is asked for twice; without an answer, or where nobody can be asked, one is made and shown this once.

Examples:
  gatehouse user create ada --authority ROLE_SUPERUSER
  gatehouse user create ben --authority FHIR_READ_ALL_IN_COMPARTMENT:Patient/123
  pass show gatehouse/ada | gatehouse user create ada --password-stdin --email ada@example.org`;

export function addUserCreate(user: Command, context: CommandContext): void {
  user
    .command('create <username>')
    .summary('make a user of a local inbound module')
    .description('Makes a user, for example the first administrator or one for when all others are locked out.')
    .option('--module <id>', 'local inbound module; needed where there is more than one')
    .option('--authority <permission>', 'permission, or permission:argument; may be repeated', collect, [])
    .option('--given-name <name>')
    .option('--family-name <name>')
    .option('--email <address>')
    .option('--password-stdin', 'read the password from standard input, up to the end of its first line')
    .addHelpText('after', HELP)
    .action(async (username: string, _options: unknown, command: Command) => {
      await createUser(username, command.optsWithGlobals<UserOptions>(), context);
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function createUser(username: string, options: UserOptions, context: CommandContext): Promise<void> {
  const password = await chosenPassword(context.terminal, options.passwordStdin === true);
  const created = await context.withInstallation(async (installation) => {
    const users = installation.get<UserAdministration>(USER_ADMINISTRATION);
    const creation = { author: commandAuthor(), generatePassword: password === undefined };
    return users.create(moduleOf(installation, options.module), userJson(username, password, options), creation);
  });
  if (created.kind !== 'created')
    throw new CommandError(refusalText(created, 'local inbound module'), exitCodes.failed);
  await tell(created, username, options, context);
}

function moduleOf({ runtime, configuration }: Installation, named: string | undefined): ModuleKey {
  const known = [...runtime.live.inboundLocal.keys()];
  const moduleId = named ?? (known.length === 1 ? known[0] : undefined);
  if (moduleId !== undefined) return { nodeId: configuration.nodeId, moduleId };
  const choice = known.length === 0 ? 'There is no local inbound module.' : `Say --module, one of ${known.join(', ')}.`;
  throw new CommandError(choice, exitCodes.usage);
}

function userJson(username: string, password: string | undefined, options: UserOptions): unknown {
  const { givenName, familyName, email } = options;
  const authorities = options.authority.map((text) => {
    const [permission, ...argument] = text.split(':');
    return { permission, ...(argument.length > 0 && { argument: argument.join(':') }) };
  });
  return { username, password, givenName, familyName, email, authorities };
}

async function tell(
  { user, generatedPassword, warnings }: Extract<UserCreated, { kind: 'created' }>,
  username: string,
  { json }: UserOptions,
  { terminal }: CommandContext,
): Promise<void> {
  for (const { field, problem, remedy } of warnings)
    terminal.err(`warning: ${legible(`${field} ${problem}. ${remedy}`)}\n`);
  if (json === true) {
    await terminal.out(
      `${JSON.stringify({ created: user.json, ...(generatedPassword && { password: generatedPassword }) })}\n`,
    );
    return;
  }
  await terminal.out(`User ${legible(username)} was made.\n`);
  if (generatedPassword !== undefined) await terminal.out(`Password, shown only this once: ${generatedPassword}\n`);
}
