import { isForStrangers } from '#protocol/permissions/for-strangers';
import type { Authority } from '#protocol/user/authority';
import { writtenAuthority } from '../permissions/written-authorities.js';

/**
 * An authority as a list has it: its name alone, or with the argument behind a slash. Undefined for what does not exist or is not whole, and for what
 * would make an administrator or a superuser out of whoever asks for an account.
 */
export function givenAuthority(text: string): Authority | undefined {
  const authority = writtenAuthority(text);
  return authority !== undefined && isForStrangers(authority.permission) ? authority : undefined;
}
