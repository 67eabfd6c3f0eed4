import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { DpopNonces } from '../../sender-constraint/dpop-nonces.js';

/** Hands the nonce for the next DPoP proof to whoever asks, with refusals and successes alike (RFC 9449 §8 and §8.2). */
@Injectable()
export class NonceOffer {
  constructor(private readonly nonces: DpopNonces) {}

  /** Sets the `DPoP-Nonce` header where the module asks for nonces. */
  add(instance: OutboundSmartInstance, reply: FastifyReply): void {
    const nonce = this.nonces.current(instance);
    if (nonce !== undefined) void reply.header('dpop-nonce', nonce);
  }
}
