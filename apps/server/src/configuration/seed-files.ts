import type { LocalInboundInstance } from '#inbound-security/local/local-inbound-instance';
import { readSeedUsers } from '#inbound-security/local/seed-users-file';
import type { SeedUser } from '#inbound-security/user-seeding.port';
import type { KeystoreEntry } from '#keystore/keystore-entry';
import { readSeedKeystores } from '#keystore/seed-keystores-file';
import type { ConfigurationProblem } from '#module-config/property.port';
import {
  readResource,
  ResourceLocationError,
  resourcePath,
  type ResourceFolders,
} from '#module-config/resource-location';
import { substituteSeedVariables, type SeedVariables } from '#module-config/seed-variables';
import { readSeedClients } from '#outbound-smart/clients/seed-clients-file';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { NewClient } from '#protocol/client/new-client';
import type { ClusterManager } from './cluster-managers.js';
import {
  seedClientsKey,
  seedKeystoresKey,
  seedUsersKey,
  seedProblem,
  seedWarning,
  type SeedFinding,
} from './seed-keys.js';

/** What the seed files hold, by module id; modules without a seed file are not in it. */
export interface Seeds {
  readonly clients: ReadonlyMap<string, readonly NewClient[]>;
  readonly users: ReadonlyMap<string, readonly SeedUser[]>;
  readonly keystores: ReadonlyMap<string, readonly KeystoreEntry[]>;
}

/** Seeds, to be used only when there are no problems. */
export interface ReadSeeds {
  readonly seeds: Seeds;
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly string[];
  /** Names of the system properties that the files refer to. */
  readonly systemProperties: ReadonlySet<string>;
}

/** Whose seed files are read. */
export interface SeededModules {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly LocalInboundInstance[];
  readonly clusterManagers: readonly ClusterManager[];
}

/** What seed files are read with. */
export interface SeedSurroundings {
  readonly mode: 'evaluation' | 'production';
  readonly folders: ResourceFolders;
  readonly variables: SeedVariables;
}

/** What a library makes of the parsed file. */
interface ReadEntries<Entry> {
  readonly entries: readonly Entry[];
  readonly unknownFields: readonly string[];
  readonly problems: readonly SeedFinding[];
  readonly warnings: readonly SeedFinding[];
}

interface SeedFile<Entry> {
  readonly moduleId: string;
  readonly key: string;
  readonly location: string | undefined;
  readonly read: (seed: unknown) => ReadEntries<Entry>;
}

/** Reads all seed files (product reference 13) and reports whatever shows without the database. */
export async function readSeedFiles(
  { outbound, inboundLocal, clusterManagers }: SeededModules,
  surroundings: SeedSurroundings,
): Promise<ReadSeeds> {
  const keystoreFiles = clusterManagers.map((instance) => keystoreFile(instance, surroundings.folders));
  const keystores = await readEach(await Promise.all(keystoreFiles), surroundings);
  const clients = await readEach(
    outbound.map((instance) => clientFile(instance, surroundings.mode)),
    surroundings,
  );
  const users = await readEach(inboundLocal.map(userFile), surroundings);
  const files = [keystores, clients, users];
  return {
    seeds: { keystores: keystores.entries, clients: clients.entries, users: users.entries },
    problems: files.flatMap(({ problems }) => problems),
    warnings: files.flatMap(({ warnings }) => warnings),
    systemProperties: new Set(files.flatMap(({ systemProperties }) => systemProperties)),
  };
}

function clientFile(instance: OutboundSmartInstance, mode: SeedSurroundings['mode']): SeedFile<NewClient> {
  const { moduleId, options } = instance;
  return {
    moduleId,
    key: seedClientsKey(moduleId),
    location: options.clients.seedFile,
    read: (seed) => {
      const { clients: entries, ...rest } = readSeedClients(seed, instance, mode);
      return { entries, ...rest };
    },
  };
}

function userFile(instance: LocalInboundInstance): SeedFile<SeedUser> {
  const { moduleId, options } = instance;
  return {
    moduleId,
    key: seedUsersKey(moduleId),
    location: options.seedUsersFile,
    read: (seed) => {
      const { users: entries, ...rest } = readSeedUsers(seed, instance);
      return { entries, ...rest };
    },
  };
}

/** Where the product looks for keystores when nothing is said (reference 13). */
const USUAL_KEYSTORES = 'classpath:/config_seeding/keystores.json';

async function keystoreFile(
  { moduleId, options }: ClusterManager,
  folders: ResourceFolders,
): Promise<SeedFile<KeystoreEntry>> {
  const isThere = await resourcePath(USUAL_KEYSTORES, folders).then(
    () => true,
    () => false,
  );
  return {
    moduleId,
    key: seedKeystoresKey(moduleId),
    location: options.seedKeystoresFile ?? (isThere ? USUAL_KEYSTORES : undefined),
    read: (seed) => {
      const { keystores: entries, ...rest } = readSeedKeystores(seed);
      return { entries, ...rest };
    },
  };
}

async function readEach<Entry>(files: readonly SeedFile<Entry>[], surroundings: SeedSurroundings) {
  const named = files.filter(({ location = '' }) => location.trim() !== '');
  const read = await Promise.all(named.map(async (file) => ({ file, ...(await readOne(file, surroundings)) })));
  return {
    entries: new Map(read.map(({ file, entries }) => [file.moduleId, entries])),
    problems: read.flatMap(({ problems }) => problems),
    systemProperties: read.flatMap(({ systemProperties }) => systemProperties),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

async function readOne<Entry>({ key, location = '', read }: SeedFile<Entry>, { folders, variables }: SeedSurroundings) {
  try {
    const parsed: unknown = JSON.parse(await readResource(location, folders));
    const { value, problems: unset, systemProperties } = substituteSeedVariables(parsed, variables);
    const { entries, unknownFields, problems, warnings } = read(value);
    return {
      entries,
      systemProperties,
      warnings: [...unknownFieldsWarning(key, unknownFields), ...warnings.map((each) => seedWarning(key, each))],
      problems: [
        ...unset.map((each) => ({ ...each, key: `${key} (${each.key})` })),
        ...problems.map((each) => seedProblem(key, each)),
      ],
    };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof SyntaxError)) throw error;
    const remedy =
      'Name a readable file that holds JSON. If it was loaded at an earlier start, the property may be removed.';
    return {
      entries: [],
      warnings: [],
      systemProperties: [],
      problems: [{ key, problem: problemOf(error), remedy }],
    };
  }
}

function unknownFieldsWarning(key: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${key}: unknown fields, ignored: ${names.join(', ')}`];
}

/** The text of a JSON error quotes what it stumbled over, which may be a password: only the place is told. */
function problemOf(error: ResourceLocationError | SyntaxError): string {
  if (error instanceof ResourceLocationError) return error.message;
  const place = /line \d+ column \d+/.exec(error.message)?.[0];
  return place === undefined ? 'is not JSON' : `is not JSON (${place})`;
}
