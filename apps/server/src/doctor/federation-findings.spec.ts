import { federationFindings, type FederatingModule } from './federation-findings.js';

const known = { name: 'Hospital', clientId: 'us' };
const { clientId: _, ...unknown } = known;

function moduleWith(federates: boolean, local = false, saml = false): FederatingModule {
  const federation = { enabled: federates, localSignInEnabled: local };
  return { moduleId: 'smart_auth', options: { federation, saml: { enabled: saml } } };
}

test.each([
  { name: 'does not federate', module: moduleWith(false), servers: [unknown], expected: [] },
  { name: 'has a server', module: moduleWith(true), servers: [known], expected: [] },
  { name: 'has none', module: moduleWith(true), servers: [], expected: [['error', 'module smart_auth']] },
  {
    name: 'has none beside passwords',
    module: moduleWith(true, true),
    servers: [],
    expected: [['warning', 'module smart_auth']],
  },
  {
    name: 'has none beside SAML',
    module: moduleWith(true, false, true),
    servers: [],
    expected: [['warning', 'module smart_auth']],
  },
  {
    name: 'is not known to the only one',
    module: moduleWith(true),
    servers: [unknown],
    expected: [
      ['error', 'module smart_auth'],
      ['warning', 'server Hospital'],
    ],
  },
])('a module that $name', ({ module, servers, expected }) => {
  expect(federationFindings(module, servers).map(({ severity, about }) => [severity, about])).toEqual(expected);
});
