import type { FastifyRequest } from 'fastify';
import type { PresentedSender } from '../../sender-constraint/presented-sender.js';
import { clientCertificate } from './client-certificate-header.js';
import { headerValues } from './header-values.js';
import { addressOf } from './request-path.js';

/**
 * Reads what of a request can show which key its sender has.
 * @throws OAuthError as {@link clientCertificate}
 */
export function presentedSender(request: FastifyRequest): PresentedSender {
  const certificate = clientCertificate(request);
  return {
    method: request.method,
    address: addressOf(request) ?? '',
    proofs: headerValues(request, 'dpop'),
    ...(certificate && { certificate }),
  };
}
