import { hash, X509Certificate, type JsonWebKey } from 'node:crypto';
import { certificateNames, type CertificateNames } from '../certificates/certificate-names.js';

/** The certificate that a client used for its TLS connection. That it has the key was proved there. */
export interface ClientCertificate {
  /** SHA-256 of its DER, as base64url without padding: `x5t#S256` (RFC 8705 §3.1). */
  readonly thumbprint: string;
  readonly names: CertificateNames;
  /** Its public key; undefined for kinds of keys that no JWK can hold. */
  readonly jwk: JsonWebKey | undefined;
  readonly x509: X509Certificate;
}

/** Largest certificate we read, in bytes. */
const LARGEST = 8 * 1_024;

/** Reads a certificate; undefined for bytes that are not exactly one. */
export function readClientCertificate(der: Buffer): ClientCertificate | undefined {
  if (der.length > LARGEST) return undefined;
  try {
    const x509 = new X509Certificate(der);
    if (!x509.raw.equals(der)) return undefined;
    const thumbprint = hash('sha256', der, 'base64url');
    return { thumbprint, names: certificateNames(der), jwk: jwkOf(x509), x509 };
  } catch {
    return undefined; // the bytes are no certificate
  }
}

function jwkOf(x509: X509Certificate): JsonWebKey | undefined {
  try {
    return x509.publicKey.export({ format: 'jwk' });
  } catch {
    return undefined; // a kind of key that has no JWK
  }
}

/** Whether the certificate may be used at this moment (RFC 5280 §4.1.2.5). */
export function isCurrentCertificate({ x509 }: Pick<ClientCertificate, 'x509'>, now: Date): boolean {
  return x509.validFromDate <= now && now <= x509.validToDate;
}
