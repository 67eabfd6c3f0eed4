import { Get, Module, Post } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { AuditEvent } from '#audit/audit.port';
import { REFUSAL_RECORDS } from '#audit/refusals/refusal-records.port';
import { BASIC_CREDENTIALS, type CredentialsOutcome } from '#inbound-security/basic-credentials.port';
import { EXTERNAL_TOKENS, type ExternalTokenOutcome } from '#inbound-security/external-token.port';
import { BEARER_AUTHENTICATION, type BearerOutcome } from '#outbound-smart/tokens/bearer-authentication.port';
import { ROUTE_ACCESS_CHECK } from '#route-access/route-access.port';
import { RouteAccessGuard } from '#route-access/route-access.guard';
import { adminRoutes } from '../admin-routes.js';
import { AdminAccessCheck } from '../callers/admin-access-check.js';
import { CallerAuthentication } from '../callers/caller-authentication.js';
import { AdminJsonOptions } from '../instances/admin-json.options.js';
import { attachAdminJson } from '../instances/current-admin-json.js';
import { Call, type AdminCall } from './admin-call.js';
import { AdminController, Opens } from './admin-route.js';
import { Answer, unlessKnown, versioned } from './answer.js';
import { AtModule, Pid } from './path-parts.js';
import { PageQuery } from './paging.js';
import { ADMIN_ROUTES, NothingController } from './nothing.controller.js';

const VIEW = ['VIEW_USERS'] as const;

/** Routes of every shape, which tell what they were called with. */
@AdminController('things', 'Things')
class ThingsController {
  @Get()
  @Opens({ summary: 'list', needs: VIEW, answers: { 200: 'nothing' }, query: PageQuery })
  list(@Call() { query }: AdminCall<PageQuery>) {
    return new Answer(200, query);
  }

  @Get('broken')
  @Opens({ summary: 'break', needs: VIEW, answers: { 200: 'nothing' } })
  broken() {
    throw new Error('a secret of the implementation');
  }

  @Get(':node/:module/:pid')
  @Opens({ summary: 'get', needs: VIEW, answers: { 200: 'nothing' }, tag: 'if-none-match' })
  get(@Call() { knownTags }: AdminCall, @AtModule() at: object, @Pid('pid') pid: number) {
    return unlessKnown({ json: { ...at, pid }, version: 7 }, knownTags);
  }

  @Post(':node/:module')
  @Opens({ summary: 'change', needs: ['SAVE_USER', 'UPDATE_USER'], answers: { 200: 'nothing' }, tag: 'if-match' })
  change(@Call() call: AdminCall) {
    const { ifVersions, author } = call.change();
    const body = { sent: Object.keys(call.body()), ifVersions, actor: author.actor };
    return versioned(201, body, 8, { unknownFields: ['odd', 'a"b\r\nc'], warnings: ['“careful”'] });
  }
}

const instance = {
  ...{ nodeId: 'Master', moduleId: 'admin_json', contextPath: '', inboundModuleId: 'local_security' },
  ...{ bearerModuleIds: ['smart_auth'], options: new AdminJsonOptions() },
};
const records: { event: AuditEvent; isProven: boolean }[] = [];

const held: Readonly<Record<string, readonly string[]>> = {
  viewer: ['ACCESS_ADMIN_JSON', 'VIEW_USERS'],
  editor: ['ACCESS_ADMIN_JSON', 'UPDATE_USER'],
  gateless: ['VIEW_USERS'],
  superuser: ['ROLE_SUPERUSER'],
};

function check(_moduleId: string, { username }: { username: string }): Promise<CredentialsOutcome> {
  const permissions = held[username];
  if (username === 'busy') return Promise.resolve({ kind: 'busy', retryAfterSeconds: 3 });
  if (username === 'away') return Promise.resolve({ kind: 'unavailable', cause: 'away' });
  if (permissions === undefined) return Promise.resolve({ kind: 'refused', reason: 'unknown-user' });
  const authorities = permissions.map((permission) => ({ permission }));
  return Promise.resolve({ kind: 'authenticated', user: { pid: 1, username, authorities } as never });
}

function authenticate(_modules: readonly string[], token: string): Promise<BearerOutcome> {
  if (token !== 'live') return Promise.resolve({ kind: 'refused', description: 'The access token is dead.' });
  const authorities = [{ permission: 'ACCESS_ADMIN_JSON' }, { permission: 'VIEW_USERS' }];
  const about = { issuer: 'https://as.example', subject: 'backend', scopes: [] };
  const caller = { moduleId: 'smart_auth', clientId: 'backend', jti: 'j1', authorities, ...about };
  return Promise.resolve({ kind: 'admitted', caller });
}

