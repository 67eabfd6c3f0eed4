import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RunningServer } from '../../apps/server/src/server.js';
import type { Clock } from '#protocol/clock';
import { freePort } from './free-port.js';
import { createServerDatabase } from './postgres.js';
import { certainProblems, ConfigurationRefusedError, Logger, readConfiguration, startServer } from './product.js';
import { testClients } from './test-clients.js';
import { TEST_ENCRYPTION_KEY } from './test-encryption-key.js';
import { amelia, bertha, withHash } from './test-users.js';

/** How a test server differs from the usual one. */
export interface TestServerOptions {
  /** Lines added to the property file; `PORT` stands for the free port of the listener. */
  readonly properties?: readonly string[];
  readonly clients?: readonly Readonly<Record<string, unknown>>[];
  readonly users?: readonly Readonly<Record<string, unknown>>[];
  /** Further files of the configuration folder, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Further variables of the environment; `PORT` stands for the free port of the listener. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Share a database, for instance with a second server. */
  readonly databaseUrl?: string;
  /** Same key as another server over the same database. */
  readonly encryptionKey?: string;
}

/** A Gatehouse in this very process, over a database of its own that has its signing keys already. */
export interface TestServer {
  /** Issuer of module `smart_auth`, without a trailing slash. */
  readonly issuer: string;
  readonly port: number;
  readonly healthUrl: string;
  readonly databaseUrl: string;
  readonly encryptionKey: string;
  /** What the command line needs to work on the same installation. */
  readonly environment: Readonly<Record<string, string>>;
  readonly server: RunningServer;
  stop(): Promise<void>;
}

/** Project's root: Jest starts there. */
const root = process.cwd();

/** Starts a server with module `smart_auth` at the root of a free port, its clients and its people. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  Logger.overrideLogger(false);
  const database =
    options.databaseUrl === undefined
      ? await createServerDatabase()
      : { url: options.databaseUrl, drop: () => Promise.resolve() };
  const port = await freePort();
  const folder = await configurationFolder(port, options);
  const encryptionKey = options.encryptionKey ?? TEST_ENCRYPTION_KEY;
  const environment = {
    GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_HEALTH_PORT: '0',
    GATEHOUSE_ENCRYPTION_KEY: encryptionKey,
    DATABASE_URL: database.url,
    ...withPort(options.environment, port),
  };
  const { configuration, problems } = await readConfiguration(environment, root);
  const mistakes = options.databaseUrl === undefined ? problems : certainProblems(configuration, problems);
  if (mistakes.length > 0) throw new ConfigurationRefusedError(mistakes);
  const server = await startServer(configuration, options.clock === undefined ? {} : { clock: options.clock });
  return {
    issuer: `http://127.0.0.1:${port}`,
    port,
    healthUrl: `http://127.0.0.1:${server.healthPort}`,
    databaseUrl: database.url,
    encryptionKey,
    environment,
    server,
    stop: async () => {
      await server.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function withPort(environment: TestServerOptions['environment'] = {}, port: number): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(entries.map(([name, value]) => [name, value.replaceAll('PORT', String(port))]));
}

/** Writes the property file and the seeds into a new folder. (Folders called gatehouse-test-… are removed by the next Jest run.) */
export async function configurationFolder(port: number, options: TestServerOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-server-'));
  const lines = [
    'module.local_security.type=SECURITY_IN_LOCAL',
    'module.local_security.config.seed.users.file=classpath:users.json',
    'module.smart_auth.type=SECURITY_OUT_SMART',
    'module.smart_auth.requires.SECURITY_IN_UP=local_security',
    'module.smart_auth.config.bind_address=127.0.0.1',
    `module.smart_auth.config.port=${port}`,
    `module.smart_auth.config.issuer.url=http://127.0.0.1:${port}`,
    'module.smart_auth.config.seed_clients.file=classpath:clients.json',
    ...(options.properties ?? []).map((line) => line.replaceAll('PORT', String(port))),
  ];
  const all = [...lines, ...cheapHashes(lines), ...fileCounts(lines, options)];
  await writeFile(join(folder, 'gatehouse.properties'), `${all.join('\n')}\n`);
  await writeFile(join(folder, 'clients.json'), JSON.stringify({ clients: options.clients ?? testClients }));
  const users = (options.users ?? [amelia, bertha]).map(withHash);
  await writeFile(join(folder, 'users.json'), JSON.stringify({ users }));
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Over a database that another server has used, the modules of this file count, unless a test says otherwise: its port is another one. */
function fileCounts(lines: readonly string[], { databaseUrl }: TestServerOptions): readonly string[] {
  const isDecided = lines.some((line) => line.startsWith('node.propertysource='));
  return databaseUrl === undefined || isDecided ? [] : ['node.propertysource=PROPERTIES'];
}

/**
 * The cheapest of the documented hashes for the secrets of test clients, where a test does not choose one itself: with the one of the
 * product's default, to hash three secrets takes longer than everything else a start does.
 */
function cheapHashes(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => /^(module\.\w+)\.type=SECURITY_OUT_SMART$/.exec(line)?.[1] ?? [])
    .map((module) => `${module}.config.client_secret.encoding`)
    .filter((key) => !lines.some((line) => line.startsWith(`${key}=`)))
    .map((key) => `${key}=SHA256_1000_ROUND`);
}
