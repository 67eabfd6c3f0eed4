import { bindOptions } from '#module-config/property.port';
import type { PropertyOverview } from '#module-config/property-overview.port';
import type { ConfiguredScript, ScriptSettings } from '../configured-script.port.js';
import { fhirBaseProperty } from '../script-places.port.js';
import { configuredScript, ScriptProperties, scriptSettings } from '../script-properties.port.js';

/** A module as far as its scripts are concerned. */
export interface ScriptedModule {
  /** What its scripts run with. */
  readonly settings: ScriptSettings;
  /** The script of a pair of properties, such as `post_authorize_script`. */
  readonly script: (property: string) => ConfiguredScript | undefined;
}

/** What modules say of their scripts, as they run or would start now. */
export class ModuleScripts {
  constructor(
    private readonly overview: Pick<PropertyOverview, 'valuesOf'>,
    private readonly nodeId: string,
  ) {}

  /**
   * @param powers properties of which any that is true lets the script give power over the server
   * @returns undefined = there is no such module
   */
  async find(moduleId: string, powers: readonly string[]): Promise<ScriptedModule | undefined> {
    const values = await this.overview.valuesOf({ nodeId: this.nodeId, moduleId });
    if (values === undefined) return undefined;
    const config = new Map(values.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value] as const])));
    const fhirBase = config.get(fhirBaseProperty);
    const { options } = bindOptions(ScriptProperties, config, '');
    const settings = scriptSettings(options, {
      ...{ nodeId: this.nodeId, moduleId },
      ...(fhirBase !== undefined && { fhirBase }),
      ...(powers.some((key) => config.get(key) === 'true') && { mayAdminister: true as const }),
    });
    return {
      settings,
      script: (property) =>
        configuredScript(
          property,
          { file: config.get(`${property}.file`), text: config.get(`${property}.text`) },
          settings,
        ),
    };
  }

  /** For a script that is tried without a module: nothing may be called. */
  none(): ScriptSettings {
    return scriptSettings(new ScriptProperties(), { nodeId: this.nodeId, moduleId: '(none)' });
  }
}
