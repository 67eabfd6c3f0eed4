import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { AdminAccessCheck } from '#admin-api/callers/admin-access-check';
import { ConsoleAccessCheck } from '#admin-console/visitors/console-access-check';
import { ROUTE_ACCESS_CHECK, type RouteAccessCheck } from '#route-access/route-access.port';

/** Who may open a route that needs a permission: asked of the listener that the request came in by. */
@Module({})
export class AdministratorsModule {
  /** @param imports the modules that export the checks of the admin API and of the console */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      module: AdministratorsModule,
      imports,
      providers: [
        {
          provide: ROUTE_ACCESS_CHECK,
          inject: [AdminAccessCheck, ConsoleAccessCheck],
          useFactory: (...checks: readonly RouteAccessCheck[]): RouteAccessCheck => ({
            // Each says no at once to requests of other listeners.
            admit: async (request, anyOf) => {
              for (const check of checks) if (await check.admit(request, anyOf)) return true;
              return false;
            },
          }),
        },
      ],
      exports: [ROUTE_ACCESS_CHECK],
    };
  }
}
