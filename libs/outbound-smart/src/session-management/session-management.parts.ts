import type { ModuleMetadata } from '@nestjs/common';
import { ConnectedApps } from './connected-apps.js';
import { SessionManagementController } from './session-management.controller.js';
import { SessionManagement } from './session-management.js';

/** The person's own page. */
export const sessionManagementParts: ModuleMetadata = {
  controllers: [SessionManagementController],
  providers: [ConnectedApps, SessionManagement],
};
