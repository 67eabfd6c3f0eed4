import type { ModuleMetadata } from '@nestjs/common';
import { ClientCors } from './cors/client-cors.js';
import { PreflightController } from './cors/preflight.controller.js';
import { FailureRecords } from './failures/failure-records.js';
import { OAuthErrorFilter } from './failures/oauth-error.filter.js';
import { PageErrorFilter } from './failures/page-error.filter.js';
import { UnknownPosts } from './failures/unknown-posts.js';
import { FlowReply } from './replies/flow-reply.js';
import { NonceOffer } from './replies/nonce-offer.js';
import { VisitReader } from './requests/visit-reader.js';

/** What controllers share, and the answers to errors. */
export const httpParts: ModuleMetadata = {
  controllers: [PreflightController],
  providers: [
    ClientCors,
    FailureRecords,
    FlowReply,
    NonceOffer,
    OAuthErrorFilter,
    PageErrorFilter,
    UnknownPosts,
    VisitReader,
  ],
};
