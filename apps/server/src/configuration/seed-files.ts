import type { AccountsInstance } from '#inbound-security/accounts/accounts-instance';
import { readSeedUsers } from '#inbound-security/seeding/seed-users-file';
import type { SmartInboundInstance } from '#inbound-security/smart/smart-inbound-instance';
import type { SeedUser } from '#inbound-security/user-seeding.port';
import type { KeystoreEntry } from '#keystore/administration/keystore-entry';
import { readSeedKeystores } from '#keystore/seeding/seed-keystores-file';
import type { ConfigurationProblem } from '#module-config/property.port';
import { resourcePath, type ResourceFolders } from '#module-config/resource-location';
import { readSeedServers } from '#oidc-server-definition/seed-servers-file';
import type { SeedServer } from '#oidc-server-definition/server-seeding.port';
import { readSeedClients } from '#outbound-smart/clients/seed-clients-file';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { NewClient } from '#protocol/client/new-client';
import type { ClusterManager } from './cluster-managers.js';
import { readEach, type ReadFiles, type SeedFile, type SeedSurroundings } from './read-seed-file.js';
import { seedClientsKey, seedKeystoresKey, seedServersKey, seedUsersKey } from './seed-keys.js';

/** What a seed file holds: one file of each kind for each module, loaded once. */
export type SeedKind = 'clients' | 'users' | 'servers' | 'keystores';

/** What is wrong with a seed file: nothing any more when it was loaded before. */
export interface SeedFileProblem {
  readonly moduleId: string;
  readonly kind: SeedKind;
  readonly problem: ConfigurationProblem;
}

/** What the seed files hold, by module id; modules without a seed file are not in it. A file with problems is not to be loaded. */
export interface Seeds {
  readonly clients: ReadonlyMap<string, readonly NewClient[]>;
  readonly users: ReadonlyMap<string, readonly SeedUser[]>;
  readonly servers: ReadonlyMap<string, readonly SeedServer[]>;
  readonly keystores: ReadonlyMap<string, readonly KeystoreEntry[]>;
  readonly problems: readonly SeedFileProblem[];
}

/** Seeds, and what else was found in their files. */
export interface ReadSeeds {
  readonly seeds: Seeds;
  readonly warnings: readonly ConfigurationProblem[];
  /** Names of the system properties that the files refer to. */
  readonly systemProperties: ReadonlySet<string>;
}

/** Whose seed files are read. */
export interface SeededModules {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly AccountsInstance[];
  readonly smartInbound: readonly SmartInboundInstance[];
  readonly clusterManagers: readonly ClusterManager[];
}

/** Reads all seed files (product reference 13) and reports whatever shows without the database. */
export async function readSeedFiles(
  { outbound, inboundLocal, smartInbound, clusterManagers }: SeededModules,
  surroundings: SeedSurroundings,
): Promise<ReadSeeds> {
  const keystoreFiles = clusterManagers.map((instance) => keystoreFile(instance, surroundings.folders));
  const keystores = await readEach(await Promise.all(keystoreFiles), surroundings);
  const clients = await readEach(
    outbound.map((instance) => clientFile(instance, surroundings.mode)),
    surroundings,
  );
  const users = await readEach(inboundLocal.map(userFile), surroundings);
  const owners = [
    ...outbound.map((instance) => serverFile(instance, instance.options.servers.seedFile, surroundings.mode)),
    ...smartInbound.map((instance) => serverFile(instance, instance.options.seedServersFile, surroundings.mode)),
  ];
  const servers = await readEach(owners, surroundings);
  const files = [keystores, clients, users, servers];
  return {
    seeds: {
      keystores: keystores.entries,
      clients: clients.entries,
      users: users.entries,
      servers: servers.entries,
      problems: [
        ...ofKind('keystores', keystores),
        ...ofKind('clients', clients),
        ...ofKind('users', users),
        ...ofKind('servers', servers),
      ],
    },
    warnings: files.flatMap(({ warnings }) => warnings),
    systemProperties: new Set(files.flatMap(({ systemProperties }) => systemProperties)),
  };
}

function ofKind(kind: SeedKind, { problems }: ReadFiles<unknown>): readonly SeedFileProblem[] {
  return problems.map((each) => ({ kind, ...each }));
}

function clientFile(instance: OutboundSmartInstance, mode: SeedSurroundings['mode']): SeedFile<NewClient> {
  const { moduleId, options } = instance;
  return {
    moduleId,
    key: seedClientsKey(moduleId),
    location: options.clients.seedFile,
    read: (seed) => readSeedClients(seed, instance, mode),
  };
}

function serverFile(
  { nodeId, moduleId }: ModuleKey,
  location: string | undefined,
  mode: SeedSurroundings['mode'],
): SeedFile<SeedServer> {
  return {
    moduleId,
    key: seedServersKey(moduleId),
    location,
    read: (seed) => readSeedServers(seed, { nodeId, moduleId }, { allowsPlainHttp: mode === 'evaluation' }),
  };
}

function userFile(instance: AccountsInstance): SeedFile<SeedUser> {
  const { moduleId, options } = instance;
  return {
    moduleId,
    key: seedUsersKey(moduleId),
    location: options.seedUsersFile,
    read: (seed) => readSeedUsers(seed, instance),
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
    read: readSeedKeystores,
  };
}
