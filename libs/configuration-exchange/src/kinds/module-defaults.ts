import type { ModuleKey } from '#protocol/administration/module-key';

/** A module as far as it matters for whose an entry is. */
export interface OwningModule extends ModuleKey {
  readonly type: string;
}

/** Every module there is; asked for each batch, since a document may make some. */
export type OwningModules = () => Promise<readonly OwningModule[]>;

/** What entries of modules of these types need not say: the node, and the module if there is just one. */
export async function moduleDefaults(all: OwningModules, types: readonly string[]): Promise<Partial<ModuleKey>> {
  const found = (await all()).filter(({ type }) => types.includes(type));
  const [first] = found;
  if (first === undefined) return {};
  return { nodeId: first.nodeId, ...(found.length === 1 && { moduleId: first.moduleId }) };
}
