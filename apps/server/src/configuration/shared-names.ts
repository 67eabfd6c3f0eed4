import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { entryPlace } from '#protocol/json/entry-place';
import type { SeedFileProblem, Seeds } from './seed-files.js';
import { seedProblem, seedUsersKey } from './seed-keys.js';

/**
 * People of a seed file who are named like a client of a seed file: in `sub` one could pass for the other (ruling 49). What the database
 * holds is compared when the files are loaded.
 */
export function sharedNameProblems(
  outbound: readonly Pick<OutboundSmartInstance, 'moduleId' | 'inboundModuleId'>[],
  seeds: Pick<Seeds, 'clients' | 'users'>,
): readonly SeedFileProblem[] {
  return [...seeds.users].flatMap(([inboundModuleId, users]) => {
    const served = outbound.filter((instance) => instance.inboundModuleId === inboundModuleId);
    const clients = served.flatMap(({ moduleId }) =>
      (seeds.clients.get(moduleId) ?? []).map(({ clientId }) => [clientId, moduleId] as const),
    );
    const moduleByClient = new Map(clients);
    return users.flatMap(({ user: { username } }, index) => {
      const moduleId = moduleByClient.get(username);
      if (username === '' || moduleId === undefined) return [];
      const problem = seedProblem(seedUsersKey(inboundModuleId), {
        field: entryPlace('users', index, username, 'username'),
        problem: `"${username}" is the id of a client of ${moduleId}`,
        remedy: 'Give the person another user name.',
      });
      return [{ moduleId: inboundModuleId, kind: 'users', problem }];
    });
  });
}