/** Tokens of other servers, where too many of the network were none. */
function authenticateElsewhere(): Promise<ExternalTokenOutcome> {
  return Promise.resolve({ kind: 'busy', cause: 'its network sent too many unknown tokens', retryAfterSeconds: 7 });
}

@Module({
  providers: [
    AdminAccessCheck,
    CallerAuthentication,
    { provide: BASIC_CREDENTIALS, useValue: { check } },
    { provide: BEARER_AUTHENTICATION, useValue: { authenticate } },
    { provide: EXTERNAL_TOKENS, useValue: { authenticate: authenticateElsewhere } },
    { provide: ROUTE_ACCESS_CHECK, useExisting: AdminAccessCheck },
  ],
  exports: [ROUTE_ACCESS_CHECK],
})
class CheckModule {}

const record = (event: AuditEvent, isProven: boolean) => Promise.resolve(void records.push({ event, isProven }));

@Module({
  imports: [CheckModule],
  controllers: [ThingsController, NothingController],
  providers: [
    { provide: APP_GUARD, useClass: RouteAccessGuard },
    { provide: REFUSAL_RECORDS, useValue: { add: record } },
    { provide: ADMIN_ROUTES, useValue: adminRoutes([ThingsController]) },
  ],
})
class ShellModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const module = await Test.createTestingModule({ imports: [ShellModule] }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ exposeHeadRoutes: false }), {
    bodyParser: false,
    logger: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isElsewhere = request.headers.authorization === 'Bearer elsewhere';
    attachAdminJson(request.raw, { ...instance, ...(isElsewhere && { smartInboundModuleId: 'smart_in' }) });
    done();
  });
  await app.init();
});
afterAll(() => app.close());
beforeEach(() => records.splice(0));

const basic = (username: string, password = 'x'): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});
const JSON_TYPE = { 'content-type': 'application/json' };

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly payload?: string;
}
const send = ({ method = 'GET', url = '/things', ...rest }: Sent) =>
  app.inject({ method, url: `/admin${url}`, ...rest });

describe('who may call', () => {
  test.each([
    { name: 'nobody', headers: {}, status: 401 },
    { name: 'an unknown name', headers: basic('mallory'), status: 401 },
    { name: 'half a header', headers: { authorization: 'Basic' }, status: 401 },
    { name: 'no base64', headers: { authorization: 'Basic %%%' }, status: 401 },
    { name: 'a name without a colon', headers: { authorization: 'Basic YW1lbGlh' }, status: 401 },
    { name: 'bytes that are no UTF-8', headers: { authorization: 'Basic /zp4' }, status: 401 },
    { name: 'another scheme', headers: { authorization: 'Digest x' }, status: 401 },
    { name: 'DPoP', headers: { authorization: 'DPoP live' }, status: 401 },
    { name: 'a dead token', headers: { authorization: 'Bearer dead' }, status: 401 },
    { name: 'who holds the permission alone', headers: basic('gateless'), status: 403 },
    { name: 'who holds another permission', headers: basic('editor'), status: 403 },
    { name: 'who comes when all is busy', headers: basic('busy'), status: 429 },
    {
      name: 'who comes when too many tokens of the network were none',
      headers: { authorization: 'Bearer elsewhere' },
      status: 429,
    },
    { name: 'who cannot be looked up', headers: basic('away'), status: 503 },
    { name: 'who holds both', headers: basic('viewer'), status: 200 },
    { name: 'a superuser', headers: basic('superuser'), status: 200 },
    { name: 'the holder of a token', headers: { authorization: 'bearer live' }, status: 200 },
  ])('R-09: $name → $status', async ({ headers, status }) => {
    const response = await send({ headers });

    expect(response.statusCode).toBe(status);
    expect(response.headers['cache-control']).toBe('no-store');
    if (status >= 400) expect(response.json()).toMatchObject({ statusCode: status, messages: [{}] });
  });

  test('RFC 7617 §2: who is not known is told both schemes', async () => {
    const { headers } = await send({});

    expect(headers['www-authenticate']).toEqual([
      'Basic realm="gatehouse", charset="UTF-8"',
      'Bearer realm="gatehouse"',
    ]);
  });

  test('V-100: every denial is on record, and so is every failed try; who only asks for the challenge is not', async () => {
    await send({ headers: basic('gateless') });
    await send({ headers: basic('mallory') });
    await send({ headers: { authorization: 'Bearer dead' } });
    await send({});

    expect(
      records.map(({ event: { kind, username, typedName, errorCode }, isProven }) => {
        const name = typedName === undefined ? username : `typed ${typedName}`;
        return [kind, name, errorCode, isProven];
      }),
    ).toEqual([
      ['ADMIN_REFUSAL', 'gateless', '403', true],
      ['ADMIN_REFUSAL', 'typed mallory', '401', false],
      ['ADMIN_REFUSAL', undefined, '401', false],
    ]);
    expect(records[0]?.event.detail).toMatchObject({ endpoint: 'GET /things', cause: 'lacks ACCESS_ADMIN_JSON' });
  });

  test('B-29: no token in the address', async () => {
    expect((await send({ url: '/things?access_token=live' })).statusCode).toBe(400);
  });
});

