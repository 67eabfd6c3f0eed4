import type { ModuleMetadata } from '@nestjs/common';
import { CodapDecisions } from './codap-decisions.js';
import { CodapIssuers } from './codap-issuers.js';
import { CodapPeople } from './codap-people.js';
import { CodapRequests } from './codap-requests.js';

/** People whom other organisations vouch for at the token endpoint (CODAP). */
export const codapParts: ModuleMetadata = {
  providers: [CodapDecisions, CodapIssuers, CodapPeople, CodapRequests],
};
