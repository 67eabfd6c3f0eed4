import type { FastifyReply } from 'fastify';

/** Answers 200 with JSON that must not be kept: tokens or facts about them (RFC 6749 §5.1, STD T3). */
export function sendJson(reply: FastifyReply, body: Readonly<Record<string, unknown>>): void {
  void reply
    .status(200)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('pragma', 'no-cache')
    .send(body);
}
