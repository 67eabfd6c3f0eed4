import type { ModuleKey } from '#protocol/administration/module-key';

/** Which client a page is about. */
export interface ClientAt extends ModuleKey {
  readonly clientId: string;
}

/** Path of a client's pages, below the console. */
export function clientPath({ moduleId, clientId }: Pick<ClientAt, 'moduleId' | 'clientId'>, more = ''): string {
  return `/clients/${encodeURIComponent(moduleId)}/${encodeURIComponent(clientId)}${more}`;
}

/** Path of a client in the admin API. */
export function clientApiPath({ nodeId, moduleId, clientId }: ClientAt): string {
  return `/openid-connect-clients/${[nodeId, moduleId, clientId].map(encodeURIComponent).join('/')}`;
}
