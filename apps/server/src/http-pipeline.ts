import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/** Largest request body, in bytes: a granular authorization request by POST fits, an upload does not. */
const BODY_LIMIT = 128 * 1024;
/** Seconds browsers remember to use https: two years. */
const HSTS_SECONDS = 63_072_000;

/** The HTTP adapter: no automatic HEAD routes (V-65), no trust in forwarding headers (V-63, V-64). */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({ bodyLimit: BODY_LIMIT, exposeHeadRoutes: false, routerOptions: { maxParamLength: 200 } });
}

/** What every request passes before a controller: body as text, no parser that builds objects (V-90), and the headers of every answer. */
export async function installPipeline(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    done(null, body);
  });
  await app.register(helmet, {
    // Pages set the policy of their own content; everything else carries no content that could need one.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: { maxAge: HSTS_SECONDS, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // Discovery documents, keys and token answers are read by apps of other origins; CORS decides who (X16).
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
}
