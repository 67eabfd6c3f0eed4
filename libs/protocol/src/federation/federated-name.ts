import { sha256Base64Url } from '../hash.js';

/** A subject that reads well, and the same however a name's case is treated. */
const READABLE = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const HASH_CHARACTERS = 12;
const LONGEST_SITE = 110;

/**
 * The names that a person of another system may get here where no script makes one: the first one, unless somebody has it already. Readable, unique
 * and stable: `248289761001@idp.example.org/realms/a`. A subject whose letters could be taken for another's is followed by its hash.
 * @param issuer a web address, or what else the system calls itself
 * @param place pid of the definition, or id of the module, by which the second name differs from that of the same person at another one
 */
export function federatedNames(issuer: string, subject: string, place: number | string): readonly [string, string] {
  const site = siteOf(issuer);
  const name = READABLE.test(subject) ? subject : `${legibleStart(subject)}${hashOf(subject)}`;
  return [`${name}@${site}`, `${name}~${String(place).toLowerCase()}@${site}`];
}

/** The same for a client of another server that acts for itself: `client:248289761001@idp.example.org`, which no person is ever called. */
export function clientNames(issuer: string, clientId: string, pid: number): readonly string[] {
  return federatedNames(issuer, clientId, pid).map((name) => `client:${name}`);
}

function siteOf(issuer: string): string {
  const { host, pathname } = URL.canParse(issuer) ? new URL(issuer) : { host: '', pathname: '' };
  if (host === '') return `${legibleStart(issuer)}${hashOf(issuer)}`;
  const site = `${host}${pathname.replace(/\/+$/, '')}`.toLowerCase();
  return site.length <= LONGEST_SITE ? site : `${site.slice(0, LONGEST_SITE - HASH_CHARACTERS - 1)}-${hashOf(site)}`;
}

function legibleStart(subject: string): string {
  const start = subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return start === '' ? '' : `${start}-`;
}

/** Hexadecimal, because the case of names may not count. */
function hashOf(text: string): string {
  return Buffer.from(sha256Base64Url(text), 'base64url').toString('hex').slice(0, HASH_CHARACTERS);
}
