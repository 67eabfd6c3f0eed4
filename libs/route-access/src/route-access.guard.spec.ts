import { Controller, Get, Module, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { RouteAccessModule } from './route-access.module.js';
import {
  NEEDED_PERMISSIONS,
  NeedsPermission,
  PUBLIC_ROUTE,
  PublicRoute,
  ROUTE_ACCESS_CHECK,
  type RouteAccessCheck,
} from './route-access.port.js';

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

@Controller('kept')
@NeedsPermission('VIEW_USERS', 'UPDATE_USER')
class KeptController {
  @Get()
  kept(): string {
    return 'kept';
  }

  @Get('open')
  @PublicRoute('one handler of a kept controller')
  open(): string {
    return 'open';
  }

  @Get('odd')
  @SetMetadata(NEEDED_PERMISSIONS, [])
  odd(): string {
    return 'no permission opens it';
  }
}

/** A module that does not import the guard's module: the guard stands in front of it all the same. */
@Module({ controllers: [ForgottenController, OpenController, KeptController] })
class ElsewhereModule {}

/** Lets in whoever says a permission in a header, as no check should. */
const check: RouteAccessCheck = {
  admit: (request, anyOf) => {
    const { holds } = (request as { headers: Record<string, string> }).headers;
    if (holds === undefined) return Promise.reject(new UnauthorizedException());
    return Promise.resolve(anyOf.includes(holds));
  },
};

@Module({ providers: [{ provide: ROUTE_ACCESS_CHECK, useValue: check }], exports: [ROUTE_ACCESS_CHECK] })
class CheckModule {}

async function start(access: typeof RouteAccessModule | ReturnType<typeof RouteAccessModule.forRoot>) {
  const module = await Test.createTestingModule({ imports: [access, ElsewhereModule] }).compile();
  const application = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await application.init();
  return application;
}

let app: NestFastifyApplication;
let withCheck: NestFastifyApplication;

beforeAll(async () => {
  app = await start(RouteAccessModule);
  withCheck = await start(RouteAccessModule.forRoot({ imports: [CheckModule] }));
});
afterAll(async () => {
  await app.close();
  await withCheck.close();
});

test.each([
  { url: '/forgotten', status: 403 },
  { url: '/forgotten?x=1', status: 403 },
  { url: '/%66orgotten', status: 403 },
  { url: '/open/closed', status: 403 },
  { url: '/open/odd', status: 403 },
  { url: '/forgotten/open', status: 200 },
  { url: '/open', status: 200 },
  { url: '/nowhere', status: 404 },
  { url: '/kept', status: 403 },
  { url: '/kept/odd', status: 403 },
  { url: '/kept/open', status: 200 },
])('R-09, V-101: GET $url → $status', async ({ url, status }) => {
  const response = await app.inject({ url });

  expect(response.statusCode).toBe(status);
  expect(response.body).not.toContain('secret');
});

test.each([
  { url: '/kept', headers: {}, status: 401 },
  { url: '/kept', headers: { holds: 'CREATE_USER' }, status: 403 },
  { url: '/kept', headers: { holds: 'VIEW_USERS' }, status: 200 },
  { url: '/kept', headers: { holds: 'UPDATE_USER' }, status: 200 },
  { url: '/kept/odd', headers: { holds: 'VIEW_USERS' }, status: 403 },
  { url: '/kept/open', headers: {}, status: 200 },
  { url: '/forgotten', headers: { holds: 'VIEW_USERS' }, status: 403 },
])('R-09: GET $url with $headers, where somebody checks permissions → $status', async ({ url, headers, status }) => {
  expect((await withCheck.inject({ url, headers })).statusCode).toBe(status);
});
