import type { INestApplication, Type } from '@nestjs/common';
import * as Swagger from '@nestjs/swagger';
import { ApiErrorDto } from './api-error.dto.js';
import { completeDocument } from './complete-document.js';
import { describeNow } from './late-descriptions.js';

const INTRODUCTION = `The JSON admin API of Gatehouse, a SMART on FHIR authorization server.

Callers authenticate by user name and password, or by an access token of a module that the listener trusts. What a body has beside the described
members is ignored, and named in a \`Warning\` header. Secrets are \`***\` in answers; a masked one that is sent back leaves the stored one as it is.`;

/**
 * Makes the OpenAPI description of the admin API from its controllers and DTOs.
 * @param module holds the controllers
 */
export function openApiDocument(app: INestApplication, module: Type<unknown>): Swagger.OpenAPIObject {
  describeNow(Swagger);
  const config = new Swagger.DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Gatehouse JSON admin API')
    .setDescription(INTRODUCTION)
    .setVersion('1')
    .addBasicAuth()
    .addBearerAuth()
    .addSecurityRequirements('basic')
    .addSecurityRequirements('bearer')
    .build();
  const options = { include: [module], extraModels: [ApiErrorDto], operationIdFactory };
  return completeDocument(Swagger.SwaggerModule.createDocument(app, config, options));
}

function operationIdFactory(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}.${method}`;
}
