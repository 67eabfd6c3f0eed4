import { isScriptKey } from '#module-config/catalogue/script-keys';
import { plainValues } from '#module-config/configuration-value';
import { bindOptions } from '#module-config/property.port';
import { readResourceBytes, resourceStamp } from '#module-config/resource-location';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
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
    modulesNaming: (scriptId) => modulesNaming(`library:${scriptId}`, runtime),
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
): Promise<readonly DefinedModule[]> {
  const modules = await runtime.definitions();
  return modules
    .flatMap((module) => [module, runtime.stateOf(module.moduleId)?.startedWith ?? []].flat())
    .map(effectiveModule)
    .filter(({ config }) => Array.from(config).some(([key, value]) => isScriptKey(key) && value.trim() === script));
}
