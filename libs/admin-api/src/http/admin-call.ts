import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { BasedOn } from '#protocol/administration/based-on';
import type { JsonBounds } from '#protocol/json/json-bounds';
import type { JsonObject } from '#protocol/json/json-object';
import { callerOf, type AdminCaller } from '../callers/admin-caller.js';
import type { AdminJsonInstance } from '../instances/admin-json-instance.js';
import { readAdminRequest } from './admin-request.js';
import { archiveBodyOf } from './archive-body.js';
import { versionsToMatch } from './entity-tag.js';
import { jsonBodyOf } from './json-body.js';
import { expectedQuery, takeQuery } from './query-dto.js';

/** A call of the admin API by somebody who may make it. */
export interface AdminCall<Query = object> {
  /** The module whose listener it came in by. */
  readonly instance: AdminJsonInstance;
  readonly author: AdminCaller['author'];
  /** @throws ApiError 400 or 415 — as {@link jsonBodyOf} */
  readonly body: (bounds?: JsonBounds) => JsonObject;
  /** The body of a call that may do without one. */
  readonly bodyOrNothing: () => JsonObject;
  /** A body that is an archive. @throws ApiError 400, 413 or 415 — as {@link archiveBodyOf} */
  readonly archive: (most: number) => Promise<Buffer>;
  /** The parameters of the address, as the route expects them. */
  readonly query: Query;
  /** The author and, from `If-Match`, the versions that a change may be based on. @throws ApiError 400 — as {@link versionsToMatch} */
  readonly change: () => BasedOn & { readonly author: AdminCaller['author'] };
  /** Entity tags in `If-None-Match`. */
  readonly knownTags: readonly string[];
}

/**
 * Parameter decorator: the {@link AdminCall} of a request that the guard has let in.
 * @throws ApiError 400 — the address has other parameters than the route takes
 */
export const Call = createParamDecorator((_data: unknown, context: ExecutionContext): AdminCall => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const call = readAdminRequest(request);
  const caller = call && callerOf(call.key);
  if (call === undefined || caller === undefined)
    throw new Error('A route of the admin API was reached by somebody who is unknown.');
  const { instance, headerValues } = call;
  const { author } = caller;
  return {
    ...{ instance, author, knownTags: headerValues('if-none-match') },
    body: (bounds) => jsonBodyOf(request, bounds),
    archive: (most) => archiveBodyOf(request, most),
    bodyOrNothing: () => (call.hasBody ? jsonBodyOf(request) : {}),
    query: takeQuery(expectedQuery(context.getHandler()), call.query),
    change: () => {
      const ifVersions = versionsToMatch(headerValues('if-match'));
      return ifVersions === undefined ? { author } : { author, ifVersions };
    },
  };
});
