import { authorityFault } from '#protocol/permissions/authority-fault';
import { isSuperuser } from '#protocol/permissions/may-grant';
import type { Authority } from '#protocol/user/authority';

/** Permissions by which somebody could give themselves any other. */
const OVER_USERS: ReadonlySet<string> = new Set(['CREATE_USER', 'UPDATE_USER', 'SAVE_USER']);

/**
 * An authority as a list has it: its name alone, or with the argument behind a slash. Undefined for what does not exist or is not whole, and for what
 * makes an administrator of users out of whoever asks for an account.
 */
export function givenAuthority(text: string): Authority | undefined {
  const [, permission = '', argument] = /^([A-Z0-9_]+)(?:\/(.+))?$/.exec(text) ?? [];
  const authority = argument === undefined ? { permission } : { permission, argument };
  if (authorityFault(authority) !== undefined) return undefined;
  return isSuperuser([authority]) || OVER_USERS.has(permission) ? undefined : authority;
}
