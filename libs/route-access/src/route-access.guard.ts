import { type CanActivate, type ExecutionContext, Inject, Injectable, Optional } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { NEEDED_PERMISSIONS, PUBLIC_ROUTE, ROUTE_ACCESS_CHECK, type RouteAccessCheck } from './route-access.port.js';

/**
 * Refuses every route that does not say in its own code who may call it: a forgotten decorator closes a door instead of opening it.
 * Guards run after routing, on the matched handler, so no variant of a path leads around it.
 */
@Injectable()
export class RouteAccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Optional() @Inject(ROUTE_ACCESS_CHECK) private readonly check?: RouteAccessCheck,
  ) {}

  /** What the handler says counts, else what its controller says. @returns false, answered with 403, where neither says anything */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    for (const target of [context.getHandler(), context.getClass()]) {
      const needed = this.reflector.get<unknown>(NEEDED_PERMISSIONS, target);
      if (needed !== undefined) return this.holdsOne(context, needed);
      const reason = this.reflector.get<unknown>(PUBLIC_ROUTE, target);
      if (reason !== undefined) return typeof reason === 'string' && reason.trim() !== '';
    }
    return false;
  }

  private async holdsOne(context: ExecutionContext, anyOf: unknown): Promise<boolean> {
    if (this.check === undefined || !Array.isArray(anyOf) || anyOf.length === 0) return false;
    return this.check.admit(context.switchToHttp().getRequest<unknown>(), anyOf as readonly string[]);
  }
}
