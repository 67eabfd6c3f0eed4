import type { INestApplicationContext } from '@nestjs/common';
import { USER_SEEDING, type SeedUsersReport, type UserSeeding } from '#inbound-security/user-seeding.port';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError } from '#module-config/resource-location';
import { substituteSeedVariables } from '#module-config/seed-variables';
import type { LocalInboundInstance } from '#inbound-security/local/local-inbound-instance';
import { CLIENT_REGISTRY, type ClientRegistry } from '#outbound-smart/clients/client-registry.port';
import {
  CLIENT_SEEDING,
  type ClientSeeding,
  type SeedClientsReport,
  type SeedProblem,
} from '#outbound-smart/clients/client-seeding.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
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

/**
 * Loads the seed files of every module at its first start (product reference 13). Clients first: no user may take a client's name.
 * @param announce told of each file as soon as it is loaded: what was generated cannot be shown again if a later step fails
 */
export async function seed(
  app: INestApplicationContext,
  configuration: ServerConfiguration,
  announce: (loaded: SeedResult) => void,
): Promise<Pick<SeedResult, 'problems'>> {
  const clients = app.get<ClientSeeding>(CLIENT_SEEDING, { strict: false });
  const users = app.get<UserSeeding>(USER_SEEDING, { strict: false });
  const registry = app.get<ClientRegistry>(CLIENT_REGISTRY, { strict: false });
  const loads = [
    ...configuration.outbound.map((instance) => () => seedClients(clients, instance, configuration)),
    ...configuration.inboundLocal.map((local) => () => seedUsers({ users, registry }, local, configuration)),
  ];
  const problems: ConfigurationProblem[] = [];
  for (const loadFile of loads) {
    const loaded = await loadFile();
    announce(loaded);
    problems.push(...loaded.problems);
  }
  return { problems };
}

async function seedClients(
  clients: ClientSeeding,
  instance: OutboundSmartInstance,
  configuration: ServerConfiguration,
): Promise<SeedResult> {
  const key = `module.${instance.moduleId}.config.seed_clients.file`;
  return load(configuration, key, instance.options.seedClientsFile, async (file) =>
    clientResult(key, instance.moduleId, await clients.seedClients(instance, file, configuration.mode)),
  );
}

async function seedUsers(
  { users, registry }: { readonly users: UserSeeding; readonly registry: ClientRegistry },
  { moduleId, options }: LocalInboundInstance,
  configuration: ServerConfiguration,
): Promise<SeedResult> {
  const key = `module.${moduleId}.config.seed.users.file`;
  return load(configuration, key, options.seedUsersFile, async (file) => {
    const clashes = await namesOfClients(
      file,
      registry,
      configuration.outbound.filter((each) => each.inboundModuleId === moduleId),
    );
    if (clashes.length > 0) return { ...NOTHING, problems: located(key, clashes) };
    return userResult(key, moduleId, await users.seedUsers(moduleId, JSON.stringify(file), configuration.mode));
  });
}

/** A person named like a client could pass for it in `sub` (ruling 49, STD RFC9700-7). */
async function namesOfClients(
  file: unknown,
  registry: ClientRegistry,
  instances: readonly OutboundSmartInstance[],
): Promise<readonly SeedProblem[]> {
  const list = (file as { users?: unknown } | null)?.users;
  const names = Array.isArray(list) ? list.map((user) => (user as { username?: unknown } | null)?.username) : [];
  const checks = names.flatMap((name, index) => instances.map(({ moduleId }) => ({ name, index, moduleId })));
  const found: typeof checks = [];
  // One after the other: at the start every look-up at once would want a new connection.
  for (const check of checks)
    if (typeof check.name === 'string' && (await registry.find(check.moduleId, check.name))) found.push(check);
  return found.map(({ name, index, moduleId }) => ({
    field: `users[${index}].username`,
    problem: `"${String(name)}" is the id of a client of ${moduleId}`,
    remedy: 'Give the person another user name.',
  }));
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
      problems: [{ key, problem: problemOf(error), remedy: 'Name a readable file that holds JSON.' }],
    };
  }
}

/** The text of a JSON error quotes what it stumbled over, which may be a password: only the place is told. */
function problemOf(error: ResourceLocationError | SyntaxError): string {
  if (error instanceof ResourceLocationError) return error.message;
  const place = /line \d+ column \d+/.exec(error.message)?.[0];
  return place === undefined ? 'is not JSON' : `is not JSON (${place})`;
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
