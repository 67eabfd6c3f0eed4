import { declaredProperty, type ModuleTypeProperties } from './module-type-properties.js';

/** How the product and others end the names of what must not be read. A word too many hides a harmless value, a word too few shows a secret. */
const SECRET_NAME =
  /(?:password|passwd|passphrase|pwd|secret|credential|keypass|storepass|jwks?_text|keys?_text|jwt|token|jaas[._]config|(?:secret|private|access|account|shared|api|encryption|signing)[._-]?key)$/i;

/**
 * Whether the value of a property is never shown: what an options class declares is secret where the class says so, every other key where its name
 * says so, also in modules that are not part of this server (reference 1.3, V-50, V-102).
 * @param key without `module.<id>.config.`, in any spelling
 */
export function isSecretKey(module: ModuleTypeProperties, key: string): boolean {
  const declared = declaredProperty(module, key);
  return declared === undefined ? SECRET_NAME.test(key) : declared.secret === true;
}
