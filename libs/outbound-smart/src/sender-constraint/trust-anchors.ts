import { X509Certificate } from 'node:crypto';

/** More authorities than any deployment trusts. */
const MOST = 100;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The authorities of a PEM bundle, in the order written.
 * @throws TypeError it holds none, more than 100, one that is no certificate, or one that is no authority
 */
export function readTrustAnchors(bundle: string): readonly X509Certificate[] {
  const texts = bundle.match(PEM) ?? [];
  if (texts.length === 0 || texts.length > MOST)
    throw new TypeError(`has ${String(texts.length)} certificates in PEM; 1 to ${String(MOST)} are possible`);
  const authorities = texts.map((text, index) => certificateOf(text, index + 1));
  const other = authorities.find(({ ca }) => !ca);
  if (other !== undefined) throw new TypeError(`has a certificate that is no authority: ${oneLine(other.subject)}`);
  return authorities;
}

function certificateOf(pem: string, number: number): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new TypeError(`has no certificate at place ${String(number)}`, { cause });
  }
}

function oneLine(subject: string): string {
  return subject.replaceAll('\n', ', ');
}
