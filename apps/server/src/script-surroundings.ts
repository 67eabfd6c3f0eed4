import { isScriptKey } from '#module-config/catalogue/script-keys';
import { plainValues } from '#module-config/configuration-value';
import type { ModuleDefinition } from '#module-config/module-definitions';
import { bindOptions } from '#module-config/property.port';
import { readResourceBytes, resourceStamp } from '#module-config/resource-location';
import { ScriptProperties } from '#scripts/script-properties.port';
import { LARGEST_SOURCE } from '#scripts/sources/script-sources';
import type { ScriptSurroundings } from '#scripts/script-surroundings';
import type { ServerConfiguration } from './configuration.js';
import { effectiveModule } from './runtime/script-problems.js';
import type { ServerRuntime } from './runtime/server-runtime.js';

/** Names that scripts may ask for (V-96: the others may be secrets). */
const FOR_SCRIPTS = /^JS_/;

/** What scripts depend on. */
export function scriptSurroundings(
  { nodeId, surroundings }: Pick<ServerConfiguration, 'nodeId' | 'surroundings'>,
  runtime: Pick<ServerRuntime, 'definitions' | 'stateOf'>,
): ScriptSurroundings {
  const { folders, variables } = surroundings;
  const environment = Object.entries(variables.environment).flatMap(([name, value]) =>
    FOR_SCRIPTS.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  return {
    nodeId,
    environment: Object.fromEntries(environment),
    files: {
      stamp: (location) => resourceStamp(location, folders),
      read: (location) => readResourceBytes(location, folders, LARGEST_SOURCE),
    },
    usersOf: (scriptId) => modulesNaming(`library:${scriptId}`, runtime),
    isEcmaScript: (moduleId) => isEcmaScript(moduleId, runtime),
    hasScripts: () => namesScripts(runtime).catch(() => false),
  };
}

async function isEcmaScript(
  moduleId: string,
  runtime: Pick<ServerRuntime, 'definitions'>,
): Promise<boolean | undefined> {
  const module = (await runtime.definitions()).find((each) => each.moduleId === moduleId);
  if (module === undefined) return undefined;
  return bindOptions(ScriptProperties, effectiveModule(module).config, '').options.isModule;
}

async function namesScripts(runtime: Pick<ServerRuntime, 'definitions'>): Promise<boolean> {
  const modules = await runtime.definitions();
  return modules.some(({ config }) =>
    Array.from(plainValues(config)).some(([key, value]) => isScriptKey(key) && value.trim() !== ''),
  );
}

/** Those that are defined so, and those that still run so. */
async function modulesNaming(
  script: string,
  runtime: Pick<ServerRuntime, 'definitions' | 'stateOf'>,
): Promise<readonly string[]> {
  const modules = await runtime.definitions();
  return modules
    .filter((module) => [module, runtime.stateOf(module.moduleId)?.startedWith].some((each) => names(each, script)))
    .map(({ moduleId }) => moduleId);
}

function names(module: Pick<ModuleDefinition, 'config'> | undefined, script: string): boolean {
  const config = module === undefined ? [] : Array.from(plainValues(module.config));
  return config.some(([key, value]) => isScriptKey(key) && value.trim() === script);
}
