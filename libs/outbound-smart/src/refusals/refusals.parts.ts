import type { ModuleMetadata } from '@nestjs/common';
import { FailureLog } from './failure-log.js';
import { RefusalRecords } from './refusal-records.js';

/** What a refusal leaves in the log and the audit log. */
export const refusalsParts: ModuleMetadata = {
  providers: [FailureLog, RefusalRecords],
};
