import { isRedacted } from '#protocol/json/redacted';
import type { FieldProblem } from '#protocol/user/json-fields';
import type { NewModule } from '../stores/module-definition.store.js';
import type { StoredModule } from '../stores/stored-module.js';

/** A module after a change, to be used only when there are no problems. */
export interface ChangedModule {
  readonly module: NewModule;
  /** Keys of options and names of dependencies that are different, sorted. */
  readonly changed: readonly string[];
  readonly problems: readonly FieldProblem[];
}

/** What a change says. */
export interface ModuleSettings {
  readonly options: ReadonlyMap<string, string>;
  /** Absent: they stay. */
  readonly dependencies?: ReadonlyMap<string, string>;
}

/**
 * Puts new settings in the place of the old ones; a secret that is masked keeps what is stored, so that what was read can be sent back.
 * @param isSecret whether the value of an option is never shown
 */
export function changedModule(
  before: StoredModule,
  settings: ModuleSettings,
  isSecret: (key: string) => boolean,
): ChangedModule {
  const isMask = ([key, value]: readonly [string, string]): boolean => isSecret(key) && isRedacted(value);
  const unknown = [...settings.options].filter((option) => isMask(option) && !before.options.has(option[0]));
  const options = [...settings.options].map((option): readonly [string, string] =>
    isMask(option) ? [option[0], before.options.get(option[0]) ?? ''] : option,
  );
  const { nodeId, moduleId, type } = before;
  const module = {
    ...{ nodeId, moduleId, type, options: new Map(options) },
    dependencies: settings.dependencies ?? before.dependencies,
  };
  return {
    module,
    changed: [
      ...differing(before.options, module.options),
      ...differing(before.dependencies, module.dependencies),
    ].sort(),
    problems: unknown.map(([key]) => ({
      field: key,
      problem: 'is masked, and nothing is stored that it could stand for',
      remedy: 'Give the value itself, or leave the option out',
    })),
  };
}

function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}