describe('calls from browsers', () => {
  const editor = { ...basic('editor'), ...JSON_TYPE };

  test.each([
    { name: 'cross-site', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { name: 'another port of the host', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
    { name: 'a foreign origin', headers: { origin: 'https://evil.test' }, status: 403 },
    { name: 'the origin null', headers: { origin: 'null' }, status: 403 },
    { name: 'an origin that is none', headers: { origin: 'localhost:80' }, status: 403 },
    { name: 'the page of the API', headers: { 'sec-fetch-site': 'same-origin' }, status: 201 },
    { name: 'its own origin', headers: { origin: 'http://localhost:9000', host: 'localhost:9000' }, status: 201 },
    { name: 'no browser', headers: {}, status: 201 },
  ])('V-66: from $name → $status', async ({ headers, status }) => {
    const sent = {
      method: 'POST',
      url: '/things/Master/m',
      headers: { ...editor, ...headers },
      payload: '{}',
    } as const;
    const response = await send(sent);

    expect(response.statusCode).toBe(status);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('V-66: a body as "%s" → 415', async (type) => {
    const headers = { ...basic('editor'), 'content-type': type };
    expect((await send({ method: 'POST', url: '/things/Master/m', headers, payload: '{}' })).statusCode).toBe(415);
  });
});

describe('bodies', () => {
  const post = (payload: string, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      url: '/things/Master/m',
      headers: { ...basic('editor'), ...JSON_TYPE, ...headers },
      payload,
    });

  test.each([
    { name: 'nothing', payload: '' },
    { name: 'no JSON', payload: '{' },
    { name: 'V-87: a list', payload: '[{}]' },
    { name: 'V-87: a text', payload: '"{}"' },
    { name: 'V-87: a number beyond all bounds', payload: '{"a":1e999}' },
    { name: 'V-07: a member twice', payload: '{"canary":1,"canary":2}' },
    { name: 'V-90: a thousand levels', payload: '{"a":'.repeat(1_000) },
    { name: 'V-90: 100,000 items', payload: `{"a":[${'1,'.repeat(100_000)}1]}` },
  ])('$name → 400, and nothing of it is repeated', async ({ payload }) => {
    const response = await post(payload);

    expect(response.statusCode).toBe(400);
    expect(response.body).not.toContain('canary');
  });

  test('another character set → 415', async () => {
    expect((await post('{}', { 'content-type': 'application/json; charset=utf-16' })).statusCode).toBe(415);
  });

  test('V-86: __proto__ is a field like any other', async () => {
    const response = await post('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

    expect(response.json()).toMatchObject({ sent: ['__proto__', 'constructor'] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('ruling 46: what did not count is told in a header, by plain names alone', async () => {
    const { headers } = await post('{}');

    expect(headers['warning']).toEqual([
      '299 gatehouse "ignored fields that mean nothing here: odd, 1 others"',
      '299 gatehouse "?careful?"',
    ]);
  });

  test.each([
    { tag: '"7"', status: 201, ifVersions: [7] },
    { tag: '*', status: 201, ifVersions: undefined },
    { tag: 'W/"7"', status: 201, ifVersions: [] },
    { tag: '"abc"', status: 201, ifVersions: [] },
    { tag: '"07"', status: 201, ifVersions: [] },
    { tag: '"8", "7"', status: 201, ifVersions: [8, 7] },
    { tag: ' W/"9" ,, "a,b" ,"7"', status: 201, ifVersions: [7] },
    { tag: '7', status: 400, ifVersions: undefined },
    { tag: '"7" "8"', status: 400, ifVersions: undefined },
    { tag: '"7", *', status: 400, ifVersions: undefined },
    { tag: 'w/"7"', status: 400, ifVersions: undefined },
    { tag: '"7', status: 400, ifVersions: undefined },
    { tag: ',', status: 400, ifVersions: undefined },
    { tag: '', status: 400, ifVersions: undefined },
    { tag: "7'; select pg_sleep(3)", status: 400, ifVersions: undefined },
  ])('RFC 9110 §13.1.1, F-06: If-Match: $tag is understood as $ifVersions', async ({ tag, status, ifVersions }) => {
    const response = await post('{}', { 'if-match': tag });

    expect(response.statusCode).toBe(status);
    expect(response.json<{ ifVersions?: readonly number[] }>().ifVersions).toEqual(ifVersions);
  });
});

describe('addresses', () => {
  const headers = basic('viewer');

  test.each([
    { url: '/things?pageIndex=-1', status: 400 },
    { url: '/things?pageSize=0', status: 400 },
    { url: '/things?pageSize=1001', status: 400 },
    { url: '/things?pageSize=1e2', status: 400 },
    { url: '/things?pageSize=1&pageSize=2', status: 400 },
    { url: '/things?pageSize[]=1', status: 400 },
    { url: '/things?sort=name', status: 400 },
    { url: '/things?__proto__[x]=1', status: 400 },
    { url: '/things?pageSize=%00', status: 400 },
    { url: '/things?pageSize=%ff', status: 400 },
    { url: '/things?pageIndex=1;select%20pg_sleep(3)--', status: 400 },
    { url: '/things/Master/m/1?x=1', status: 400 },
    { url: '/things/Slave/m/1', status: 404 },
    { url: '/things/Master/m/0', status: 404 },
    { url: '/things/Master/m/1%20or%201=1', status: 404 },
    { url: '/things/Master/m%00/1', status: 404 },
    { url: '/things/Master/%ef%bf%bd/1', status: 404 },
    { url: '/things/Master/m/1/2', status: 404 },
    { url: `/things/Master/${'m'.repeat(300)}/1`, status: 404 },
    { url: '/nowhere', status: 404 },
    { url: '/', status: 404 },
    { url: '', status: 404 },
    { url: '/things?pageIndex=2&pageSize=1000', status: 200 },
    { url: '/things?pageIndex=', status: 200 },
    { url: '/things/Master/m/9', status: 200 },
  ])('V-85, V-87: GET $url → $status', async ({ url, status }) => {
    const response = await send({ url, headers });

    expect(response.statusCode).toBe(status);
    expect(response.body).not.toContain('pg_sleep');
  });

  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE'] as const)(
    'V-65: %s where only GET is → 405 with what there is',
    async (method) => {
      const response = await app.inject({ method: method as 'HEAD', url: '/admin/things/Master/m/1', headers });

      expect(response.statusCode).toBe(405);
      expect(response.headers['allow']).toBe('GET');
    },
  );

  test('RFC 9110 §15.4.5: who has the version gets nothing again', async () => {
    const known = await send({ url: '/things/Master/m/9', headers: { ...headers, 'if-none-match': 'W/"6", "7"' } });
    const other = await send({ url: '/things/Master/m/9', headers: { ...headers, 'if-none-match': '"6"' } });

    expect([known.statusCode, known.body, known.headers['etag']]).toEqual([304, '', '"7"']);
    expect([other.statusCode, other.headers['etag']]).toEqual([200, '"7"']);
  });
});

test('V-85: what is wrong with a parameter is said once', async () => {
  const { statusCode, body } = await send({ url: '/things?pageIndex=-1', headers: basic('viewer') });

  expect([statusCode, JSON.parse(body)]).toMatchObject([
    400,
    { messages: [{ message: 'pageIndex must be a whole number from 0 to 1000000.', field: 'pageIndex' }] },
  ]);
});

test('O-01, R-20: a fault tells nothing but the number to find it by', async () => {
  const response = await send({ url: '/things/broken', headers: basic('viewer') });

  expect(response.statusCode).toBe(500);
  expect(response.json()).toEqual({
    statusCode: 500,
    messages: [{ message: 'The server could not complete the call.' }],
    reference: expect.stringMatching(/^GH-/) as string,
  });
});
