import { applyDecorators, Controller, UseFilters, UseInterceptors } from '@nestjs/common';
import { NeedsPermission } from '#route-access/route-access.port';
import { describeLater } from '../description/late-descriptions.js';
import { describeRoute, type RouteDescription } from '../description/route-description.js';
import { AdminErrorFilter } from './admin-error.filter.js';
import { ADMIN_PREFIX } from './admin-prefix.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { takesQuery } from './query-dto.js';

/** A controller of the admin API; its routes say who may call them by {@link Opens}. */
export function AdminController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`${ADMIN_PREFIX}/${path}`),
    UseFilters(AdminErrorFilter),
    UseInterceptors(AnswerInterceptor),
    (controller: object) => {
      describeLater(({ ApiTags }) => {
        ApiTags(tag)(controller as () => void);
      });
    },
  );
}

/** Opens a route to callers with a permission, and describes it for the OpenAPI document. */
export function Opens(description: RouteDescription): MethodDecorator {
  const { needs, query } = description;
  return applyDecorators(NeedsPermission(...needs), ...(query ? [takesQuery(query)] : []), describeRoute(description));
}
