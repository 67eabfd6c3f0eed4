import type { ModuleMetadata } from '@nestjs/common';
import { JwksController } from './jwks.controller.js';
import { SecurityTxtController } from './security-txt.controller.js';
import { ServerDescriptions } from './server-descriptions.js';
import { WellKnownController } from './well-known.controller.js';

/** What the server says of itself. */
export const discoveryParts: ModuleMetadata = {
  controllers: [JwksController, SecurityTxtController, WellKnownController],
  providers: [ServerDescriptions],
};
