import { withoutTypePrefix } from '../catalogue/module-type-properties.js';
import type { ModuleDefinition } from '../module-definitions.js';

/** Whether a listener of the admin API takes passwords by HTTP Basic; it does unless it is told otherwise. */
export function takesHttpBasic({ type, config }: Pick<ModuleDefinition, 'type' | 'config'>): boolean {
  const written = [...config].find(([key]) => withoutTypePrefix(type, key) === 'security.http.basic.enabled');
  return written?.[1].value.trim().toLowerCase() !== 'false';
}
