import type { FastifyRequest } from 'fastify';
import type { PresentedSender } from '../sender-constraint/presented-sender.js';
import { headerValues } from './header-values.js';
import { addressOf } from './request-path.js';

/** Reads what of a request can show which key its sender has. */
export function presentedSender(request: FastifyRequest): PresentedSender {
  return { method: request.method, address: addressOf(request) ?? '', proofs: headerValues(request, 'dpop') };
}
