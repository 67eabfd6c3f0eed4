import type { ModuleMetadata } from '@nestjs/common';
import { ClientJwksController } from './client-jwks.controller.js';
import { EndpointHealthController } from './endpoint-health.controller.js';
import { JwksController } from './jwks.controller.js';
import { SecurityTxtController } from './security-txt.controller.js';
import { ServerDescriptions } from './server-descriptions.js';
import { WellKnownController } from './well-known.controller.js';

/** What the server says of itself. */
export const discoveryParts: ModuleMetadata = {
  controllers: [
    ClientJwksController,
    EndpointHealthController,
    JwksController,
    SecurityTxtController,
    WellKnownController,
  ],
  providers: [ServerDescriptions],
};
