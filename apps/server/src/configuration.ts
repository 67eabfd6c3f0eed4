import type { EgressPolicy } from '#egress/destination';
import { plainValues } from '#module-config/configuration-value';
import type { PropertyReport } from '#module-config/catalogue/property-report';
import type { ModuleDefinitions } from '#module-config/module-definitions';
import type { OutsideProperties } from '#module-config/module-source';
import { propertiesNamedIn, withReferencedValues } from '#module-config/option-references';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readEgressPolicy } from './configuration/egress-policy.js';
import {
  readEnvironmentSettings,
  type Environment,
  type EnvironmentSettings,
} from './configuration/environment-settings.js';
import {
  readModuleSet,
  type ModuleSet,
  type ModuleSurroundings,
  type ReadModuleSet,
} from './configuration/module-set.js';
import { readPropertySource, type PropertySource } from './configuration/property-source.js';
import { serverKeyFindings } from './configuration/server-keys.js';
import { readSkinSettings, type SkinSettings } from './configuration/skin-settings.js';
import { modeOf, propertySourceOf, serverValueProblems } from './configuration/server-values.js';

/** Everything the server is told from outside, read once. Nobody else reads the environment (boundary rule 8). */
export interface ServerConfiguration extends EnvironmentSettings {
  readonly mode: 'evaluation' | 'production';
  readonly nodeId: string;
  /** Which other servers may be called. */
  readonly egress: EgressPolicy;
  /** Where skins come from, and what they may be. */
  readonly skins: SkinSettings;
  /** Where definitions of modules come from when they are read again while the server runs. */
  readonly outside: OutsideProperties;
  /** What modules are read with. */
  readonly surroundings: ModuleSurroundings;
  /** The modules of the property file. */
  readonly modules: ModuleSet;
  /** What is wrong with the modules of the property file: keeps the server from starting where the file counts. */
  readonly moduleProblems: readonly ConfigurationProblem[];
  /** The project's root. */
  readonly workingFolder: string;
  /** What of the property file as such, and of the properties of no module, has no effect, or not the one it seems to have. */
  readonly warnings: readonly ConfigurationProblem[];
  /** The same of its modules: it matters where the file counts. */
  readonly moduleWarnings: readonly ConfigurationProblem[];
  /** What becomes of the properties of each module. */
  readonly propertyReports: readonly PropertyReport[];
}

/** A configuration, to be used only when there are no problems. */
export interface ReadConfiguration {
  readonly configuration: ServerConfiguration;
  /** Those of the modules and their seed files included. */
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

const NOTHING: ModuleDefinitions = { modules: [], server: new Map(), problems: [], ownProblems: [] };

interface Outside {
  readonly environment: Environment;
  readonly workingFolder: string;
}

async function readServer(
  source: PropertySource,
  settings: EnvironmentSettings,
  { environment, workingFolder }: Outside,
): Promise<ReadConfiguration> {
  const { definitions = NOTHING } = source;
  const mode = modeOf(definitions);
  const surroundings = {
    ...{ mode, healthPort: settings.healthPort },
    folders: { configuration: source.folder, working: workingFolder },
    variables: { environment, systemProperties: plainValues(definitions.server) },
  };
  const modules = definitions.modules.map((module) => withReferencedValues(module, surroundings.variables));
  const read = await readModuleSet({ ...definitions, modules }, surroundings);
  const egress = readEgressPolicy(definitions, mode);
  const skins = readSkinSettings(definitions);
  const findings = findingsOf(source, read);
  const configuration: ServerConfiguration = {
    ...settings,
    ...{ mode, surroundings, workingFolder },
    nodeId: definitions.server.get('node.id')?.value ?? 'Master',
    outside: outsideOf(source, surroundings),
    egress: egress.policy,
    skins: skins.settings,
    modules: read.modules,
    moduleProblems: read.problems,
    warnings: findings.warnings,
    moduleWarnings: read.warnings,
    propertyReports: read.propertyReports,
  };
  const problems = [
    ...serverValueProblems(definitions),
    ...findings.problems,
    ...egress.problems,
    ...skins.problems,
    ...read.problems,
    ...read.modules.seeds.problems.map(({ problem }) => problem),
  ];
  return { configuration, problems };
}

function outsideOf(
  { definitions = NOTHING, readAgain, overrides }: PropertySource,
  { variables }: ModuleSurroundings,
): OutsideProperties {
  const server = variables.systemProperties;
  return { kind: propertySourceOf(definitions), readFile: readAgain, server, overrides, variables };
}

function findingsOf(
  { definitions = NOTHING, withoutSign, warnings }: PropertySource,
  { systemProperties }: ReadModuleSet,
): ReturnType<typeof serverKeyFindings> {
  const referenced = new Set([...systemProperties, ...propertiesNamedIn(definitions.modules)]);
  const found = serverKeyFindings(definitions.server, { referenced, withoutSign });
  return { problems: found.problems, warnings: [...warnings, ...found.warnings] };
}
