import type { EgressPolicy } from '#egress/destination';
import type { LocalInboundInstance } from '#inbound-security/local/local-inbound-instance';
import type { ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readBrandFiles } from './configuration/brand-files.js';
import { readModules } from './configuration/configured-modules.js';
import { readEgressPolicy } from './configuration/egress-policy.js';
import {
  readEnvironmentSettings,
  type Environment,
  type EnvironmentSettings,
} from './configuration/environment-settings.js';
import { readLaunchFiles } from './configuration/launch-files.js';
import { listenerProblems } from './configuration/listener-problems.js';
import { plainValues } from './configuration/plain-values.js';
import { readPropertySource, type PropertySource } from './configuration/property-source.js';
import { readSeedFiles, type Seeds } from './configuration/seed-files.js';
import { serverKeyFindings } from './configuration/server-keys.js';
import { sharedNameProblems } from './configuration/shared-names.js';
import { readTrustAnchorFiles } from './configuration/trust-anchor-files.js';
import { readSigningKeySets } from './configuration/signing-key-sets.js';

/** Everything the server is told from outside, read once. Nobody else reads the environment (boundary rule 8). */
export interface ServerConfiguration extends EnvironmentSettings {
  readonly mode: 'evaluation' | 'production';
  readonly nodeId: string;
  /** Which other servers may be called. */
  readonly egress: EgressPolicy;
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly LocalInboundInstance[];
  /** JSON Web Key Sets with private keys, by keystore id; see {@link readSigningKeySets}. */
  readonly signingKeySets: ReadonlyMap<string, unknown>;
  readonly seeds: Seeds;
  /** The project's root. */
  readonly workingFolder: string;
  /** What has no effect, or not the one it seems to have; for the log of the start. */
  readonly warnings: readonly string[];
}

/** A configuration, to be used only when there are no problems. */
export interface ReadConfiguration {
  readonly configuration: ServerConfiguration;
  readonly problems: readonly ConfigurationProblem[];
}

/** The process's own environment: the only place that touches it. */
export function processEnvironment(): Environment {
  return process.env;
}

/**
 * Reads the environment, the property file and the files it names, and reports all mistakes together: whatever can be known without the
 * database is known here.
 * @param workingFolder the project's root: what relative paths start from
 */
export async function readConfiguration(environment: Environment, workingFolder: string): Promise<ReadConfiguration> {
  const source = readPropertySource(environment, workingFolder);
  const { settings, problems } = await readEnvironmentSettings(environment, workingFolder);
  const read = await readServer(source, settings, { environment, workingFolder });
  // Without a property file all its modules are missing, which need not be said.
  const isThere = source.definitions !== undefined;
  return { ...read, problems: [...source.problems, ...problems, ...(isThere ? read.problems : [])] };
}

const NOTHING: ModuleDefinitions = { modules: [], server: new Map(), problems: [] };

interface Surroundings {
  readonly environment: Environment;
  readonly workingFolder: string;
}

async function readServer(
  { folder, definitions = NOTHING, withoutSign, warnings }: PropertySource,
  settings: EnvironmentSettings,
  { environment, workingFolder }: Surroundings,
): Promise<ReadConfiguration> {
  const mode = modeOf(definitions);
  const folders = { configuration: folder, working: workingFolder };
  const variables = { environment, systemProperties: plainValues(definitions.server) };
  const { inboundLocal, ...modules } = readModules(definitions, mode);
  const { outbound: withBrands, ...brands } = await readBrandFiles(modules.outbound, folders);
  const { outbound: withLaunchStyles, problems: launchProblems } = await readLaunchFiles(withBrands, folders);
  const { outbound, problems: trustProblems } = await readTrustAnchorFiles(withLaunchStyles, folders);
  const keys = await readSigningKeySets(outbound, folders);
  const seeds = await readSeedFiles({ outbound, inboundLocal }, { mode, folders, variables });
  const egress = readEgressPolicy(definitions, mode);
  const serverKeys = serverKeyFindings(definitions.server.keys(), {
    referenced: seeds.systemProperties,
    withoutSign,
  });
  const configuration: ServerConfiguration = {
    ...settings,
    mode,
    nodeId: definitions.server.get('node.id')?.value ?? 'Master',
    egress: egress.policy,
    outbound,
    inboundLocal,
    signingKeySets: keys.keySets,
    seeds: seeds.seeds,
    workingFolder,
    warnings: [...warnings, ...serverKeys.warnings, ...modules.warnings, ...keys.warnings, ...seeds.warnings],
  };
  const problems = [
    ...unlessSaidBetter(definitions.problems, modules.problems),
    ...modeProblems(definitions),
    ...serverKeys.problems,
    ...egress.problems,
    ...listenerProblems(configuration),
    ...brands.problems,
    ...keys.problems,
    ...launchProblems,
    ...trustProblems,
    ...seeds.problems,
    ...sharedNameProblems(outbound, seeds.seeds),
  ];
  return { configuration, problems };
}

/** What is wrong in general is left out for a key of which the module that owns it says what it needs. */
function unlessSaidBetter(
  general: readonly ConfigurationProblem[],
  specific: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  const keys = new Set(specific.map(({ key }) => key));
  return [...general.filter(({ key }) => !keys.has(key)), ...specific];
}

function modeOf({ server }: ModuleDefinitions): 'evaluation' | 'production' {
  return server.get('gatehouse.mode')?.value === 'production' ? 'production' : 'evaluation';
}

function modeProblems({ server }: ModuleDefinitions): readonly ConfigurationProblem[] {
  const mode = server.get('gatehouse.mode')?.value;
  if (mode === undefined || mode === 'evaluation' || mode === 'production') return [];
  return [{ key: 'gatehouse.mode', problem: `"${mode}" is no mode`, remedy: 'Write evaluation or production.' }];
}
