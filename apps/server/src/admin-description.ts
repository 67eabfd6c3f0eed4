import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AdminRoutesModule } from '#admin-api/admin-api.module';
import { AdminDescription } from '#admin-api/description/admin-description';

/** Lets the admin API describe itself, from its routes as the application has them; what it takes is loaded when somebody asks. */
export function describeAdminApi(app: NestFastifyApplication): void {
  app.get(AdminDescription, { strict: false }).madeBy(async () => {
    const { openApiDocument } = await import('#admin-api/description/open-api-document');
    return openApiDocument(app, AdminRoutesModule);
  });
}
