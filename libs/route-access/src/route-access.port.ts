import { type CustomDecorator, SetMetadata } from '@nestjs/common';

/** Metadata key under which a route says why anybody may call it. */
export const PUBLIC_ROUTE = Symbol('PublicRoute');
/** Metadata key under which a route says which permissions open it. */
export const NEEDED_PERMISSIONS = Symbol('NeededPermissions');

/**
 * Opens a controller or one handler to callers that nobody has identified; every other route is refused.
 *
 * @param reason why that is safe, e.g. `the token endpoint authenticates the client itself`; shown in the route inventory.
 */
export function PublicRoute(reason: string): CustomDecorator<symbol> {
  return SetMetadata(PUBLIC_ROUTE, reason);
}

/** Opens a controller or one handler to callers who hold one of these permissions; who they are, and what they hold, a {@link RouteAccessCheck} tells. */
export function NeedsPermission(...anyOf: readonly [string, ...string[]]): CustomDecorator<symbol> {
  return SetMetadata(NEEDED_PERMISSIONS, anyOf);
}

/** Identifies who calls a route that needs a permission. Where none is provided, nobody gets in. */
export interface RouteAccessCheck {
  /**
   * @param request the platform's request
   * @returns true for a caller who holds one of the permissions; everybody else is answered by the error that is thrown
   */
  admit(request: unknown, anyOf: readonly string[]): Promise<boolean>;
}

/** DI token of {@link RouteAccessCheck}. */
export const ROUTE_ACCESS_CHECK = Symbol('RouteAccessCheck');
