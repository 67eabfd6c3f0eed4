import { CallbackScriptOptions } from '../callback-script.options.js';
import { ScriptProperties } from '#scripts/script-properties.port';
import { CredentialsCacheOptions } from '../attempts/credentials-cache.options.js';
import { LockoutOptions } from '../attempts/lockout.options.js';
import { SecondFactorOptions } from '../second-factor/second-factor.options.js';
import { DirectoryConnectionOptions } from './directory-connection.options.js';
import { DirectoryPeopleOptions } from './directory-people.options.js';

/** Properties of an LDAP inbound module (SECURITY_IN_LDAP, product reference 8.2 and 18.2) that have an effect. */
export class LdapInboundOptions {
  readonly connection = new DirectoryConnectionOptions();
  readonly people = new DirectoryPeopleOptions();
  readonly secondFactor = new SecondFactorOptions();
  readonly lockout = new LockoutOptions();
  readonly credentialsCache = new CredentialsCacheOptions();
  readonly callbackScript = new CallbackScriptOptions();
  readonly scriptEngine = new ScriptProperties();
}
