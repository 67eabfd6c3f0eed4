import type { NewClient } from '#protocol/client/new-client';
import type { SeedUser } from '#inbound-security/user-seeding.port';
import { sharedNameProblems } from './shared-names.js';

const outbound = [
  { moduleId: 'smart_auth', inboundModuleId: 'local' },
  { moduleId: 'again', inboundModuleId: 'local' },
  { moduleId: 'elsewhere', inboundModuleId: 'other' },
];
const clients = (...ids: readonly string[]) => ids.map((clientId) => ({ clientId }) as NewClient);
const users = (...names: readonly string[]) =>
  names.map((username) => ({ user: { username }, needsPassword: false }) as SeedUser);

test.each([
  { name: 'of another module', client: 'elsewhere', ids: ['backend'], places: [] },
  { name: 'of another spelling', client: 'smart_auth', ids: ['Backend'], places: [] },
  { name: 'without a name, which is reported already', client: 'smart_auth', ids: [''], places: [] },
  { name: 'of a module that it signs in for', client: 'smart_auth', ids: ['app', 'backend'], places: ['smart_auth'] },
  { name: 'of the second such module', client: 'again', ids: ['backend'], places: ['again'] },
])('ruling 49: a person named like a client $name', ({ client, ids, places }) => {
  const seeds = {
    clients: new Map([[client, clients(...ids)]]),
    users: new Map([['local', users('amelia', 'backend', '')]]),
  };

  expect(sharedNameProblems(outbound, seeds)).toEqual(
    places.map((moduleId) => ({
      ...{ moduleId: 'local', kind: 'users' },
      problem: {
        key: 'module.local.config.seed.users.file → users[1] (backend).username',
        problem: `"backend" is the id of a client of ${moduleId}`,
        remedy: 'Give the person another user name.',
      },
    })),
  );
});
