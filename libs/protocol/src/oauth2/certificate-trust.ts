import type { X509Certificate } from 'node:crypto';
import { isCurrentCertificate, type ClientCertificate } from './client-certificate.js';

/** Purposes by which a certificate says that clients may use it (RFC 5280 §4.2.1.12): client authentication, and any. */
const CLIENT_PURPOSES: readonly string[] = ['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'];

/**
 * Whether a certificate was issued, for clients, by one of the authorities, and that authority is valid now. Each authority counts by itself:
 * intermediate ones are named like roots. Revocation is for the proxy to know.
 * @see RFC 8705 §2.1, RFC 5280 §6
 */
export function isIssuedByOneOf(
  authorities: readonly X509Certificate[],
  { x509 }: Pick<ClientCertificate, 'x509'>,
  now: Date,
): boolean {
  return isForClients(x509) && authorities.some((authority) => isIssuedBy(authority, x509, now));
}

function isIssuedBy(authority: X509Certificate, x509: X509Certificate, now: Date): boolean {
  return (
    authority.ca &&
    isCurrentCertificate({ x509: authority }, now) &&
    x509.checkIssued(authority) &&
    x509.verify(authority.publicKey)
  );
}

/** Node calls the extended purposes `keyUsage`; a certificate without any may be used for everything. */
function isForClients({ keyUsage }: X509Certificate): boolean {
  const purposes = keyUsage as readonly string[] | undefined;
  return purposes === undefined || purposes.some((purpose) => CLIENT_PURPOSES.includes(purpose));
}
