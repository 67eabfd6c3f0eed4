import type { ModuleAuthor } from '#module-config/module-administration.port';
import type { AdminCall } from '../http/admin-call.js';

/** Who changes a module; the one that answers the call cannot be taken away by it. */
export function moduleAuthor({ author, instance }: Pick<AdminCall, 'author' | 'instance'>): ModuleAuthor {
  return { ...author, answeredBy: instance.moduleId };
}
