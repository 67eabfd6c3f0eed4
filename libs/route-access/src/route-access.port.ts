import { type CustomDecorator, SetMetadata } from '@nestjs/common';

/** Metadata key under which a route says why anybody may call it. */
export const PUBLIC_ROUTE = Symbol('PublicRoute');

/**
 * Opens a controller or one handler to callers that nobody has identified; every other route is refused.
 *
 * @param reason why that is safe, e.g. `the token endpoint authenticates the client itself`; shown in the route inventory.
 */
export function PublicRoute(reason: string): CustomDecorator<symbol> {
  return SetMetadata(PUBLIC_ROUTE, reason);
}
