import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.js';

/** What archives are sent as. Their bodies are left unread until it is known who sends them. */
export const ARCHIVE_TYPES = ['application/java-archive', 'application/zip'];

/**
 * The archive in the body of a request.
 * @param most bytes of the largest that is read
 * @throws ApiError 400 — there is none, or it ended early; 413 — it is larger; 415 — the body is something else
 */
export async function archiveBodyOf(
  { body, headers }: Pick<FastifyRequest, 'body' | 'headers'>,
  most: number,
): Promise<Buffer> {
  if (!(body instanceof Readable)) throw new ApiError(415, `Send the JAR itself as ${ARCHIVE_TYPES.join(' or ')}.`);
  if (Number(headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(400, 'The JAR did not arrive.', { cause: error });
  }
  if (length === 0) throw new ApiError(400, 'Send the JAR in the body.');
  return Buffer.concat(chunks, length);
}

/** Hands the body on unread. */
export function unreadBody(
  _request: FastifyRequest,
  payload: IncomingMessage,
  done: (error: Error | null, body: unknown) => void,
): void {
  done(null, payload);
}

function tooLarge(most: number): ApiError {
  const message = `The JAR has more than ${String(most)} bytes. Make images smaller, or raise gatehouse.skins.max_package_bytes.`;
  return new ApiError(413, message);
}
