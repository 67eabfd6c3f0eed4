import { readDistinguishedName } from '../certificates/distinguished-name.js';
import { canonicalIp } from '../certificates/ip-address.js';
import type { MethodHolder } from '../oauth2/client-authentication-method.js';
import {
  certificateSubjectFields,
  type CertificateSubject,
  type CertificateSubjectField,
} from '../oauth2/certificate-subject.js';
import type { FieldProblem } from '../json/json-fields.js';

/** What a value must be, by field. */
const valueTests: Readonly<Record<CertificateSubjectField, { isGood: (value: string) => boolean; remedy: string }>> = {
  tlsClientAuthSubjectDn: {
    isGood: (value) => readDistinguishedName(value) !== undefined,
    remedy: 'Write it as `openssl x509 -noout -subject -nameopt RFC2253` prints it, like CN=app,O=Clinic,C=US',
  },
  tlsClientAuthSanDns: {
    isGood: (value) => /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?$/i.test(value),
    remedy: 'Write one host name without a wildcard, like app.example.org',
  },
  tlsClientAuthSanUri: {
    isGood: (value) => /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(value),
    remedy: 'Write one absolute URI, like spiffe://example.org/app',
  },
  tlsClientAuthSanIp: {
    isGood: (value) => canonicalIp(value) !== undefined,
    remedy: 'Write one IPv4 or IPv6 address, like 192.0.2.7',
  },
  tlsClientAuthSanEmail: {
    isGood: (value) => /^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/.test(value),
    remedy: 'Write one address, like app@example.org',
  },
};

/** What is wrong with the subject by which a client's certificate is to be known (RFC 8705 §2.1.2). */
export function clientCertificateProblems(client: CertificateSubject & MethodHolder): readonly FieldProblem[] {
  const fields = certificateSubjectFields.filter((field) => client[field] !== undefined);
  return [...numberProblems(client, fields), ...fields.flatMap((field) => valueProblems(field, client[field] ?? ''))];
}

/** Exactly one of them for `tls_client_auth`, none for every other method. */
function numberProblems(
  { tokenEndpointAuthMethod: method }: MethodHolder,
  [first, second]: readonly CertificateSubjectField[],
): FieldProblem[] {
  if (method !== 'tls_client_auth') {
    if (first === undefined) return [];
    return [
      { field: first, problem: 'is for tls_client_auth alone', remedy: 'Remove it, or set tokenEndpointAuthMethod' },
    ];
  }
  const remedy = `Set exactly one of ${certificateSubjectFields.join(', ')}`;
  if (first === undefined)
    return [{ field: 'tokenEndpointAuthMethod', problem: 'is tls_client_auth, but no subject is expected', remedy }];
  return second === undefined ? [] : [{ field: second, problem: `is set beside ${first}`, remedy }];
}

function valueProblems(field: CertificateSubjectField, value: string): FieldProblem[] {
  const { isGood, remedy } = valueTests[field];
  return isGood(value) ? [] : [{ field, problem: `cannot be ${JSON.stringify(value)}`, remedy }];
}
