import { holdsSecret } from '#protocol/secret-text';
import { editDistance } from '#protocol/edit-distance';
import { acceptedGroups } from './accepted-groups.js';
import { declaredProperty, withoutTypePrefix, type ModuleTypeProperties } from './module-type-properties.js';

/** How the product and others end the names of what must not be read. A word too many hides a harmless value, a word too few shows a secret. */
const SECRET_NAME =
  /(?:password|passwd|passphrase|pwd|secret|credential|(?<!successful_)credentials|keypass|storepass|(?:jwks?|keys?)[._-]?text|jwt|token|jaas[._]config|(?:secret|private|access|account|shared|api|encryption|signing)[._-]?key)$/i;

/** So many letters may differ from a secret key: what is misspelt holds what belongs in the right one. */
const MISSPELT = 2;

/**
 * Whether the value of a property is never shown: what an options class declares is secret where the class says so, every other key where its name
 * says so, or nearly so, also in modules that are not part of this server (reference 1.3, V-50, V-102).
 * @param key without `module.<id>.config.`, in any spelling
 */
export function isSecretKey(module: ModuleTypeProperties, key: string): boolean {
  const declared = declaredProperty(module, key);
  if (declared !== undefined) return declared.secret === true;
  return SECRET_NAME.test(key) || isMisspeltSecret(module, withoutTypePrefix(module.type, key.toLowerCase()));
}

/** Whether the value of an option is never shown: because of its key, or since it holds a private key or a URL with a password, wherever it stands. */
export function isSecretOption(module: ModuleTypeProperties, key: string, value: string): boolean {
  return holdsSecret(value) || isSecretKey(module, key);
}

function isMisspeltSecret(module: ModuleTypeProperties, key: string): boolean {
  const accepted = acceptedGroups(module.type).flatMap(({ keys }) => Object.keys(keys));
  if (key.length > 100 || accepted.includes(key)) return false;
  const plain = withDots(key);
  const declared = module.properties.filter(({ secret }) => secret === true);
  const secrets = [
    ...declared.flatMap((property) => [property.key, ...(property.aliases ?? [])]),
    ...accepted.filter((each) => SECRET_NAME.test(each)),
  ];
  return secrets.some(
    (secret) => Math.abs(secret.length - plain.length) <= MISSPELT && editDistance(plain, withDots(secret)) <= MISSPELT,
  );
}

/** Which sign stands between words is forgotten first. */
function withDots(key: string): string {
  return key.replaceAll(/[_-]/g, '.');
}
