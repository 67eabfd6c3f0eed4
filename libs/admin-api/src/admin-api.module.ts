/**
 * The JSON admin API: who may call, what calls and answers look like, and the routes. Everything it shows and changes is behind the ports of the
 * libraries that own it (ruling 52). Must not know how anything is stored.
 */
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { adminControllers } from './admin-api.parts.js';
import { adminRoutes } from './admin-routes.js';
import { AdminAccessCheck } from './callers/admin-access-check.js';
import { CallerAuthentication } from './callers/caller-authentication.js';
import { AdminDescription } from './description/admin-description.js';
import { DescriptionController } from './description/description.controller.js';
import { AdminErrorFilter } from './http/admin-error.filter.js';
import { ADMIN_ROUTES, NothingController } from './http/nothing.controller.js';

/** The routes alone, as far as they are described. */
@Module({})
export class AdminRoutesModule {
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return { module: AdminRoutesModule, imports, controllers: [...adminControllers] };
  }
}

/** Exports the check for the route guard, and the filter for whatever reaches no route. */
@Module({})
export class AdminApiModule {
  /** @param imports the modules that provide the ports of what is administered, and of who calls */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      module: AdminApiModule,
      imports: [...imports, AdminRoutesModule.forRoot({ imports })],
      controllers: [DescriptionController, NothingController],
      providers: [
        AdminDescription,
        AdminErrorFilter,
        CallerAuthentication,
        { provide: ADMIN_ROUTES, useFactory: () => adminRoutes([...adminControllers, DescriptionController]) },
        AdminAccessCheck,
      ],
      exports: [AdminAccessCheck, AdminErrorFilter],
    };
  }
}
