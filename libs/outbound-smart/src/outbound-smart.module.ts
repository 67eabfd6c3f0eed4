/**
 * The SMART on FHIR authorization server: endpoints, authorization flow, grants, tokens, clients. Knows users, keys, pages
 * and scripts only through their ports. An instance is data that arrives with each request (ruling 51).
 */
import { Module, type DynamicModule } from '@nestjs/common';
import { NEEDED_BY_DEFINITION } from '#module-config/needed-by-definition.port';
import { OWN_TOKENS } from '#inbound-security/own-tokens.port';
import { SERVER_SCRIPTS } from '#scripts/server-scripts.port';
import { TOKEN_PREVIEW } from '#scripts/token-preview.port';
import { RESERVED_NAMES } from '#inbound-security/reserved-names.port';
import { accountParts } from './account/account.parts.js';
import { authorizationFlowParts } from './authorization-flow/authorization-flow.parts.js';
import { clientAuthenticationParts } from './client-authentication/client-authentication.parts.js';
import { CLIENT_REGISTRY } from './clients/client-registry.port.js';
import { CLIENT_ADMINISTRATION } from './clients/client-administration.port.js';
import { CLIENT_SEEDING } from './clients/client-seeding.port.js';
import { clientsParts } from './clients/clients.parts.js';
import { codapParts } from './codap/codap.parts.js';
import { deviceParts } from './device/device.parts.js';
import { discoveryParts } from './discovery/discovery.parts.js';
import { exchangeParts } from './exchange/exchange.parts.js';
import { passkeysParts } from './passkeys/passkeys.parts.js';
import { federationParts } from './federation/federation.parts.js';
import { forgotPasswordParts } from './forgot-password/forgot-password.parts.js';
import { grantsParts } from './grants/grants.parts.js';
import { OAuthErrorFilter } from './http/failures/oauth-error.filter.js';
import { PageErrorFilter } from './http/failures/page-error.filter.js';
import { httpParts } from './http/http.parts.js';
import { OUTBOUND_INSTANCES, type OutboundInstances } from './instances/outbound-instances.js';
import { launchParts } from './launch/launch.parts.js';
import { logoutParts } from './logout/logout.parts.js';
import { mailParts } from './mail/mail.parts.js';
import { refusalsParts } from './refusals/refusals.parts.js';
import { registrationParts } from './registration/registration.parts.js';
import { selfRegistrationParts } from './self-registration/self-registration.parts.js';
import { samlParts } from './saml/saml.parts.js';
import { senderConstraintParts } from './sender-constraint/sender-constraint.parts.js';
import { SESSION_ADMINISTRATION } from './session-management/session-administration.port.js';
import { sessionManagementParts } from './session-management/session-management.parts.js';
import { storesParts } from './stores/stores.parts.js';
import { BEARER_AUTHENTICATION } from './tokens/bearer-authentication.port.js';
import { tokensParts } from './tokens/tokens.parts.js';
import { userAccessBrandsParts } from './user-access-brands/user-access-brands.parts.js';

/** What the composition root hands over. */
export interface OutboundSmartRequirements {
  /** The modules that provide the ports of users, browser sessions, pages and scripts. */
  readonly imports: NonNullable<DynamicModule['imports']>;
  /** The SMART outbound modules that run; looked up at each call, so entries may come and go while the server runs. */
  readonly instances: OutboundInstances;
}

/** The folders of this library, each with what it adds to the module. */
const folders = [
  accountParts,
  authorizationFlowParts,
  clientAuthenticationParts,
  clientsParts,
  codapParts,
  deviceParts,
  discoveryParts,
  exchangeParts,
  federationParts,
  passkeysParts,
  forgotPasswordParts,
  grantsParts,
  httpParts,
  launchParts,
  logoutParts,
  mailParts,
  refusalsParts,
  registrationParts,
  selfRegistrationParts,
  samlParts,
  senderConstraintParts,
  sessionManagementParts,
  storesParts,
  tokensParts,
  userAccessBrandsParts,
];

@Module({
  controllers: folders.flatMap(({ controllers = [] }) => controllers),
  providers: folders.flatMap(({ providers = [] }) => providers),
  exports: [
    BEARER_AUTHENTICATION,
    OWN_TOKENS,
    CLIENT_ADMINISTRATION,
    CLIENT_REGISTRY,
    CLIENT_SEEDING,
    NEEDED_BY_DEFINITION,
    SERVER_SCRIPTS,
    SESSION_ADMINISTRATION,
    RESERVED_NAMES,
    TOKEN_PREVIEW,
    PageErrorFilter,
    OAuthErrorFilter,
  ],
})
export class OutboundSmartModule {
  static forRoot({ imports, instances }: OutboundSmartRequirements): DynamicModule {
    const providers = [{ provide: OUTBOUND_INSTANCES, useValue: instances }];
    // Global, because the libraries below ask which names are reserved, and whose tokens are ours.
    return { module: OutboundSmartModule, global: true, imports, providers };
  }
}
