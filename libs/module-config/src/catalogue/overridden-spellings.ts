import type { ConfigurationValue } from '../configuration-value.js';
import { withoutTypePrefix } from './module-type-properties.js';

/**
 * The values without those that the environment gives under another spelling: `security_out_smart.issuer.url` of the environment stands above
 * `issuer.url` of the file, and the other way round (ruling 15, ruling 55).
 * @param values by key, without `module.<id>.config.`
 */
export function withoutOverridden(
  moduleType: string,
  values: ReadonlyMap<string, ConfigurationValue>,
): ReadonlyMap<string, ConfigurationValue> {
  const fromEnvironment = [...values].filter(([, { origin }]) => origin === 'environment');
  const overridden = new Set(fromEnvironment.map(([key]) => withoutTypePrefix(moduleType, key)));
  return new Map(
    [...values].filter(
      ([key, { origin }]) => origin === 'environment' || !overridden.has(withoutTypePrefix(moduleType, key)),
    ),
  );
}
