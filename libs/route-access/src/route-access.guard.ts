import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC_ROUTE } from './route-access.port.js';

/**
 * Refuses every route that does not say in its own code who may call it: a forgotten decorator closes a door instead of opening it.
 * Guards run after routing, on the matched handler, so no variant of a path leads around it.
 */
@Injectable()
export class RouteAccessGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  /** @returns false, answered with 403, where neither handler nor controller carries `@PublicRoute` with a reason. */
  canActivate(context: ExecutionContext): boolean {
    const reason = this.reflector.getAllAndOverride<unknown>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]);
    return typeof reason === 'string' && reason.trim() !== '';
  }
}
