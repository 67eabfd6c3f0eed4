import type { FastifyRequest } from 'fastify';
import { jsonObjectIn, type JsonObject } from '#protocol/json/json-object';
import { ApiError } from './api-error.js';

/** Largest body of a call of the admin API, in bytes: a module with all its scripts and files as text fits. */
export const ADMIN_BODY_LIMIT = 1024 * 1024;

/**
 * The JSON object in the body of a request.
 * @throws ApiError 400 — no object, or not well formed; 415 — another character set than UTF-8
 */
export function jsonBodyOf({ headers, body }: Pick<FastifyRequest, 'headers' | 'body'>): JsonObject {
  const [, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (!parameters.every((parameter) => /^\s*(?:charset="?utf-8"?\s*)?$/.test(parameter)))
    throw new ApiError(415, 'Send the body in UTF-8.');
  const read = jsonObjectIn(typeof body === 'string' ? body : '');
  if (read.kind === 'fault') throw new ApiError(400, `${read.problem}.`);
  return read.object;
}
