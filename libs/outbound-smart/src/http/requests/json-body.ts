import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readJsonObject, type JsonObject } from '#protocol/json/json-object';
import { OAuthError } from '#protocol/oauth2/oauth-error';

/** In characters: more than most calls need. */
const LONGEST_BODY = 16 * 1024;

/**
 * The JSON object in the body of a request. A form of another site cannot send this content type without asking first (V-66).
 * @throws OAuthError invalid_request — another content type, or not one well-formed JSON object
 * @throws PayloadTooLargeException longer than `longest`, in characters
 */
export function jsonBody({ headers, body }: FastifyRequest, longest = LONGEST_BODY): JsonObject {
  const [type, ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isUtf8 = parameters.every((parameter) => /^\s*(?:charset="?utf-8"?\s*)?$/.test(parameter));
  if (type?.trim() !== 'application/json' || !isUtf8 || typeof body !== 'string')
    throw new OAuthError('invalid_request', 'The body must be sent as application/json in UTF-8.');
  if (body.length > longest) throw new PayloadTooLargeException();
  return readJsonObject(body);
}
