import type { FastifyReply } from 'fastify';

/** Answers with JSON that must not be kept: tokens or facts about them (RFC 6749 §5.1, STD T3). */
export function sendJson(reply: FastifyReply, body: Readonly<Record<string, unknown>>, status = 200): void {
  void reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('pragma', 'no-cache')
    .send(body);
}
