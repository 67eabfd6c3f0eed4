import type { FastifyRequest } from 'fastify';

/**
 * All headers of one name as they came. Node joins several, or keeps the first without a word, while whatever stands before us may have
 * checked another.
 */
export function headerValues({ raw }: FastifyRequest, name: string): readonly string[] {
  const { rawHeaders } = raw;
  return rawHeaders.filter((_value, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name);
}
