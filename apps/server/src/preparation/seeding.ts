import { Logger, type INestApplicationContext } from '@nestjs/common';
import { USER_SEEDING, type UserSeeding } from '#inbound-security/user-seeding.port';
import type { ConfigurationProblem } from '#module-config/property.port';
import { SERVER_SEEDING, type ServerSeeding } from '#oidc-server-definition/server-seeding.port';
import { CLIENT_SEEDING, type ClientSeeding } from '#outbound-smart/clients/client-seeding.port';
import type { ServerConfiguration } from '../configuration.js';
import type { ModuleSet } from '../configuration/module-set.js';
import { seedClientsKey, seedProblem, seedServersKey, seedWarning, seedUsersKey } from '../configuration/seed-keys.js';
import { seedReport } from './seed-report.js';

/** Passwords and secrets that were generated: printed once, kept nowhere. */
export interface SeedResult {
  readonly passwords: readonly { readonly moduleId: string; readonly username: string; readonly password: string }[];
  readonly secrets: readonly { readonly moduleId: string; readonly clientId: string; readonly secret: string }[];
  readonly warnings: readonly string[];
}

/** One file after its turn. */
interface SeededFile {
  readonly key: string;
  /** False with problems, and for a file that was loaded at an earlier start. */
  readonly seeded: boolean;
  readonly names: readonly string[];
  readonly created: readonly string[];
  readonly result: SeedResult;
  readonly problems: readonly ConfigurationProblem[];
}

/** Whose seeds are loaded. */
export interface SeededModules {
  readonly modules: ModuleSet;
  readonly mode: ServerConfiguration['mode'];
}

const NOTHING: SeedResult = { passwords: [], secrets: [], warnings: [] };

/**
 * Loads the seeds of every module at its first start (product reference 13). Clients first: no user may take a client's name.
 * @param announce told of each file as soon as it is loaded: what was generated cannot be shown again if a later step fails
 * @returns what only showed with the database at hand
 */
export async function seed(
  app: INestApplicationContext,
  seeded: SeededModules,
  announce: (loaded: SeedResult) => void,
): Promise<readonly ConfigurationProblem[]> {
  const files: SeededFile[] = [];
  for (const loadFile of [...clientFiles(app, seeded), ...userFiles(app, seeded), ...serverFiles(app, seeded)]) {
    const file = await loadFile();
    announce(file.result);
    if (file.seeded) new Logger('Seeds').log(seedReport(file));
    files.push(file);
  }
  tellLoadedBefore(files);
  return files.flatMap(({ problems }) => problems);
}

/** Whoever edits a seed file later would otherwise look for the mistake in the file. */
function tellLoadedBefore(files: readonly SeededFile[]): void {
  const keys = files.flatMap(({ key, seeded, problems }) => (seeded || problems.length > 0 ? [] : [key]));
  if (keys.length === 0) return;
  new Logger('Seeds').log(
    `Loaded at an earlier start and not again, whatever was changed since (operator guide, "Seed files"): ${keys.join(', ')}`,
  );
}

function clientFiles(
  app: INestApplicationContext,
  { modules: { outbound, seeds } }: SeededModules,
): readonly (() => Promise<SeededFile>)[] {
  const seeding = app.get<ClientSeeding>(CLIENT_SEEDING, { strict: false });
  return outbound.flatMap((instance) => {
    const { moduleId } = instance;
    const clients = seeds.clients.get(moduleId);
    if (clients === undefined) return [];
    return async () => {
      const key = seedClientsKey(moduleId);
      const { seeded, created, generatedSecrets, problems } = await seeding.seedClients(instance, clients);
      const secrets = generatedSecrets.map((each) => ({ moduleId, ...each }));
      return {
        ...{ key, seeded, created },
        names: clients.map(({ clientId }) => clientId),
        result: { ...NOTHING, secrets },
        problems: problems.map((each) => seedProblem(key, each)),
      };
    };
  });
}

function userFiles(
  app: INestApplicationContext,
  { modules: { inboundLocal, seeds }, mode }: SeededModules,
): readonly (() => Promise<SeededFile>)[] {
  const seeding = app.get<UserSeeding>(USER_SEEDING, { strict: false });
  return inboundLocal.flatMap(({ moduleId }) => {
    const users = seeds.users.get(moduleId);
    if (users === undefined) return [];
    return async () => {
      const key = seedUsersKey(moduleId);
      const report = await seeding.seedUsers(moduleId, users, mode);
      const passwords = report.generatedPasswords.map((each) => ({ moduleId, ...each }));
      const withoutPassword = report.withoutPassword.map(
        (username) => `${key}: ${username} was created without a password and cannot sign in yet`,
      );
      const warnings = [...withoutPassword, ...report.warnings.map((each) => seedWarning(key, each))];
      return {
        ...{ key, seeded: report.seeded, created: report.created },
        names: users.map(({ user }) => user.username),
        result: { ...NOTHING, passwords, warnings },
        problems: report.problems.map((each) => seedProblem(key, each)),
      };
    };
  });
}

function serverFiles(
  app: INestApplicationContext,
  { modules: { seeds } }: SeededModules,
): readonly (() => Promise<SeededFile>)[] {
  const seeding = app.get<ServerSeeding>(SERVER_SEEDING, { strict: false });
  return [...seeds.servers].map(([moduleId, servers]) => async () => {
    const key = seedServersKey(moduleId);
    const { seeded, created, problems, warnings } = await seeding.seedServers(moduleId, servers);
    return {
      ...{ key, seeded, created },
      result: { ...NOTHING, warnings: warnings.map((each) => seedWarning(key, each)) },
      names: servers.map(({ settings }) => settings.issuer),
      problems: problems.map((each) => seedProblem(key, each)),
    };
  });
}
