/** A dependency that a module can do without: while the other one is stopped, its tokens do not count. */
const OPTIONAL: ReadonlySet<string> = new Set(['SECURITY_IN_OIC']);

/** What depends on what. */
export interface Dependent {
  readonly moduleId: string;
  /** Module id by dependency. */
  readonly requires: ReadonlyMap<string, string>;
}

/** Ids of the modules, among all, without which a module cannot run. */
export function neededBy({ requires }: Dependent, all: readonly Dependent[]): readonly string[] {
  const needed = [...requires].filter(([name]) => !OPTIONAL.has(name)).map(([, target]) => target);
  return needed.filter((target) => all.some(({ moduleId }) => moduleId === target));
}

/** Ids of the modules that cannot run without one. */
export function needing({ moduleId }: Dependent, all: readonly Dependent[]): readonly string[] {
  return all.filter((each) => neededBy(each, all).includes(moduleId)).map((each) => each.moduleId);
}
