import { Controller, Get, Module, SetMetadata } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { RouteAccessModule } from './route-access.module.js';
import { PUBLIC_ROUTE, PublicRoute } from './route-access.port.js';

@Controller('forgotten')
class ForgottenController {
  @Get()
  secret(): string {
    return 'secret';
  }

  @Get('open')
  @PublicRoute('one handler of a closed controller')
  open(): string {
    return 'open';
  }
}

@Controller('open')
@PublicRoute('a whole controller')
class OpenController {
  @Get()
  open(): string {
    return 'open';
  }

  @Get('closed')
  @PublicRoute('')
  closed(): string {
    return 'no reason, no access';
  }

  @Get('odd')
  @SetMetadata(PUBLIC_ROUTE, true)
  odd(): string {
    return 'not a reason';
  }
}

/** A module that does not import the guard's module: the guard stands in front of it all the same. */
@Module({ controllers: [ForgottenController, OpenController] })
class ElsewhereModule {}

let app: NestFastifyApplication;

beforeAll(async () => {
  const module = await Test.createTestingModule({ imports: [RouteAccessModule, ElsewhereModule] }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
});
afterAll(() => app.close());

test.each([
  { url: '/forgotten', status: 403 },
  { url: '/forgotten?x=1', status: 403 },
  { url: '/%66orgotten', status: 403 },
  { url: '/open/closed', status: 403 },
  { url: '/open/odd', status: 403 },
  { url: '/forgotten/open', status: 200 },
  { url: '/open', status: 200 },
  { url: '/nowhere', status: 404 },
])('R-09, V-101: GET $url → $status', async ({ url, status }) => {
  const response = await app.inject({ url });

  expect(response.statusCode).toBe(status);
  expect(response.body).not.toContain('secret');
});
