import type { FastifyRequest } from 'fastify';
import { certificateInHeader } from '#protocol/oauth2/certificate-header';
import { readClientCertificate, type ClientCertificate } from '#protocol/oauth2/client-certificate';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { instanceOf } from './current-instance.decorator.js';
import { headerValues } from './header-values.js';

/**
 * The certificate that the client showed to the proxy; undefined where there is none, or mutual TLS is off. Nobody but the proxy may send the
 * header: one from elsewhere is refused and not ignored, so that neither a forger nor a proxy that is missing in the configuration stays unseen.
 * @throws OAuthError invalid_request — from another address, more than once, or not readable
 * @see RFC 8705 §6.5, RFC 9440; STD RFC8705-4
 */
export function clientCertificate(request: FastifyRequest): ClientCertificate | undefined {
  const { mutualTls } = instanceOf(request);
  if (mutualTls === undefined) return undefined;
  const [value, ...others] = headerValues(request, mutualTls.certificateHeader);
  if (value === undefined) return undefined;
  if (!mutualTls.isProxy(request.ip))
    throw refused('is for the proxy of this server; do not send it', 'from elsewhere');
  if (others.length > 0) throw refused('came more than once', 'the proxy lets the header of callers pass');
  if (value === '') return undefined;
  const der = certificateInHeader(mutualTls.format, value);
  const certificate = der && readClientCertificate(der);
  if (certificate === undefined) throw refused('holds no certificate that can be read', 'unreadable');
  return certificate;
}

function refused(problem: string, cause: string): OAuthError {
  return new OAuthError('invalid_request', `The header of client certificates ${problem}`, { cause });
}
