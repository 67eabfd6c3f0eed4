import { aboutPath } from './about-path.js';

test.each([
  ['client smart_auth/my app', '/clients/smart_auth/my%20app'],
  ['module local_security', '/modules/local_security'],
  ['keystore default', '/keystores/default'],
  ['user local_security/ada', '/users?module=local_security&q=ada'],
  ['clock of the database', undefined],
  ['client without-module', undefined],
  ['', undefined],
])('a finding about “%s” leads to %s', (about, path) => {
  expect(aboutPath(about)).toBe(path);
});
