import { Logger, type ModuleMetadata } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { AbandonedApps } from './abandoned-apps.js';
import { ClientConfigurationController } from './client-configuration.controller.js';
import { ClientManagement } from './client-management.js';
import { ClientRegistration } from './client-registration.js';
import { InitialAccessTokenEndpoint } from './initial-access-token-endpoint.js';
import { InitialAccessTokenController } from './initial-access-token.controller.js';
import { InitialAccessTokens } from './initial-access-tokens.js';
import { RegisterController } from './register.controller.js';
import { RegisteredClients } from './registered-clients.js';
import { Registrants } from './registrants.js';
import { RegistrationQuotas } from './registration-quotas.js';
import { RegistrationTerms } from './registration-terms.js';
import { SecretRenewal } from './secret-renewal.js';
import { SectorIdentifier } from './sector-identifier.js';

/** Apps that register and manage themselves (RFC 7591, RFC 7592). */
export const registrationParts: ModuleMetadata = {
  controllers: [ClientConfigurationController, InitialAccessTokenController, RegisterController],
  providers: [
    AbandonedApps,
    {
      provide: Symbol('UnusedRegistrations'),
      inject: [AbandonedApps, BACKGROUND_WORK],
      useFactory: (apps: AbandonedApps, background: BackgroundWork) =>
        new RowPurge({
          ...{ rows: 'registrations', background },
          portion: () => apps.endPortion(),
          logger: new Logger('OutboundSmart'),
        }),
    },
    ClientManagement,
    ClientRegistration,
    InitialAccessTokenEndpoint,
    InitialAccessTokens,
    RegisteredClients,
    Registrants,
    RegistrationQuotas,
    RegistrationTerms,
    SecretRenewal,
    SectorIdentifier,
  ],
};
