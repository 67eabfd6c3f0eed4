import type { ModuleKey } from '#protocol/administration/module-key';
import type { ModuleDefinition } from '../module-definitions.js';
import type { ModuleRuntime } from '../module-runtime.port.js';
import type { ModuleSource } from '../module-source.js';
import type { ModuleTypes } from '../module-types.port.js';
import type { PropertyOverview } from '../property-overview.port.js';
import { pendingChanges } from './pending-changes.js';
import { propertyReport, type PropertyReport } from './property-report.js';
import { propertyValues, type PropertyValue } from './property-values.js';

/** What the overview is made of. */
interface Parts {
  readonly source: Pick<ModuleSource, 'unresolved'>;
  readonly types: Pick<ModuleTypes, 'isSupported' | 'propertiesOf'>;
  readonly runtime: Pick<ModuleRuntime, 'stateOf'>;
}

/** {@link PropertyOverview} over the definitions as they are saved, read at each call, and over what this process runs. */
export class CurrentProperties implements PropertyOverview {
  constructor(private readonly parts: Parts) {}

  async reports(): Promise<readonly PropertyReport[]> {
    const { source, types } = this.parts;
    const { modules } = await source.unresolved();
    return modules
      .filter(({ type }) => types.isSupported(type))
      .map(({ moduleId, type, config }) => propertyReport(moduleId, types.propertiesOf(type), config));
  }

  async valuesOf({ nodeId, moduleId }: ModuleKey): Promise<readonly PropertyValue[] | undefined> {
    const { modules } = await this.parts.source.unresolved();
    const module = modules.find((each) => each.moduleId === moduleId && each.nodeId === nodeId);
    return module && this.valuesNow(module);
  }

  /** What is saved, and in place of what waits for a restart what the module runs with. */
  private valuesNow(saved: ModuleDefinition): readonly PropertyValue[] {
    const { types, runtime } = this.parts;
    const type = types.propertiesOf(saved.type);
    const running = runtime.stateOf(saved.moduleId)?.startedWith;
    const pending = pendingChanges(type, running, saved);
    const started = new Map(propertyValues(type, running?.config ?? new Map()).map((each) => [each.key, each]));
    return propertyValues(type, saved.config).map((each) => {
      const now = pending.includes(each.key) ? started.get(each.key) : undefined;
      const { value, origin } = each;
      return now === undefined ? each : { ...now, pending: { ...(value !== undefined && { value }), origin } };
    });
  }
}
