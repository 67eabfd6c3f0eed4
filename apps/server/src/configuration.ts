import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LocalInboundOptions } from '#inbound-security/local/local-inbound.options';
import type { LocalInboundInstance } from '#inbound-security/local/local-inbound-instance';
import { sortUnknownKeys, unknownKeyWarnings } from '#module-config/accepted-keys';
import { propertiesFromEnvironment } from '#module-config/environment-override';
import { moduleDefinitions, type ModuleDefinition, type ModuleDefinitions } from '#module-config/module-definitions';
import { bindOptions, type ConfigurationProblem } from '#module-config/property.port';
import { parseProperties } from '#module-config/property-file';
import type { ResourceFolders } from '#module-config/resource-location';
import type { SeedVariables } from '#module-config/seed-variables';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readInstance } from '#outbound-smart/instances/read-instance';
import { listenerProblems } from './listener-problems.js';

/** Everything the server is told from outside, read once. Nobody else reads the environment (boundary rule 8). */
export interface ServerConfiguration {
  readonly mode: 'evaluation' | 'production';
  readonly nodeId: string;
  /** Folder of the embedded database and of the encryption key. */
  readonly dataDirectory: string;
  /** An external PostgreSQL; the embedded one when absent. */
  readonly databaseUrl?: string;
  /** The encryption key as written (base64 or hex); a key file in the data folder when absent. */
  readonly encryptionKey?: string;
  readonly healthPort: number;
  readonly outbound: readonly OutboundSmartInstance[];
  readonly inboundLocal: readonly LocalInboundInstance[];
  /** What `classpath:` and relative `file:` locations mean. */
  readonly resources: ResourceFolders;
  readonly seedVariables: SeedVariables;
  /** Keys that were read and have no effect, for one warning at the start. */
  readonly warnings: readonly string[];
}

/** A configuration, to be used only when there are no problems. */
export interface ReadConfiguration {
  readonly configuration: ServerConfiguration;
  readonly problems: readonly ConfigurationProblem[];
}

/** The environment as read by {@link readConfiguration}. */
export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_HEALTH_PORT = 9500;
const OUTBOUND = 'SECURITY_OUT_SMART';
const LOCAL = 'SECURITY_IN_LOCAL';

/** The process's own environment: the only place that touches it. */
export function processEnvironment(): Environment {
  return process.env;
}

/**
 * Reads the property file and the environment, and reports all mistakes together.
 * @param workingFolder what relative paths start from: the project's root
 */
export function readConfiguration(environment: Environment, workingFolder: string): ReadConfiguration {
  const file = resolve(workingFolder, environment.GATEHOUSE_CONFIG ?? 'config/gatehouse.properties');
  if (!existsSync(file)) {
    const missing = {
      key: 'GATEHOUSE_CONFIG',
      problem: `there is no file ${file}`,
      remedy: 'Name an existing property file.',
    };
    return {
      configuration: assemble(environment, workingFolder, file, emptyDefinitions).configuration,
      problems: [missing],
    };
  }
  const properties = parseProperties(readFileSync(file, 'utf8'));
  const overrides = propertiesFromEnvironment(environment);
  const definitions = moduleDefinitions(properties.properties, overrides);
  const read = assemble(environment, workingFolder, file, definitions);
  return { ...read, problems: [...properties.problems, ...unlessSaidBetter(definitions.problems, read.problems)] };
}

/** What is wrong in general is left out for a key of which the module that owns it says what it needs. */
function unlessSaidBetter(
  general: readonly ConfigurationProblem[],
  specific: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  const keys = new Set(specific.map(({ key }) => key));
  return [...general.filter(({ key }) => !keys.has(key)), ...specific];
}

const emptyDefinitions: ModuleDefinitions = { modules: [], server: new Map(), problems: [] };

