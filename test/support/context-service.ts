import {
  Controller,
  Get,
  InternalServerErrorException,
  Module,
  NotFoundException,
  Param,
  UseGuards,
  type DynamicModule,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  SmartCaller,
  SmartResourceServerGuard,
  SmartResourceServerModule,
  SmartRoute,
} from '../../apps/resource-server/src/main.js';

/** Who tokens for the context service are made for. */
export const CONTEXT_AUDIENCE = 'https://context.example';

/** Whom the service let in. */
export const callers: string[] = [];

/** What happens elsewhere while the service is asked about somebody. */
export const meanwhile = new Map<string, () => Promise<unknown>>();

/**
 * What an EHR knows of a launch that it began: `order-7` is about patient 7. It takes tokens of a client that has `system/Encounter.r`, made for this
 * very service, and reads signature, issuer and expiry itself. `broken` fails, and `stuck` is never answered.
 */
@Controller()
@UseGuards(SmartResourceServerGuard)
@SmartRoute({ scopes: ['system/Encounter.r'] })
class ContextController {
  @Get('launches/:id')
  launch(@Param('id') id: string, @SmartCaller() { clientId }: { readonly clientId: string }) {
    callers.push(clientId);
    if (id === 'broken') throw new InternalServerErrorException('the context service is out of order');
    if (id === 'stuck') return new Promise(() => undefined);
    const [, number] = /^order-(\d+)$/.exec(id) ?? [];
    if (number === undefined) throw new NotFoundException();
    return { patient: number, encounter: `e${number}`, study: `ImagingStudy/s${number}` };
  }

  @Get('people/:username')
  async person(@Param('username') username: string) {
    await meanwhile.get(username)?.();
    return { patient: `of-${username}`, encounter: 'none', study: 'ImagingStudy/none' };
  }
}

@Module({ controllers: [ContextController] })
class ContextModule {
  static of(issuer: string): DynamicModule {
    const issuers = [{ issuer, permissions: () => [{ permission: 'ROLE_FHIR_CLIENT_SUPERUSER_RO' }] }];
    const options = { issuers, audience: CONTEXT_AUDIENCE, cacheSeconds: 0, evaluation: true };
    return { module: ContextModule, imports: [SmartResourceServerModule.forRoot(options)] };
  }
}

/** Starts the service, an application of somebody else, on a port. */
export async function startContextService(issuer: string, port: number): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(ContextModule.of(issuer), adapter, { logger: false });
  await app.listen(port, '127.0.0.1');
  return app;
}
