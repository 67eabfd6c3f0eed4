import type { ModuleMetadata } from '@nestjs/common';
import { NEEDED_BY_DEFINITION } from '#module-config/needed-by-definition.port';
import { SERVER_SCRIPTS } from '#scripts/server-scripts.port';
import { DefinedServerScripts } from './defined-server-scripts.js';
import { FederatedAccounts } from './federated-accounts.js';
import { FederatedCallback } from './federated-callback.js';
import { FederatedFailures } from './federated-failures.js';
import { FederatedLoginController } from './federated-login.controller.js';
import { FederatedServers } from './federated-servers.js';
import { FederatedSignIns } from './federated-sign-in.js';
import { FederatedStart } from './federated-start.js';
import { MissingServers } from './missing-servers.js';
import { ServerChoice } from './server-choice.js';
import { SignInMemories } from './sign-in-memory.js';
import { UpstreamIdentities } from './upstream-identity.js';
import { UpstreamLogout } from './upstream-logout.js';
import { UpstreamTokenSource } from './upstream-tokens.js';

/** Sign-in at other OpenID Connect servers. */
export const federationParts: ModuleMetadata = {
  controllers: [FederatedLoginController],
  providers: [
    FederatedAccounts,
    FederatedCallback,
    FederatedFailures,
    FederatedServers,
    FederatedSignIns,
    FederatedStart,
    ServerChoice,
    SignInMemories,
    UpstreamIdentities,
    UpstreamLogout,
    UpstreamTokenSource,
    { provide: SERVER_SCRIPTS, useClass: DefinedServerScripts },
    { provide: NEEDED_BY_DEFINITION, useClass: MissingServers },
  ],
};
