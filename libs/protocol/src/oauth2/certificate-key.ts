import type { AnyJwk } from '../keys/jwk-set.js';
import { jwkThumbprint } from '../keys/jwk-thumbprint.js';
import type { ClientCertificate } from './client-certificate.js';

/**
 * Whether a key that the client registered is that of the certificate: the very certificate where the key names one (`x5c`), else the same public
 * key.
 * @see RFC 8705 §2.2
 */
export function isKeyOfCertificate({ jwk, x509 }: ClientCertificate, key: AnyJwk): boolean {
  const { x5c } = key;
  if (x5c !== undefined) return Array.isArray(x5c) && x5c[0] === x509.raw.toString('base64');
  const [own, registered] = [thumbprintOf(jwk), thumbprintOf(key)];
  return own !== undefined && own === registered;
}

function thumbprintOf(key: AnyJwk | undefined): string | undefined {
  try {
    return key && jwkThumbprint(key);
  } catch {
    return undefined; // it has no public part
  }
}
