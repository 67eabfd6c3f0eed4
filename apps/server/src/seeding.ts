import type { INestApplicationContext } from '@nestjs/common';
import { USER_SEEDING, type SeedUsersReport, type UserSeeding } from '#inbound-security/user-seeding.port';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError } from '#module-config/resource-location';
import { substituteSeedVariables } from '#module-config/seed-variables';
import {
  CLIENT_SEEDING,
  type ClientSeeding,
  type SeedClientsReport,
} from '#outbound-smart/clients/client-seeding.port';
import type { ServerConfiguration } from './configuration.js';

/** Passwords and secrets that were generated: printed once, kept nowhere. */
export interface SeedResult {
  readonly passwords: readonly { readonly moduleId: string; readonly username: string; readonly password: string }[];
  readonly secrets: readonly { readonly moduleId: string; readonly clientId: string; readonly secret: string }[];
  readonly warnings: readonly string[];
  readonly problems: readonly ConfigurationProblem[];
}

interface SeedFile {
  readonly value: unknown;
  readonly problems: readonly ConfigurationProblem[];
}

const NOTHING: SeedResult = { passwords: [], secrets: [], warnings: [], problems: [] };

/** Loads the seed files of every module at its first start (product reference 13). Clients first: no user may take a client's name. */
export async function seed(app: INestApplicationContext, configuration: ServerConfiguration): Promise<SeedResult> {
  const clients = app.get<ClientSeeding>(CLIENT_SEEDING, { strict: false });
  const users = app.get<UserSeeding>(USER_SEEDING, { strict: false });
  let result = NOTHING;
  for (const instance of configuration.outbound) {
    const key = `module.${instance.moduleId}.config.seed_clients.file`;
    result = join(
      result,
      await load(configuration, key, instance.options.seedClientsFile, async (seedFile) =>
        clientResult(key, instance.moduleId, await clients.seedClients(instance, seedFile, configuration.mode)),
      ),
    );
  }
  for (const { moduleId, options } of configuration.inboundLocal) {
    const key = `module.${moduleId}.config.seed.users.file`;
    result = join(
      result,
      await load(configuration, key, options.seedUsersFile, async (seedFile) =>
        userResult(key, moduleId, await users.seedUsers(moduleId, JSON.stringify(seedFile), configuration.mode)),
      ),
    );
  }
  return result;
}

async function load(
  configuration: ServerConfiguration,
  key: string,
  location: string | undefined,
  use: (value: unknown) => Promise<SeedResult>,
): Promise<SeedResult> {
  if (location === undefined || location.trim() === '') return NOTHING;
  const file = await readSeedFile(configuration, key, location);
  return file.problems.length > 0 ? { ...NOTHING, problems: file.problems } : use(file.value);
}

async function readSeedFile(
  { resources, seedVariables }: ServerConfiguration,
  key: string,
  location: string,
): Promise<SeedFile> {
  try {
    const { value, problems } = substituteSeedVariables(
      JSON.parse(await readResource(location, resources)),
      seedVariables,
    );
    return { value, problems: problems.map((each) => ({ ...each, key: `${key} (${each.key})` })) };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof SyntaxError)) throw error;
    return {
      value: undefined,
      problems: [{ key, problem: error.message, remedy: 'Name a readable file that holds JSON.' }],
    };
  }
}

function clientResult(key: string, moduleId: string, report: SeedClientsReport): SeedResult {
  return {
    passwords: [],
    secrets: report.generatedSecrets.map((each) => ({ moduleId, ...each })),
    warnings: unknownFields(key, report.unknownFields),
    problems: located(key, report.problems),
  };
}

function userResult(key: string, moduleId: string, report: SeedUsersReport): SeedResult {
  const locked = report.withoutPassword.map(
    (username) => `${key}: ${username} was created without a password and cannot sign in yet`,
  );
  return {
    passwords: report.generatedPasswords.map((each) => ({ moduleId, ...each })),
    secrets: [],
    warnings: [...unknownFields(key, report.unknownFields), ...locked],
    problems: located(key, report.problems),
  };
}

function unknownFields(key: string, fields: readonly string[]): readonly string[] {
  return fields.length === 0 ? [] : [`${key}: unknown fields, ignored: ${fields.join(', ')}`];
}

function located(
  key: string,
  problems: readonly { field: string; problem: string; remedy: string }[],
): readonly ConfigurationProblem[] {
  return problems.map(({ field, problem, remedy }) => ({ key: `${key} → ${field}`, problem, remedy }));
}

function join(a: SeedResult, b: SeedResult): SeedResult {
  return {
    passwords: [...a.passwords, ...b.passwords],
    secrets: [...a.secrets, ...b.secrets],
    warnings: [...a.warnings, ...b.warnings],
    problems: [...a.problems, ...b.problems],
  };
}
