import { clientPath } from '../clients/client-paths.js';
import { modulePath } from '../modules/module-paths.js';

/** The page of what a finding is about; undefined where it has none. */
export function aboutPath(about: string): string | undefined {
  const [, kind, rest = ''] = /^(client|module|keystore|script|user)s? (.+)$/.exec(about) ?? [];
  const [moduleId, id] = [rest.slice(0, Math.max(rest.indexOf('/'), 0)), rest.slice(rest.indexOf('/') + 1)];
  switch (kind) {
    case 'client':
      return moduleId === '' ? undefined : clientPath({ moduleId, clientId: id });
    case 'module':
      return /^[\w-]+$/.test(rest) ? modulePath(rest) : undefined;
    case 'keystore':
      return `/keystores/${encodeURIComponent(rest)}`;
    case 'user':
      return moduleId === '' ? undefined : `/users?${new URLSearchParams({ module: moduleId, q: id }).toString()}`;
    default:
      return undefined;
  }
}
