import { X509Certificate } from 'node:crypto';
import type { Finding } from './finding.js';

/** Days before the end of a certificate from which on it is told. */
const SOON_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** The certificates of a SAML inbound module, PEM. */
export interface SamlCertificates {
  readonly moduleId: string;
  readonly keys: { readonly signing?: { readonly certificate: string }; readonly verification: readonly string[] };
}

/** Which certificates have run out, or soon will. Of several of the provider's the last one counts: the others are of keys it had before. */
export function samlFindings({ moduleId, keys }: SamlCertificates, now: Date): readonly Finding[] {
  const { signing, verification } = keys;
  const last = Math.max(...verification.map(endOf));
  const about = `SAML module ${moduleId}`;
  return [
    ...(signing ? ending(about, { ...OURS, end: endOf(signing.certificate) }, now) : []),
    ...ending(about, { ...THEIRS, end: last }, now),
  ];
}

interface Ending {
  readonly whose: string;
  readonly remedy: string;
  /** Milliseconds since 1970. */
  readonly end: number;
}

const OURS = {
  whose: 'our certificate',
  remedy: 'Make a new key and certificate, register it at the identity provider, and put it into the keystore',
};
const THEIRS = {
  whose: 'the certificate of the identity provider',
  remedy: 'Ask the provider for its new certificate and put it beside the present one',
};

/** Nobody here refuses a certificate for its age, but providers do, and change their own in time. */
function ending(about: string, { whose, remedy, end }: Ending, now: Date): readonly Finding[] {
  const days = Math.floor((end - now.getTime()) / DAY_MILLISECONDS);
  if (days >= SOON_DAYS) return [];
  const date = new Date(end).toISOString().slice(0, 10);
  const problem = end <= now.getTime() ? `${whose} ran out on ${date}` : `${whose} runs out on ${date}`;
  return [{ severity: 'warning', about, problem, remedy }];
}

function endOf(pem: string): number {
  return Date.parse(new X509Certificate(pem).validTo);
}
