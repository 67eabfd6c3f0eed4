import type { FastifyRequest } from 'fastify';

/** Path of the request as the browser wrote it, without its query. */
export function pathOf(request: FastifyRequest): string {
  return (request.originalUrl.split('?')[0] ?? '/').slice(0, 200);
}
