import type { ModuleMetadata } from '@nestjs/common';
import { ConnectedApps } from './connected-apps.js';
import { SESSION_ADMINISTRATION } from './session-administration.port.js';
import { SessionAdministrator } from './session-administrator.js';
import { SessionManagementController } from './session-management.controller.js';
import { SessionManagement } from './session-management.js';
import { WithdrawalRecords } from './withdrawal-records.js';

/** The person's own page, and what administrators see of it. */
export const sessionManagementParts: ModuleMetadata = {
  controllers: [SessionManagementController],
  providers: [
    { provide: SESSION_ADMINISTRATION, useClass: SessionAdministrator },
    ConnectedApps,
    SessionManagement,
    WithdrawalRecords,
  ],
};
