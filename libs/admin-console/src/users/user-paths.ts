import type { UserKey } from '#inbound-security/user-administration.port';

/** Path of a user's pages, below the console. */
export function userPath({ moduleId, pid }: Pick<UserKey, 'moduleId' | 'pid'>, more = ''): string {
  return `/users/${encodeURIComponent(moduleId)}/${String(pid)}${more}`;
}

/** Path of the list of a module's users. */
export function usersPath(moduleId: string): string {
  return `/users?module=${encodeURIComponent(moduleId)}`;
}