function assemble(
  environment: Environment,
  workingFolder: string,
  file: string,
  definitions: ModuleDefinitions,
): ReadConfiguration {
  const mode = modeOf(definitions);
  const local = ofType(definitions, LOCAL).map(readLocal);
  const inboundModuleIds = new Set(local.map(({ instance }) => instance.moduleId));
  const outbound = ofType(definitions, OUTBOUND).map((module) =>
    readInstance({ ...module, config: plainValues(module) }, { mode, inboundModuleIds }),
  );
  const health = healthPort(environment);
  const configuration: ServerConfiguration = {
    mode,
    nodeId: definitions.server.get('node.id')?.value ?? 'Master',
    dataDirectory: resolve(workingFolder, environment.GATEHOUSE_DATA ?? 'data'),
    healthPort: health.port,
    outbound: outbound.map(({ instance }) => instance),
    inboundLocal: local.map(({ instance }) => instance),
    resources: { configuration: dirname(file), working: workingFolder },
    seedVariables: { environment, systemProperties: plain(definitions.server) },
    warnings: warningsOf(definitions, [
      ...outbound.map(({ instance, unknownKeys }) => ({ ...instance, type: OUTBOUND, unknownKeys })),
      ...local.map(({ instance, unknownKeys }) => ({ ...instance, type: LOCAL, unknownKeys })),
    ]),
    ...(environment.DATABASE_URL !== undefined &&
      environment.DATABASE_URL !== '' && { databaseUrl: environment.DATABASE_URL }),
    ...(environment.GATEHOUSE_ENCRYPTION_KEY !== undefined && { encryptionKey: environment.GATEHOUSE_ENCRYPTION_KEY }),
  };
  const problems = [
    ...modeProblems(definitions),
    ...health.problems,
    ...databaseProblems(environment),
    ...outbound.flatMap((read) => read.problems),
    ...local.flatMap((read) => read.problems),
    ...listenerProblems(configuration),
  ];
  return { configuration, problems };
}

function ofType(definitions: ModuleDefinitions, type: string): readonly ModuleDefinition[] {
  return definitions.modules.filter((module) => module.type === type);
}

function readLocal(module: ModuleDefinition) {
  const { options, problems, unknownKeys } = bindOptions(LocalInboundOptions, plainValues(module), LOCAL);
  const { nodeId, moduleId } = module;
  const scripts = [options.callbackScriptFile, options.callbackScriptText].some(
    (value) => value !== undefined && value.trim() !== '',
  );
  const script = {
    key: 'callback_script',
    problem: 'names a script, but this server has no script engine',
    remedy: 'Remove the property.',
  };
  const located = [...problems, ...(scripts ? [script] : [])].map((each) => ({
    ...each,
    key: `module.${moduleId}.config.${each.key}`,
  }));
  return { instance: { nodeId, moduleId, options }, problems: located, unknownKeys };
}

function plainValues(module: ModuleDefinition): ReadonlyMap<string, string> {
  return plain(module.config);
}

function plain(values: ReadonlyMap<string, { readonly value: string }>): ReadonlyMap<string, string> {
  return new Map([...values].map(([key, { value }]) => [key, value]));
}

function modeOf({ server }: ModuleDefinitions): 'evaluation' | 'production' {
  return server.get('gatehouse.mode')?.value === 'production' ? 'production' : 'evaluation';
}

function modeProblems({ server }: ModuleDefinitions): readonly ConfigurationProblem[] {
  const mode = server.get('gatehouse.mode')?.value;
  if (mode === undefined || mode === 'evaluation' || mode === 'production') return [];
  return [{ key: 'gatehouse.mode', problem: `"${mode}" is no mode`, remedy: 'Write evaluation or production.' }];
}

/** PostgreSQL's own form; the value may hold a password and is not repeated. */
function databaseProblems({ DATABASE_URL: written = '' }: Environment): readonly ConfigurationProblem[] {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const isUsable = url !== undefined && /^postgres(?:ql)?:$/.test(url.protocol) && url.pathname.length > 1;
  if (written === '' || isUsable) return [];
  const remedy = 'Write postgres://user:password@host:5432/database, special characters percent-encoded.';
  return [{ key: 'DATABASE_URL', problem: 'is not the address of a PostgreSQL database', remedy }];
}

function healthPort({ GATEHOUSE_HEALTH_PORT: written }: Environment): {
  port: number;
  problems: readonly ConfigurationProblem[];
} {
  if (written === undefined || written === '') return { port: DEFAULT_HEALTH_PORT, problems: [] };
  const port = Number(written);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return { port, problems: [] };
  const problem = {
    key: 'GATEHOUSE_HEALTH_PORT',
    problem: `"${written}" is no port`,
    remedy: 'Write a whole number from 1 to 65535.',
  };
  return { port: DEFAULT_HEALTH_PORT, problems: [problem] };
}

interface ReadModule {
  readonly moduleId: string;
  readonly type: string;
  readonly unknownKeys: readonly string[];
}

function warningsOf(definitions: ModuleDefinitions, modules: readonly ReadModule[]): readonly string[] {
  const others = definitions.modules.filter(({ type }) => type !== OUTBOUND && type !== LOCAL);
  const foreign = others.map(
    ({ moduleId, type }) =>
      `module.${moduleId}: modules of type ${type || '(none)'} are not part of this server and are left out`,
  );
  const keys = modules.flatMap(({ moduleId, type, unknownKeys }) =>
    unknownKeyWarnings(moduleId, sortUnknownKeys(type, unknownKeys)),
  );
  return [...foreign, ...keys];
}
