import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLIENT_REGISTRY, type ClientRegistry } from '../../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** What apps may send besides the headers that the Fetch standard always allows. */
const REQUEST_HEADERS = ['Authorization', 'Content-Type', 'Accept', 'DPoP'];
/** What scripts may read besides the headers that the Fetch standard always shows (RFC 9449 §8, RFC 9110 §10.2.3). */
const RESPONSE_HEADERS = 'DPoP-Nonce, Retry-After, WWW-Authenticate';

/**
 * CORS of the endpoints that apps call from browsers (X16, T7, V-69): origins of registered clients and those that the configuration adds are
 * reflected, nothing else, and never with credentials, except at `/logout` for those of clients that somebody answers for (ruling 45).
 */
@Injectable()
export class ClientCors {
  constructor(@Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry) {}

  /** Sets the headers of an actual request. */
  async allow(
    instance: OutboundSmartInstance,
    request: FastifyRequest,
    reply: FastifyReply,
    credentials = false,
  ): Promise<boolean> {
    void reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !(await this.isAllowed(instance, origin, credentials))) return false;
    void reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', RESPONSE_HEADERS);
    if (credentials) void reply.header('access-control-allow-credentials', 'true');
    return true;
  }

  /** Answers a preflight request (Fetch §3.2.2). */
  async preflight(
    instance: OutboundSmartInstance,
    request: FastifyRequest,
    reply: FastifyReply,
    credentials = false,
  ): Promise<void> {
    if (await this.allow(instance, request, reply, credentials)) {
      void reply
        .header('access-control-allow-methods', 'GET, POST')
        .header(
          'access-control-allow-headers',
          [...REQUEST_HEADERS, ...instance.options.cors.allowedHeaders].join(', '),
        )
        .header('access-control-max-age', '600');
    }
    await reply.status(204).send();
  }

  private async isAllowed(instance: OutboundSmartInstance, origin: string, credentials: boolean): Promise<boolean> {
    const { enabled, origins } = instance.options.cors;
    if (!enabled) return false;
    if (!credentials && (origins.includes('*') || origins.includes(origin))) return true;
    const registered = await this.clients.findOrigin(instance.moduleId, origin);
    return credentials ? registered?.isTrusted === true : registered !== undefined;
  }
}

/** Anyone may read what is public anyway: discovery documents and keys (STD D17). */
export function allowAnyOrigin(reply: FastifyReply): void {
  void reply.header('access-control-allow-origin', '*');
}
