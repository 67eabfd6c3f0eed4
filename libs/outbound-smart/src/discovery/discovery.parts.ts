import type { ModuleMetadata } from '@nestjs/common';
import { EndpointHealthController } from './endpoint-health.controller.js';
import { JwksController } from './jwks.controller.js';
import { SecurityTxtController } from './security-txt.controller.js';
import { ServerDescriptions } from './server-descriptions.js';
import { WellKnownController } from './well-known.controller.js';

/** What the server says of itself. */
export const discoveryParts: ModuleMetadata = {
  controllers: [EndpointHealthController, JwksController, SecurityTxtController, WellKnownController],
  providers: [ServerDescriptions],
};
