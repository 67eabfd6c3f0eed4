import type { ModuleAdministration } from '#module-config/module-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';

/** The one module of these types; undefined where there is none or more than one. */
export async function onlyModule(
  modules: ModuleAdministration,
  types: readonly string[],
): Promise<ModuleKey | undefined> {
  const found = (await modules.list()).filter(({ module }) => types.includes(module.moduleType));
  const [first] = found;
  return found.length === 1 && first !== undefined
    ? { nodeId: first.module.nodeId, moduleId: first.module.moduleId }
    : undefined;
}
