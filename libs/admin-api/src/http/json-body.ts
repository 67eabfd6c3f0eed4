import type { FastifyRequest } from 'fastify';
import type { JsonBounds } from '#protocol/json/json-bounds';
import { jsonObjectIn, type JsonObject } from '#protocol/json/json-object';
import { ApiError } from './api-error.js';

/** Largest body of a call of the admin API, in bytes: a module with all its scripts and files as text fits. */
export const ADMIN_BODY_LIMIT = 1024 * 1024;

/** Of bodies that have FHIR resources or claims of JWTs within: as deep as these may be that come to the server in earnest, and what they are within. */
export const DEEP_BODY: JsonBounds = { levels: 32, values: 20_000 };

/**
 * The JSON object in the body of a request.
 * @throws ApiError 400 — no object, or not well formed; 415 — another character set than UTF-8
 */
export function jsonBodyOf(
  { headers, body }: Pick<FastifyRequest, 'headers' | 'body'>,
  bounds?: JsonBounds,
): JsonObject {
  const [, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (!parameters.every((parameter) => /^\s*(?:charset="?utf-8"?\s*)?$/.test(parameter)))
    throw new ApiError(415, 'Send the body in UTF-8.');
  if (typeof body === 'object' && body !== null) throw new ApiError(415, 'Send the body as application/json.');
  const read = jsonObjectIn(typeof body === 'string' ? body : '', bounds);
  if (read.kind === 'fault') throw new ApiError(400, `${read.problem}.`);
  return read.object;
}
