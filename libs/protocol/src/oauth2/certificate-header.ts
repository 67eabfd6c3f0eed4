import { certificateOfXfcc } from './certificate-xfcc.js';

/**
 * How a proxy writes a client's certificate into a header: as RFC 9440 has it (`:base64:`, also HAProxy), as a URL-encoded PEM (nginx
 * `$ssl_client_escaped_cert`, AWS), or in Envoy's `X-Forwarded-Client-Cert`.
 */
export const certificateFormats = ['rfc9440', 'url-encoded-pem', 'xfcc'] as const;

export type CertificateFormat = (typeof certificateFormats)[number];

/** Longest header we read, in characters: a certificate of 8 KB as an encoded PEM. */
const LONGEST_HEADER = 16 * 1_024;
/** One certificate, and nothing else. */
const PEM = /^\s*-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END CERTIFICATE-----\s*$/;

/** The DER of the one certificate in a header; undefined where the header holds anything else. */
export function certificateInHeader(format: CertificateFormat, header: string): Buffer | undefined {
  if (header.length > LONGEST_HEADER) return undefined;
  if (format === 'rfc9440') return base64Of(/^:([A-Za-z0-9+/=]+):$/.exec(header.trim())?.[1]);
  return pemOf(format === 'xfcc' ? certificateOfXfcc(header) : header);
}

function pemOf(encoded: string | undefined): Buffer | undefined {
  const text = encoded === undefined ? undefined : decoded(encoded);
  return text === undefined ? undefined : base64Of(PEM.exec(text)?.[1]?.replaceAll(/\s/g, ''));
}

function decoded(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined; // no percent-encoding of UTF-8
  }
}

/** Strict: what a lenient reader would skip is refused. */
function base64Of(text: string | undefined): Buffer | undefined {
  if (text === undefined || text === '') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
