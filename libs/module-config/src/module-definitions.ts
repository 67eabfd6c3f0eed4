import { withoutOverridden } from './catalogue/overridden-spellings.js';
import type { ConfigurationProblem } from './configuration-problem.js';
import type { ConfigurationValue } from './configuration-value.js';
import { usualType } from './product-module-types.js';

/** One module of the property file: `module.<id>.type`, `.requires.<dependency>` and `.config.<key>` (reference 1.3). */
export interface ModuleDefinition {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly type: string;
  /** Module id by dependency, such as `SECURITY_IN_UP`. */
  readonly requires: ReadonlyMap<string, string>;
  readonly config: ReadonlyMap<string, ConfigurationValue>;
}

/** What the properties say about the whole server. */
export interface ModuleDefinitions {
  readonly modules: readonly ModuleDefinition[];
  /** Properties that belong to no module, such as `gatehouse.mode`. */
  readonly server: ReadonlyMap<string, ConfigurationValue>;
  readonly problems: readonly ConfigurationProblem[];
  /** Those of them that are there whatever other modules there are: what else is wrong with a part of a configuration, the whole shows. */
  readonly ownProblems: readonly ConfigurationProblem[];
}

interface Draft {
  type?: string;
  readonly requires: Map<string, string>;
  readonly config: Map<string, ConfigurationValue>;
}

/**
 * Sorts properties into modules.
 *
 * @param properties of the property file, or of the database in the same form
 * @param overrides of the environment, which win; see {@link propertiesFromEnvironment}
 */
export function moduleDefinitions(
  properties: ReadonlyMap<string, string>,
  overrides: ReadonlyMap<string, string> = new Map(),
  origin: 'file' | 'database' = 'file',
): ModuleDefinitions {
  const drafts = new Map<string, Draft>();
  const server = new Map<string, ConfigurationValue>();
  const problems: ConfigurationProblem[] = [];
  for (const [key, value] of effectiveValues(properties, overrides, origin)) {
    if (!key.startsWith('module.')) server.set(key, value);
    else if (!place(drafts, key, value)) problems.push(malformed(key));
  }
  const nodeId = server.get('node.id')?.value ?? 'Master';
  const modules = [...drafts].map(([moduleId, draft]) => moduleOf(nodeId, moduleId, draft));
  const ownProblems = [...problems, ...modules.flatMap(typeProblems)];
  return { modules, server, problems: [...problems, ...definitionProblems(modules)], ownProblems };
}

/** What is wrong with modules whatever their type: one has no type, or depends on a module that is not there. */
export function definitionProblems(modules: readonly ModuleDefinition[]): readonly ConfigurationProblem[] {
  const defined = new Map(modules.map((module) => [module.moduleId, module]));
  return modules.flatMap((each) => problemsOf(each, defined));
}

function moduleOf(nodeId: string, moduleId: string, draft: Draft): ModuleDefinition {
  const { type = usualType(moduleId), requires, config } = draft;
  return { nodeId, moduleId, type, requires, config: withoutOverridden(type, config) };
}

function effectiveValues(
  properties: ReadonlyMap<string, string>,
  overrides: ReadonlyMap<string, string>,
  origin: 'file' | 'database',
): ReadonlyMap<string, ConfigurationValue> {
  const values = new Map<string, ConfigurationValue>();
  for (const [key, value] of properties) values.set(key, { value, origin });
  for (const [key, value] of overrides) values.set(key, { value, origin: 'environment' });
  return values;
}

/** False for a key that does not follow the form. */
function place(drafts: Map<string, Draft>, key: string, written: ConfigurationValue): boolean {
  const parts = /^module\.([\w-]{1,100})\.(?:(type)|requires\.([\w-]+)|config\.(.+))$/s.exec(key);
  const [, moduleId, type, dependency, name] = parts ?? [];
  if (moduleId === undefined) return false;
  const draft: Draft = drafts.get(moduleId) ?? { requires: new Map(), config: new Map() };
  drafts.set(moduleId, draft);
  if (type) draft.type = written.value.trim();
  if (dependency) draft.requires.set(dependency, written.value.trim());
  if (name) draft.config.set(name, written);
  return true;
}

function problemsOf(module: ModuleDefinition, defined: ReadonlyMap<string, unknown>): readonly ConfigurationProblem[] {
  const missing = [...module.requires].filter(([, target]) => !defined.has(target) || target === module.moduleId);
  return [
    ...typeProblems(module),
    ...missing.map(([dependency, target]) =>
      unknownTarget(`module.${module.moduleId}.requires.${dependency}`, target, defined, module.moduleId),
    ),
  ];
}

function typeProblems({ moduleId, type }: ModuleDefinition): readonly ConfigurationProblem[] {
  if (type !== '') return [];
  const key = `module.${moduleId}.type`;
  return [{ key, problem: 'is not set', remedy: `Write the type, for example ${key}=SECURITY_OUT_SMART.` }];
}

function unknownTarget(
  key: string,
  target: string,
  defined: ReadonlyMap<string, unknown>,
  self: string,
): ConfigurationProblem {
  const others = [...defined.keys()].filter((moduleId) => moduleId !== self);
  const remedy =
    others.length > 0
      ? `Name another module of this configuration: ${others.join(', ')}.`
      : 'Define the module it depends on.';
  return { key, problem: `"${target}" is no other module of this configuration`, remedy };
}

function malformed(key: string): ConfigurationProblem {
  return {
    key,
    problem: 'is not a property of a module',
    remedy:
      'Write module.<id>.type, module.<id>.requires.<dependency> or module.<id>.config.<key>; ids hold letters, digits, _ and -.',
  };
}
