import { createHash } from 'node:crypto';

const hashedPrefix = 'sha256:';

/**
 * The `sub` of a person: the user name, as the product has it. A name that OpenID Connect does not allow there (not printable ASCII, over
 * 255 characters) is replaced by its hash, and so is a name that looks like such a hash, so that no two names share a subject.
 * @see OpenID Connect Core §2; STD OID-7, I18
 */
export function subjectOf(username: string): string {
  const usable = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(username) && !username.startsWith(hashedPrefix);
  return usable ? username : hashedPrefix + createHash('sha256').update(username, 'utf8').digest('base64url');
}
