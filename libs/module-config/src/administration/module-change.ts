import type { FieldProblem } from '#protocol/json/json-fields';
import type { NewModule } from '../stores/module-definition.store.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { StandsForStored } from './stored-secrets.js';

/** A module after a change, to be used only when there are no problems. */
export interface ChangedModule {
  readonly module: NewModule;
  /** Keys of options and names of dependencies that are different, sorted. */
  readonly changed: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** Keys of options that have what is stored because a mask or the like stood for it. */
  readonly kept: readonly string[];
  /** Keys that are left out, sorted: they are masked, and nothing here reads them. */
  readonly leftOut: readonly string[];
}

/** What a change says. */
export interface ModuleSettings {
  readonly options: ReadonlyMap<string, string>;
  /** Absent: they stay. */
  readonly dependencies?: ReadonlyMap<string, string>;
}

/** What the keys of a change stand for. */
export interface OptionKinds {
  readonly isStandIn: StandsForStored;
  /** Whether something here reads the option. */
  readonly isRead: (key: string) => boolean;
}

/**
 * Puts new settings in the place of the old ones; what stands for a stored secret keeps it, so that what was read can be sent back.
 * What stands for nothing and is read by nothing is left out: the product's exports mask also what was never set.
 */
export function changedModule(
  before: StoredModule,
  settings: ModuleSettings,
  { isStandIn, isRead }: OptionKinds,
): ChangedModule {
  const masks = [...settings.options].filter(([key, text]) => isStandIn(key, text));
  const unknown = masks.filter(([key]) => !before.options.has(key));
  const leftOut = unknown.flatMap(([key]) => (isRead(key) ? [] : [key]));
  const kept = masks.map(([key]): readonly [string, string] => [key, before.options.get(key) ?? '']);
  const options = new Map([...settings.options, ...kept].filter(([key]) => !leftOut.includes(key)));
  const { nodeId, moduleId, type } = before;
  const module = {
    ...{ nodeId, moduleId, type, options },
    dependencies: settings.dependencies ?? before.dependencies,
  };
  return {
    module,
    kept: masks.map(([key]) => key),
    changed: [
      ...differing(before.options, module.options),
      ...differing(before.dependencies, module.dependencies),
    ].sort(),
    problems: unknown.flatMap(([key]) => (leftOut.includes(key) ? [] : [strangeMask(key)])),
    leftOut: leftOut.sort(),
  };
}

function strangeMask(key: string): FieldProblem {
  const problem = 'is masked, and nothing is stored that it could stand for';
  return { field: key, problem, remedy: 'Give the value itself, or leave the option out' };
}

function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}
