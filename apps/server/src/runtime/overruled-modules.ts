import type { ConfigurationProblem } from '#module-config/property.port';
import type { ModuleAdministration } from '#module-config/module-administration.port';
import type { ClientAdministration } from '#outbound-smart/clients/client-administration.port';

const REMEDY =
  'Write it into the property file, or set node.propertysource=DATABASE. A module that nobody needs is archived while that is set.';

/** Modules that are in the database alone while the property file counts: whatever belongs to them cannot be used any more. */
export async function overruledModules(
  modules: Pick<ModuleAdministration, 'overruled'>,
  clients: Pick<ClientAdministration, 'list'>,
): Promise<readonly ConfigurationProblem[]> {
  const found: ConfigurationProblem[] = [];
  for (const { moduleId } of (await modules.overruled()).modules) {
    const count = await clientsOf(moduleId, clients);
    const lost = count === 0 ? '' : `, and its ${count === 1 ? 'client gets' : `${count} clients get`} no token`;
    const problem = `is in the database and not in the property file, which counts: it does not run${lost}`;
    found.push({ key: `module.${moduleId}`, problem, remedy: REMEDY });
  }
  return found;
}

/** Pages of one client each are as many as there are clients. */
async function clientsOf(moduleId: string, clients: Pick<ClientAdministration, 'list'>): Promise<number> {
  const page = await clients.list({ moduleId, status: 'ENABLED_AND_DISABLED', pageIndex: 0, pageSize: 1 });
  return page.totalPages;
}
