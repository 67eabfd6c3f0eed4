import { editDistance } from '../edit-distance.js';
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
  return holdsPrivateKey(value) || holdsUrlPassword(value) || isSecretKey(module, key);
}

/**
 * Whether a text is a URL, or a list of them, that lets in whoever reads it: by a password in front of the host (RFC 3986 §3.2.1), or by a
 * parameter that is named so. A reference to a variable in its place is no password.
 */
export function holdsUrlPassword(text: string): boolean {
  return text
    .split(/[\s,]+/)
    .some((url) => URL_START.test(url) && (USER_PASSWORD.test(url) || PASSWORD_PARAMETER.test(url)));
}

const URL_START = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\//i;
const USER_PASSWORD = /^[a-z0-9+.:-]+:\/\/[^/?#@:]*:[^/?#@]+@/i;
const PASSWORD_PARAMETER = /[?&;][a-z_-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key)=[^&;#]/i;

/** Whether a text is, or holds, a private key: as PEM, as JSON Web Key however it is quoted, or as the base64 that is in a PEM file. */
export function holdsPrivateKey(text: string): boolean {
  return /BEGIN [A-Z0-9 ]*PRIVATE KEY/i.test(text) || holdsPrivateJwk(text) || isPrivateDer(text.replaceAll(/\s/g, ''));
}

function holdsPrivateJwk(text: string): boolean {
  return /\bkty\b/.test(text) && /\b(?:d|p|q|k)\\?["']?\s*:\s*\\?["']?[\w-]/.test(text);
}

/** PKCS #8 and #1 begin as a sequence with version 0, SEC 1 with version 1 and an octet string (RFC 5208 §5, RFC 8017 A.1.2, RFC 5915 §3). */
function isPrivateDer(text: string): boolean {
  if (!/^[\w+/-]{40,}=*$/.test(text)) return false;
  const start = Buffer.from(text.slice(0, 16), 'base64').toString('hex');
  return /^30(?:[0-7].|81..|82....)0201(?:00|0104)/.test(start);
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
