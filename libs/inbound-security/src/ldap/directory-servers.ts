import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type LdapAuth from 'ldapauth-fork';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { DirectoryConnectionOptions } from './directory-connection.options.js';

/** Servers as they are connected to, to be used only when there are no problems. */
export interface DirectoryServers {
  readonly servers: readonly LdapAuth.Server[];
  readonly problems: readonly ConfigurationProblem[];
  readonly warnings: readonly ConfigurationProblem[];
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;
const SCHEME_PORTS = { 'ldap:': 389, 'ldaps:': 636 } as const;

/**
 * Where the directory answers. Clear text is for a trial on one machine; elsewhere passwords of people would be there for the reading, which somebody
 * has to want explicitly (S-15).
 */
export function readDirectoryServers(
  { urls, startTls, allowClearText }: DirectoryConnectionOptions,
  mode: 'evaluation' | 'production',
): DirectoryServers {
  const read = urls.map((url) => ({ url, server: serverOf(url, startTls) }));
  const clear = read.filter(({ server }) => server?.security === 'none');
  const strange = read.filter(({ server }) => server === undefined).map(({ url }) => url);
  const exposed = clear.filter(({ server }) => mode !== 'evaluation' || !isLoopback(server?.host ?? ''));
  return {
    servers: read.flatMap(({ server }) => server ?? []),
    problems: [
      ...strange.map((url) =>
        problemOf(url, 'is no address of a directory', 'Write ldaps://host:port or ldap://host:port.'),
      ),
      ...(allowClearText ? [] : exposed.map(({ url }) => problemOf(url, CLEAR, SECURE))),
    ],
    warnings: allowClearText ? clear.map(({ url }) => problemOf(url, CLEAR, SECURE)) : [],
  };
}

/** What is wrong with a text of certificates, in words that fit behind its name. */
export function certificateProblem(text: string): string | undefined {
  const certificates = text.match(PEM) ?? [];
  if (certificates.length === 0) return 'has no certificate as PEM';
  return certificates.every(isCertificate) ? undefined : 'has something that is no certificate';
}

const CLEAR = 'would send passwords readable by anybody on the way';
const SECURE =
  'Write ldaps://, or set ldap.start_tls=true. Only where the network is safe by itself: ldap.allow_clear_text=true.';

/** `undefined` for what is no address; its form is a rule of the options class, which has reported others. */
function serverOf(url: string, startTls: boolean): LdapAuth.Server | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'ldap:' && protocol !== 'ldaps:') return undefined;
  const security = protocol === 'ldaps:' ? 'tls' : startTls ? 'start-tls' : 'none';
  const host = decodeURIComponent(hostname).replace(/^\[|\]$/gu, '');
  return host === '' ? undefined : { host, port: port === '' ? SCHEME_PORTS[protocol] : Number(port), security };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}

function problemOf(url: string, problem: string, remedy: string): ConfigurationProblem {
  return { key: 'ldap.url', problem: `${JSON.stringify(url)} ${problem}`, remedy };
}
