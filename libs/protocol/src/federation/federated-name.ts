import { sha256Base64Url } from '../hash.js';

/** A subject that reads well, and the same however a name's case is treated. */
const READABLE = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const HASH_CHARACTERS = 12;
const LONGEST_SITE = 110;

/**
 * The names that a person of another server may get here where no script makes one: the first one, unless somebody has it already. Readable, unique
 * and stable: `248289761001@idp.example.org/realms/a`. A subject whose letters could be taken for another's is followed by its hash.
 * @param pid of the definition, by which the second name differs from that of the same person at another module
 */
export function federatedNames(issuer: string, subject: string, pid: number): readonly string[] {
  const site = siteOf(issuer);
  const name = READABLE.test(subject) ? subject : `${legibleStart(subject)}${hashOf(subject)}`;
  return [`${name}@${site}`, `${name}~${String(pid)}@${site}`];
}

function siteOf(issuer: string): string {
  const { host, pathname } = new URL(issuer);
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
