import { isDistinguishedName } from '../certificates/distinguished-name.js';
import { canonicalIp } from '../certificates/ip-address.js';
import type { ClientSettings } from '../client/client.js';
import type { ClientCertificate } from './client-certificate.js';

type Names = ClientCertificate['names'];

/** How a client's certificate may be told from others of its authority, by the fields of the client that say so; one of them per client. */
const subjectTests = {
  tlsClientAuthSubjectDn: (names: Names, expected: string) => isDistinguishedName(names.subject, expected),
  tlsClientAuthSanDns: (names: Names, expected: string) =>
    names.dns.some((name) => name.toLowerCase() === expected.toLowerCase()),
  tlsClientAuthSanUri: (names: Names, expected: string) => names.uris.includes(expected),
  tlsClientAuthSanIp: (names: Names, expected: string) => names.ips.includes(canonicalIp(expected) ?? ''),
  tlsClientAuthSanEmail: (names: Names, expected: string) => names.emails.includes(expected),
} as const satisfies Partial<Record<keyof ClientSettings, (names: Names, expected: string) => boolean>>;

/** A field that says which certificate is the client's (RFC 8705 §2.1.2). */
export type CertificateSubjectField = keyof typeof subjectTests;

/** Their names. */
export const certificateSubjectFields = Object.keys(subjectTests) as readonly CertificateSubjectField[];

/** What a client registered of its certificate's subject. */
export type CertificateSubject = Pick<ClientSettings, CertificateSubjectField>;

/**
 * Whether the certificate is the one that the client registered by its subject: exactly one expected name, and the certificate has it. Wildcards
 * mean nothing.
 * @see RFC 8705 §2.1
 */
export function hasRegisteredSubject({ names }: Pick<ClientCertificate, 'names'>, client: CertificateSubject): boolean {
  const [field, ...others] = certificateSubjectFields.filter((name) => client[name] !== undefined);
  const expected = field === undefined ? undefined : client[field];
  if (field === undefined || expected === undefined || others.length > 0) return false;
  return subjectTests[field](names, expected);
}
