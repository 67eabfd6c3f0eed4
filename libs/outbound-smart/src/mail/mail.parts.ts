import type { ModuleMetadata } from '@nestjs/common';
import { OwnerNotices } from './owner-notices.js';

/** Word to owners of accounts. */
export const mailParts: ModuleMetadata = { providers: [OwnerNotices] };
