import type { ModuleMetadata } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ClientCors } from './cors/client-cors.js';
import { PreflightController } from './cors/preflight.controller.js';
import { FailureRecords } from './failures/failure-records.js';
import { OAuthErrorFilter } from './failures/oauth-error.filter.js';
import { PageErrorFilter } from './failures/page-error.filter.js';
import { FlowReply } from './replies/flow-reply.js';
import { NonceOffer } from './replies/nonce-offer.js';
import { VisitReader } from './requests/visit-reader.js';

/** What controllers share, and the answers to errors. */
export const httpParts: ModuleMetadata = {
  controllers: [PreflightController],
  providers: [
    // Whatever no controller answers, an unknown address above all, ends on the error page.
    { provide: APP_FILTER, useExisting: PageErrorFilter },
    ClientCors,
    FailureRecords,
    FlowReply,
    NonceOffer,
    OAuthErrorFilter,
    PageErrorFilter,
    VisitReader,
  ],
};
