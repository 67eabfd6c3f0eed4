import type { FastifyRequest } from 'fastify';

/** Browsers ask for HTML by name; API clients do not. */
export function acceptsHtml(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') === true;
}
