import type { ModuleMetadata } from '@nestjs/common';
import { FailureLog } from './failure-log.js';

/** What a refusal leaves in the log. */
export const refusalsParts: ModuleMetadata = {
  providers: [FailureLog],
};
