import type { X509Certificate } from 'node:crypto';
import { addressTest, type ConfigurationProblem } from '#module-config/property.port';
import type { CertificateFormat } from '#protocol/oauth2/certificate-header';
import type { MutualTlsOptions } from './mutual-tls.options.js';

/** How the certificates of clients reach an instance: in a header of the proxy that terminates TLS (RFC 8705 §6.5). */
export interface MutualTls {
  /** Name of the header, in small letters. */
  readonly certificateHeader: string;
  readonly format: CertificateFormat;
  /** Whether the header may come from this address. */
  readonly isProxy: (address: string) => boolean;
  /** Who says that an authority issued a certificate: the proxy, or these authorities; undefined: nobody, and only self-signed ones count. */
  readonly trust?: 'proxy' | readonly X509Certificate[];
  /** Outward URL under which the endpoints ask for certificates, without a trailing slash; absent = under the usual one. */
  readonly aliasUrl?: string;
}

/** Headers that say something else. */
const TAKEN = ['authorization', 'cookie', 'host', 'dpop', 'content-type', 'content-length', 'origin', 'connection'];

/** What the configuration says of mutual TLS; undefined = it is off. The authorities come from a file, and are added by who reads it. */
export function mutualTlsOf(options: MutualTlsOptions): MutualTls | undefined {
  const { certificateHeader: header, aliasUrl: alias } = options;
  if (header === undefined) return undefined;
  return {
    certificateHeader: header.toLowerCase(),
    format: options.certificateFormat,
    isProxy: addressTest(options.trustedProxies),
    ...(options.chainVerifiedByProxy && { trust: 'proxy' as const }),
    ...(alias !== undefined && { aliasUrl: alias.replace(/\/+$/, '') }),
  };
}

/** What is wrong with the properties of mutual TLS as a whole; keys as in {@link MutualTlsOptions}. */
export function mutualTlsProblems(options: MutualTlsOptions): readonly ConfigurationProblem[] {
  const header = options.certificateHeader?.toLowerCase();
  if (header === undefined) return withoutHeader(options);
  const problems: ConfigurationProblem[] = [];
  if (TAKEN.includes(header)) {
    const remedy = 'Have the proxy write the certificate into a header of its own, like Client-Cert.';
    problems.push({ key: 'mtls.certificate_header', problem: `is ${header}, which has another meaning`, remedy });
  }
  if (options.trustedProxies.length === 0) {
    const remedy = 'Name the addresses of the proxies that write the header, like 10.0.0.5 or 10.0.0.0/24.';
    problems.push({
      key: 'mtls.trusted_proxies',
      problem: 'is empty: certificates would be taken from nobody',
      remedy,
    });
  }
  return problems;
}

/** Nothing of it has an effect without the header. */
function withoutHeader(options: MutualTlsOptions): readonly ConfigurationProblem[] {
  const { aliasUrl, trustAnchorsFile, chainVerifiedByProxy, trustedProxies } = options;
  const isMeant = aliasUrl ?? trustAnchorsFile ?? (chainVerifiedByProxy || trustedProxies.length > 0);
  if (isMeant === false) return [];
  const remedy = 'Name the header in which the proxy hands over the certificate, or remove the other mtls properties.';
  return [{ key: 'mtls.certificate_header', problem: 'is missing beside other properties of mutual TLS', remedy }];
}
