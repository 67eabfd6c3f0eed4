import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '#protocol/clock';
import { ownFirstParts as partsOfAdmin } from '../../libs/admin-api/src/instances/own-first-parts.js';
import { ownFirstParts } from '../../libs/outbound-smart/src/discovery/own-first-parts.js';
import { load, readConfiguration } from '../support/product.js';
import { synonyms, waysToWrite } from '../support/path-variants.js';
import { sendRaw } from '../support/raw-http.js';
import { TEST_ENCRYPTION_KEY } from '../support/test-encryption-key.js';
import { configurationFolder, startTestServer, type TestServer } from '../support/test-server.js';

const { NestFactory } = await load<typeof import('@nestjs/core')>('@nestjs/core');
const { AppModule } = await load<typeof import('../../apps/server/src/app.module.js')>('apps/server/src/app.module.ts');
const { httpAdapter } = await load<typeof import('../../apps/server/src/http-pipeline.js')>(
  'apps/server/src/http-pipeline.ts',
);
const { ServerRuntime } = await load<typeof import('../../apps/server/src/runtime/server-runtime.js')>(
  'apps/server/src/runtime/server-runtime.ts',
);

/** A route of the running router, as a client addresses it. */
interface Route {
  readonly method: string;
  readonly path: string;
}

/** The prefix that a SMART listener puts in front by itself. */
const PREFIX = '/smart';

/** Reads the routes from the router itself, so that a new one is tested without anybody thinking of it. */
async function routesOf(databaseUrl: string): Promise<readonly Route[]> {
  const folder = await configurationFolder(9_200, {});
  const environment = { GATEHOUSE_CONFIG: join(folder, 'gatehouse.properties'), GATEHOUSE_DATA: folder };
  const { configuration } = await readConfiguration(environment, process.cwd());
  const requirements = {
    ...{
      configuration,
      runtime: new ServerRuntime(),
      databaseUrl,
      clock: systemClock,
      background: { isDoneHere: true },
    },
    encryptionKey: Buffer.from(TEST_ENCRYPTION_KEY, 'base64'),
    viewsFolder: join(process.cwd(), 'views', 'signin'),
  };
  const routes: Route[] = [];
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(requirements), httpAdapter(), {
    logger: false,
    bodyParser: false,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: each, path: url });
    });
  await app.init();
  await app.close();
  await rm(folder, { recursive: true, force: true });
  return routes;
}

/** The route with names of things that exist in place of its parameters. */
const existing = ({ method, path }: Route): Route => ({
  method,
  path: path.replace('*', 'signin.css').replace(':clientId', 'public-app').replace(':id', 'some-id'),
});

