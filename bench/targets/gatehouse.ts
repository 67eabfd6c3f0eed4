import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { casting, type Site } from '../site.js';
import { freePort } from './free-port.js';
import { writeConfiguration, type FurtherConfiguration } from './gatehouse-configuration.js';
import type { MeasuredDatabase } from './measured-database.js';
import { cpuOf, peakMemoryOf } from './process-times.js';
import { answers, startServerProcess } from './server-process.js';
import type { Target } from './target.js';

/** How Gatehouse is started for the benchmark. */
export interface GatehouseRequest {
  readonly database: MeasuredDatabase;
  readonly connections: number;
  /** Folder for a CPU profile; none when empty. */
  readonly profile: string;
  readonly further?: FurtherConfiguration;
}

const SERVER = 'dist/apps/server/src/main.js';
/** Any 32 bytes. */
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

/** A running Gatehouse, and what its command line needs to work beside it. */
export interface GatehouseTarget extends Target {
  readonly environment: Readonly<Record<string, string>>;
  /** Of its configuration. */
  readonly folder: string;
}

/** Starts the built server as an operator would: a process of its own, told by files and the environment. */
export async function startGatehouse({
  database,
  connections,
  profile,
  further,
}: GatehouseRequest): Promise<GatehouseTarget> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const port = await freePort();
  const healthPort = await freePort();
  const site: Site = {
    ...casting(connections),
    origin: `http://127.0.0.1:${port}`,
    authorizePath: '/oauth/authorize',
    tokenPath: '/oauth/token',
    introspectPath: '/oauth/introspect',
  };
  await writeConfiguration(folder, port, site, further);
  const environment = {
    GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'),
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_HEALTH_PORT: String(healthPort),
    GATEHOUSE_ENCRYPTION_KEY: ENCRYPTION_KEY,
    DATABASE_URL: database.url,
    ...withPort(further?.environment, port),
  };
  const server = await startServerProcess({
    args: [...(profile === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]), ...(await nodeOptions()), SERVER],
    environment,
    isReady: () => answers(`http://127.0.0.1:${healthPort}/health/ready`),
  });
  return {
    name: 'Gatehouse',
    site,
    environment,
    folder,
    cpu: async () => {
      const [own, databases] = await Promise.all([cpuOf(server.pid), database.cpu()]);
      return own === undefined || databases === undefined ? undefined : { server: own, database: databases };
    },
    peakMemory: () => peakMemoryOf(server.pid),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What `npm start` gives to Node. */
async function nodeOptions(): Promise<readonly string[]> {
  const file = pathToFileURL(resolve('scripts/lib/node-options.mjs')).href;
  return ((await import(file)) as { readonly nodeOptions: readonly string[] }).nodeOptions;
}

function withPort(environment: Readonly<Record<string, string>> = {}, port: number): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(entries.map(([name, value]) => [name, value.replaceAll('PORT', String(port))]));
}
