import { editDistance } from '#protocol/edit-distance';
import { declaredProperty, withoutTypePrefix, type ModuleTypeProperties } from './module-type-properties.js';

/**
 * How the product names all its scripts: `post_authorize_script.text`, `codap.auth_script.file`, `callback_script.text`,
 * `user_self_registration.create_script.file` (reference 9 and 11).
 */
const scriptKey = /(?:^|[._])script\.(?:file|text)$/;
/** With another ending or none. What begins with `script.` sets how scripts run. */
const likeScriptKey = /[._]scripts?(?:\.\w+)?$/;

/** Characters of a key that are compared with others, and how many of them may differ. */
const LONGEST_KEY = 100;
const MOST_SLIPS = 3;

/** Whether a property names a script, or has its text. */
export function isScriptKey(key: string): boolean {
  return scriptKey.test(key);
}

/** Whether a key is meant to name a script and is none of the module's, so that the script would be skipped in silence (ruling 53). */
export function isStrayScriptKey(module: ModuleTypeProperties, key: string): boolean {
  if (declaredProperty(module, key) !== undefined) return false;
  const plain = plainKey(module, key);
  if (isScriptKey(plain) || likeScriptKey.test(plain)) return true;
  const { slips } = nearestScriptKey(module, key) ?? { slips: Infinity };
  return slips <= MOST_SLIPS;
}

/** The key of a script of such modules that another one is most like; undefined where they run none. */
export function nearestScriptKey(
  module: ModuleTypeProperties,
  key: string,
): { readonly key: string; readonly slips: number } | undefined {
  const plain = plainKey(module, key);
  return module.properties
    .filter((each) => isScriptKey(each.key))
    .map((each) => ({ key: each.key, slips: editDistance(plain, each.key) }))
    .toSorted((one, other) => one.slips - other.slips)[0];
}

/** The end of it, in the manner of the product: `postAuthorizeScript.text` is `post_authorize_script.text`. */
function plainKey({ type }: ModuleTypeProperties, key: string): string {
  const end = key.slice(-LONGEST_KEY).replaceAll(/([a-z])(?=[A-Z])/g, '$1_');
  return withoutTypePrefix(type, end.toLowerCase().replaceAll('-', '_'));
}
