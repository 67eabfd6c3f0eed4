import type { FastifyReply } from 'fastify';
import type { Failure } from './failure.js';

/** Answers with a JSON error (RFC 6749 §5.2, RFC 6750 §3). A fault carries the reference number under which the log has its cause. */
export async function sendJsonFailure(reply: FastifyReply, failure: Failure, reference: string): Promise<void> {
  const description = failure.isFault ? `${failure.message} Reference: ${reference}` : failure.message;
  setFailureHeaders(reply, failure);
  if (failure.isBare === true) return void reply.status(failure.status).send();
  await reply
    .status(failure.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send({ error: failure.code, error_description: description });
}

/** Headers every failure needs, page or JSON. */
export function setFailureHeaders(reply: FastifyReply, failure: Failure): void {
  void reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
  if (failure.retryAfterSeconds !== undefined) void reply.header('retry-after', failure.retryAfterSeconds);
  if (failure.allowed !== undefined) void reply.header('allow', failure.allowed.join(', '));
  if (failure.challenges !== undefined) void reply.header('www-authenticate', failure.challenges.join(', '));
}
