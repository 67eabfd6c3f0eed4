import type { ServerKey } from '#oidc-server-definition/server-administration.port';

/** Path of a server definition's pages, below the console. */
export function serverPath({ moduleId, pid }: Pick<ServerKey, 'moduleId' | 'pid'>, more = ''): string {
  return `/servers/${encodeURIComponent(moduleId)}/${String(pid)}${more}`;
}
