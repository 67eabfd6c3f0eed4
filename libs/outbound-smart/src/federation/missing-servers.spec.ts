import { missingServers } from './missing-servers.js';

const module = (enabled: boolean) => ({ moduleId: 'smart', options: { federation: { enabled } } });

test.each([
  { name: 'does not federate', enabled: false, servers: [], told: 0 },
  { name: 'has a server', enabled: true, servers: [{}, { clientId: 'us' }], told: 0 },
  { name: 'has none', enabled: true, servers: [], told: 1 },
  { name: 'is known to none', enabled: true, servers: [{}], told: 1 },
])('a module that $name', ({ enabled, servers, told }) => {
  expect(missingServers(module(enabled), servers)).toHaveLength(told);
});
