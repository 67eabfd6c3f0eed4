// Owns the accounts of inbound modules: passwords, lockout, devices, changes and seeds; asks directories. Must not know what a person signs in for.
// Expects the tokens SQL, CHANGE_FEED, DATABASE_CLOCK, AUDIT_LOG, SLOW_HASHING, BROWSER_SESSIONS, SECRET_ENCRYPTION, SERVER_SECRETS and RESERVED_NAMES from global modules. Every instance is data: its
// module id is an argument of each call (ruling 51).
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { STORED_BY_DEFINITION } from '#module-config/stored-by-definition.port';
import { SUPERUSERS } from '#module-config/superusers.port';
import { SERVER_PEOPLE } from '#oidc-server-definition/server-people.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { BASIC_CREDENTIALS } from './basic-credentials.port.js';
import { DIRECTORY_CHECK } from './directory-check.port.js';
import { ldapSignIn } from './ldap/ldap.providers.js';
import { LDAP_INBOUND_INSTANCES, type LdapInboundInstances } from './ldap/ldap-inbound-instance.js';
import { EXTERNAL_ACCOUNTS } from './external-accounts.port.js';
import { ACCOUNTS_INSTANCES, type AccountsInstances } from './accounts/accounts-instance.js';
import { NodeSamlSignIn } from './saml/node-saml-sign-in.js';
import type { SamlInboundInstances } from './saml/saml-inbound-instance.js';
import { SAML_SIGN_IN } from './saml-sign-in.port.js';
import { PASSKEYS } from './passkeys.port.js';
import { passkeyProviders } from './passkeys/passkeys.providers.js';
import { SECOND_FACTORS } from './second-factor.port.js';
import { secondFactorProviders } from './second-factor/second-factor.providers.js';
import { OWN_PASSWORDS } from './own-password.port.js';
import { PASSWORD_RESETS } from './password-reset.port.js';
import { USER_ADMINISTRATION } from './user-administration.port.js';
import { USER_AUTHENTICATOR } from './user-authenticator.port.js';
import { USER_DIRECTORY } from './user-directory.port.js';
import { UNFINISHED_SIGN_IN_STORE } from './unfinished-sign-ins.port.js';
import { USER_REGISTRATIONS } from './user-registration.port.js';
import { USER_SEEDING } from './user-seeding.port.js';
import { storageProviders } from './stores/storage.providers.js';
import { SIGN_IN_COMPLETION } from './sign-in-completion.port.js';
import { signInProviders } from './local/sign-in.providers.js';
import { accountProviders } from './accounts/accounts.providers.js';
import { externalProviders } from './external/external.providers.js';
import { ownPasswordProviders } from './own-password/own-password.providers.js';
import { passwordResetProviders } from './password-reset/password-reset.providers.js';
import { scriptedProviders } from './scripted/scripted.providers.js';
import { registrationProviders } from './registration/registration.providers.js';
import { seedingProviders } from './seeding/seeding.providers.js';
import { administrationProviders } from './administration/administration.providers.js';

/** What the composition root decides about inbound security. */
export interface InboundSecurityModuleOptions {
  /** The accounts of all inbound modules by module id; looked up at each call, so entries may come and go while the server runs. */
  readonly instances: AccountsInstances;
  /** The same of SAML modules. */
  readonly saml: SamlInboundInstances;
  /** Those of them whose passwords a directory knows. */
  readonly directories: LdapInboundInstances;
  /** Modules that provide AUTHENTICATION_SCRIPT, REGISTRATION_SCRIPT and SIGN_IN_SCRIPT. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** Provides what its name list says: signing in, looking up, seeding and administering users. */
@Module({})
export class InboundSecurityModule {
  static forRoot(options: InboundSecurityModuleOptions): DynamicModule {
    return {
      module: InboundSecurityModule,
      global: true,
      imports: options.imports,
      providers: [
        { provide: ACCOUNTS_INSTANCES, useValue: options.instances },
        { provide: LDAP_INBOUND_INSTANCES, useValue: options.directories },
        {
          provide: SAML_SIGN_IN,
          inject: [CLOCK],
          useFactory: (clock: Clock) => new NodeSamlSignIn(options.saml, clock),
        },
        ...storageProviders,
        ...accountProviders,
        ...signInProviders,
        ...ldapSignIn,
        ...scriptedProviders,
        ...administrationProviders,
        ...externalProviders,
        ...ownPasswordProviders,
        ...passwordResetProviders,
        ...registrationProviders,
        ...seedingProviders,
        ...secondFactorProviders,
        ...passkeyProviders,
      ],
      exports: [
        ...[USER_AUTHENTICATOR, BASIC_CREDENTIALS, USER_DIRECTORY, USER_ADMINISTRATION, USER_SEEDING],
        ...[SERVER_PEOPLE, EXTERNAL_ACCOUNTS, OWN_PASSWORDS, SAML_SIGN_IN, SECOND_FACTORS, DIRECTORY_CHECK],
        ...[PASSKEYS, PASSWORD_RESETS, USER_REGISTRATIONS, SUPERUSERS, STORED_BY_DEFINITION, SIGN_IN_COMPLETION],
        UNFINISHED_SIGN_IN_STORE,
      ],
    };
  }
}
