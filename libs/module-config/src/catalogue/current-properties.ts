import type { ModuleKey } from '#protocol/administration/module-key';
import type { ModuleSource } from '../module-source.js';
import type { ModuleTypes } from '../module-types.port.js';
import type { PropertyOverview } from '../property-overview.port.js';
import { propertyReport, type PropertyReport } from './property-report.js';
import { propertyValues, type PropertyValue } from './property-values.js';

/** What the overview is made of. */
interface Parts {
  readonly source: Pick<ModuleSource, 'unresolved'>;
  readonly types: Pick<ModuleTypes, 'isSupported' | 'propertiesOf'>;
}

/** {@link PropertyOverview} over the definitions that count, read at each call. */
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
    const { source, types } = this.parts;
    const { modules } = await source.unresolved();
    const module = modules.find((each) => each.moduleId === moduleId && each.nodeId === nodeId);
    return module && propertyValues(types.propertiesOf(module.type), module.config);
  }
}