describe('V-101, R-09: every route of the running router', () => {
  let server: TestServer;
  let all: readonly Route[];
  let routes: readonly Route[];
  beforeAll(async () => {
    server = await startTestServer();
    all = await routesOf(server.databaseUrl);
    routes = all
      .filter(({ path }) => path.startsWith(`${PREFIX}/`) && path !== `${PREFIX}/*`)
      .map(({ method, path }) => ({ method, path: path.slice(PREFIX.length) }));
  });
  afterAll(() => server.stop());

  const call = async (method: string, target: string): Promise<number> => {
    const lines = [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Content-Length: 0', 'Connection: close', '', ''];
    return (await sendRaw(server.port, lines.join('\r\n'))).status;
  };

  test('a new route is listed here, with thought', () => {
    const listed = routes.map(({ method, path }) => `${method} ${path}`).sort();

    expect(listed).toEqual(
      [
        'GET /.well-known/client-jwks.json',
        'GET /.well-known/jwks.json',
        'GET /.well-known/oauth-authorization-server',
        'GET /.well-known/oauth-protected-resource',
        'GET /.well-known/openid-configuration',
        'GET /.well-known/smart-configuration',
        'GET /.well-known/security.txt',
        'GET /account',
        'GET /account/proof',
        'GET /account/resources/*',
        'GET /account/second-factor',
        'GET /device',
        'GET /forgot-password',
        'GET /register',
        'GET /register/account',
        'GET /register/resources/*',
        'POST /register',
        'POST /register/account',
        'GET /forgot-password/code',
        'GET /forgot-password/new',
        'GET /forgot-password/resources/*',
        'POST /forgot-password',
        'POST /forgot-password/code',
        'POST /forgot-password/new',
        'POST /oauth/terms',
        'GET /jwk',
        'GET /launch-style/:document',
        'GET /login/oauth2/code/:registrationId',
        'GET /login/saml2/sso/:registrationId',
        'GET /logout',
        'GET /logout/federated',
        'GET /oauth/authorize',
        'GET /oauth2/authorization/:registrationId',
        'DELETE /oauth/initial-access-token/:id',
        'POST /oauth/initial-access-token',
        'GET /oauth/register/:clientId',
        'GET /oauth/resources/*',
        'PUT /oauth/register/:clientId',
        'DELETE /oauth/register/:clientId',
        'POST /oauth/register',
        'GET /oauth/userinfo',
        'GET /resources/*',
        'GET /saml2/authenticate/:registrationId',
        'GET /saml2/service-provider-metadata/:registrationId',
        'GET /session/management',
        'GET /session/resources/*',
        'GET /signin',
        'GET /signin/recovery-codes',
        'GET /signin/resources/*',
        'GET /signin/second-factor',
        'GET /skin-preview/*',
        'GET /skins/*',
        'GET /user-access-brands',
        'GET /webjars/*',
        'OPTIONS /.well-known/jwks.json',
        'OPTIONS /.well-known/oauth-authorization-server',
        'OPTIONS /.well-known/oauth-protected-resource',
        'OPTIONS /.well-known/openid-configuration',
        'OPTIONS /.well-known/smart-configuration',
        'OPTIONS /jwk',
        'OPTIONS /logout',
        'OPTIONS /oauth/introspect',
        'OPTIONS /oauth/par',
        'OPTIONS /oauth/revoke',
        'OPTIONS /oauth/token',
        'OPTIONS /oauth/userinfo',
        'OPTIONS /session/token/revoke',
        'OPTIONS /user-access-brands',
        'POST /authenticate',
        'POST /launch',
        'POST /login',
        'POST /login.do',
        'POST /login/saml2/sso/:registrationId',
        'POST /logout',
        'POST /oauth/change-secret',
        'POST /2fa',
        'POST /totp',
        'POST /verify-otp',
        'POST /authorize',
        'POST /device',
        'POST /oauth/authorize',
        'POST /oauth/context',
        'POST /oauth/device_authorization',
        'POST /oauth/introspect',
        'POST /oauth/par',
        'POST /oauth/revoke',
        'POST /oauth/token',
        'POST /oauth/userinfo',
        'POST /session/management',
        'POST /account/passkeys',
        'POST /account/passkeys/change',
        'POST /account/password',
        'POST /account/second-factor',
        'POST /account/second-factor/change',
        'POST /signin',
        'POST /signin/passkey',
        'POST /signin/recovery-codes',
        'POST /signin/second-factor',
        'POST /session/token/revoke',
      ].sort(),
    );
  });

  test('how it begins is known to those who configure other addresses', () => {
    const parts = routes.map(({ path }) => path.split('/')[1] ?? '').filter((part) => part !== '.well-known');

    expect(new Set(parts)).toEqual(new Set(ownFirstParts));
  });

  test('so is how those of the admin API begin', () => {
    const inside = all.map(({ path }) => path.split('/')).filter(([, prefix]) => prefix === 'admin');
    const parts = inside.flatMap(([, , first = '']) => (first === '' || first === '*' ? [] : [first]));

    expect(new Set(parts)).toEqual(new Set(partsOfAdmin));
  });

  test.each(waysToWrite)('$name leads nowhere', async ({ of }) => {
    const reached: string[] = [];
    for (const { method, path } of routes.map(existing)) {
      const status = await call(method, of(path));
      if (![400, 404, 405].includes(status)) reached.push(`${method} ${of(path)}: ${String(status)}`);
    }

    expect(routes.length).toBeGreaterThan(20);
    expect(reached).toEqual([]);
  });

  test.each(synonyms)('$name changes nothing', async ({ of }) => {
    for (const { method, path } of routes.map(existing)) {
      const [plain, other] = [await call(method, path), await call(method, of(path))];
      expect({ method, path, status: other }).toEqual({ method, path, status: plain });
    }
  });

  test('an absolute address and a fragment reach nothing else', async () => {
    for (const { method, path } of routes.map(existing)) {
      const plain = await call(method, path);
      for (const target of [`http://127.0.0.1${path}`, `http://evil.example${path}`, `${path}#x`])
        expect([400, 404, 405, plain]).toContain(await call(method, target));
    }
  });

  test.each(['HEAD', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('V-65: %s is answered nowhere', async (method) => {
    for (const path of new Set(routes.map(existing).map(({ path }) => path)))
      expect([400, 404, 405, 501]).toContain(await call(method, path));
  });
});
