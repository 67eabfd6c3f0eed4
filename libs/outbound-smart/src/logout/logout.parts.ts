import type { ModuleMetadata } from '@nestjs/common';
import { BackChannelDelivery } from './back-channel-delivery.js';
import { BackChannelLogout } from './back-channel-logout.js';
import { FederatedLogoutController } from './federated-logout.controller.js';
import { LogoutEndpoint } from './logout-endpoint.js';
import { LogoutProofs } from './logout-proof.js';
import { LogoutController } from './logout.controller.js';
import { Logout } from './logout.js';
import { SessionClients } from './session-clients.js';
import { SessionEnds } from './session-ends.js';
import { SignOutReturns } from './sign-out-returns.js';

/** The end of a session, told to apps. */
export const logoutParts: ModuleMetadata = {
  controllers: [FederatedLogoutController, LogoutController],
  providers: [
    BackChannelDelivery,
    BackChannelLogout,
    Logout,
    LogoutEndpoint,
    LogoutProofs,
    SessionClients,
    SessionEnds,
    SignOutReturns,
  ],
};
