import type { ConfigurationProblem } from '#module-config/property.port';
import type { IssuerOptions } from './issuer.options.js';

/** Keys of its own for each module; a configured set of keys signs unless a keystore is named as well (ruling 2). */
export function signingKeystoreId(moduleId: string, issuer: IssuerOptions): string {
  return issuer.keystoreId ?? (keySetProperty(issuer) === undefined ? moduleId : `jwks:${moduleId}`);
}

/** The property of a key set that does not sign because a keystore is named as well. */
export function ignoredKeySetProperty(issuer: IssuerOptions): string | undefined {
  return issuer.keystoreId === undefined ? undefined : keySetProperty(issuer);
}

/** Whoever forgets that the keystore counts first would sign with keys that no resource server trusts. */
export function signingKeystoreWarnings(moduleId: string, issuer: IssuerOptions): readonly ConfigurationProblem[] {
  const ignored = ignoredKeySetProperty(issuer);
  if (ignored === undefined) return [];
  const key = `module.${moduleId}.config.openid.signing.keystore_id`;
  const problem = `is set beside ${ignored}: the keystore "${String(issuer.keystoreId)}" signs, and the key set is not read`;
  return [{ key, problem, remedy: `Remove openid.signing.keystore_id to sign with the key set, else ${ignored}.` }];
}

/** The text counts before the file. */
function keySetProperty({ signingJwksFile, signingJwksText }: IssuerOptions): string | undefined {
  if (signingJwksText !== undefined) return 'openid.signing.jwks_text';
  return signingJwksFile === undefined ? undefined : 'openid.signing.jwks_file';
}
