import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RouteAccessGuard } from './route-access.guard.js';

/** Puts the default-deny guard in front of every route of the application, whichever module it is in. */
@Module({ providers: [{ provide: APP_GUARD, useClass: RouteAccessGuard }] })
export class RouteAccessModule {
  /** @param imports the module that exports ROUTE_ACCESS_CHECK; without one, routes that need a permission answer nobody */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return { module: RouteAccessModule, imports };
  }
}
