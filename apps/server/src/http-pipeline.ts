import type { ServerResponse } from 'node:http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from 'helmet';
import { ARCHIVE_TYPES, unreadBody } from '#admin-api/http/archive-body';
import { ADMIN_BODY_LIMIT } from '#admin-api/http/json-body';
import { CONSOLE_BODY_LIMIT } from '#admin-console/http/console-form';
import { CONSOLE_PREFIX } from '#admin-console/http/console-prefix';
import { ADMIN_PREFIX } from '#admin-api/http/admin-prefix';
import { behindScripts, SCRIPT_DEPTH_HEADER } from '#scripts/running/script-depth';

/** Largest request body, in bytes: a granular authorization request by POST and the largest approval form fit, an upload does not. */
const BODY_LIMIT = 128 * 1024;
/** Seconds browsers remember to use https: two years. */
const HSTS_SECONDS = 63_072_000;

/** The HTTP adapter: no automatic HEAD routes (V-65), no trust in forwarding headers (V-63); see `clientAddress` for the one exception (V-64). */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({ bodyLimit: BODY_LIMIT, exposeHeadRoutes: false, routerOptions: { maxParamLength: 200 } });
}

/** What every request passes before a controller: body as text (archives wait until it is known who sends them), no parser that builds objects (V-90), and the headers of every answer. */
export function installPipeline(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    done(null, body);
  });
  fastify.addContentTypeParser(ARCHIVE_TYPES, unreadBody);
  fastify.addContentTypeParser('multipart/form-data', (request, payload, done) => {
    if (ofConsole.test(request.raw.url ?? '')) unreadBody(request, payload, done);
    // Nobody else takes such a form: it is refused unread.
    else done(null, '');
  });
  fastify.addHook('onRoute', (route) => {
    if (route.url.startsWith(`/${ADMIN_PREFIX}`)) route.bodyLimit = ADMIN_BODY_LIMIT;
    if (route.url.startsWith(`/${CONSOLE_PREFIX}`)) route.bodyLimit = CONSOLE_BODY_LIMIT;
  });
  // Behind the reading of the body, whose end comes from elsewhere.
  fastify.addHook('preValidation', ({ raw }, _reply, done) => {
    behindScripts([raw.headers[SCRIPT_DEPTH_HEADER]].flat()[0], done);
  });
  // Discovery documents, keys and token answers are read by apps of other origins, CORS decides who (X16); what administrators see is for nobody's page.
  const headers = securityHeaders('cross-origin');
  const adminHeaders = securityHeaders('same-origin');
  fastify.addHook('onRequest', ({ raw }, reply, done) => {
    reply.headers(ofAdministrators.test(raw.url ?? '') ? adminHeaders : headers);
    done();
  });
}

/** Addresses of the admin API and of the console. */
const ofAdministrators = new RegExp(`^/(?:${ADMIN_PREFIX}|${CONSOLE_PREFIX})(?:[/?]|$)`);

const ofConsole = new RegExp(`^/${CONSOLE_PREFIX}(?:[/?]|$)`);

/** What Helmet says once is true for every answer: asked for each request, it costs a sixteenth of a token request's time. */
function securityHeaders(readBy: 'same-origin' | 'cross-origin'): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => (headers[name] = value),
    removeHeader: () => undefined,
  };
  const failed = (error?: unknown): void => {
    if (error !== undefined) throw new Error('Helmet cannot set its headers', { cause: error });
  };
  helmet({
    // Pages set the policy of their own content; everything else carries no content that could need one.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: { maxAge: HSTS_SECONDS, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: readBy },
  })({} as never, response as unknown as ServerResponse, failed);
  return headers;
}
