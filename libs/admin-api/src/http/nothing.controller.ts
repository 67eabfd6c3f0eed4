import { All, Controller, Inject, Req, UseFilters } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { methodsAt, type AdminRoute } from '../admin-routes.js';
import { AdminErrorFilter } from './admin-error.filter.js';
import { ADMIN_PREFIX } from './admin-prefix.js';
import { ApiError } from './api-error.js';

/** DI token of the routes that there are. */
export const ADMIN_ROUTES = Symbol('AdminRoutes');

/** What no other route answers: an address where nothing is, or one that has other methods (RFC 9110 §15.5.6, V-65). */
@Controller(ADMIN_PREFIX)
@UseFilters(AdminErrorFilter)
@PublicRoute('There is nothing here.')
export class NothingController {
  constructor(@Inject(ADMIN_ROUTES) private readonly routes: readonly AdminRoute[]) {}

  @All('*')
  answer(@Req() { raw, method }: FastifyRequest): never {
    const path = (raw.url ?? '').split('?')[0]?.slice(ADMIN_PREFIX.length + 1) ?? '';
    const allowed = methodsAt(this.routes, path);
    // The route is there: a part of its path is longer than anything is called.
    if (allowed.length === 0 || allowed.includes(method)) throw new ApiError(404, 'There is nothing at this address.');
    throw new ApiError(405, `This address answers ${allowed.join(', ')} only.`, { allowed });
  }
}
