import { readLdapInbound } from './read-ldap-inbound.js';

const well = {
  'ldap.url': 'ldaps://directory.example',
  'authenticator.bind.user.base': 'ou=people,dc=example',
  'authenticator.bind.user.query': '(&(objectClass=person)(|(mail={0})(uid={0})))',
};
const read = (changes: Readonly<Record<string, string>>, mode: 'evaluation' | 'production' = 'production') =>
  readLdapInbound(
    { nodeId: 'Master', moduleId: 'ldap', config: new Map(Object.entries({ ...well, ...changes })) },
    mode,
  );
const keysOf = (changes: Readonly<Record<string, string>>, mode?: 'evaluation'): readonly string[] =>
  read(changes, mode).problems.map(({ key }) => key.replace('module.ldap.config.', ''));

test.each<readonly [Readonly<Record<string, string>>, readonly string[]]>([
  [{}, []],
  [{ 'ldap.url': '' }, ['ldap.url']],
  [{ 'ldap.url': 'http://directory.example' }, ['ldap.url', 'ldap.url']],
  [{ 'ldap.url': 'ldap://user:pw@directory.example' }, ['ldap.url']],
  [{ 'ldap.url': 'ldap://directory.example/dc=example' }, ['ldap.url']],
  [{ 'ldap.system_user.dn': 'cn=x' }, ['ldap.system_user.password']],
  [{ 'ldap.system_user.password': 'x' }, ['ldap.system_user.dn']],
  [{ 'ldap.ca.text': 'no certificate' }, ['ldap.ca.text']],
  [{ 'authenticator.bind.user.base': '' }, ['authenticator.bind.user.base']],
  [{ 'authenticator.bind.user.query': '(uid=everybody)' }, ['authenticator.bind.user.query']],
  [{ 'authenticator.bind.user.query': '(uid={0}' }, ['authenticator.bind.user.query']],
  [{ 'authenticator.bind.user.query': '(uid=*{0})' }, ['user_attribute.username']],
  [{ 'authenticator.bind.user.query': '(uid=*{0})', 'user_attribute.username': 'uid' }, []],
  [{ 'groups.query': 'member={1}' }, ['groups.query']],
  [{ 'user_attribute.email': 'no attribute' }, ['user_attribute.email']],
  [{ global_permissions: 'ROLE_FHIR_CLIENT,NONSENSE' }, ['global_permissions']],
  [{ 'groups.permissions': 'nurses ROLE_FHIR_CLIENT' }, ['groups.permissions']],
  [{ 'groups.permissions': 'cn=nurses => NONSENSE' }, ['groups.permissions']],
  [{ 'ldap.pool_size': '11' }, ['ldap.pool_size']],
  [{ 'call_back_script.text': 'x' }, ['call_back_script.text']],
])('S-15: %j', (changes, keys) => {
  expect(keysOf(changes)).toEqual(keys);
});

test('the secret is in no message', () => {
  expect(JSON.stringify(read({ 'ldap.system_user.password': 'canary' }).problems)).not.toContain('canary');
});

describe('S-15: passwords in clear', () => {
  const clear = { 'ldap.start_tls': 'false' };

  test.each<readonly [string, 'evaluation' | undefined, readonly string[]]>([
    ['ldap://directory.example', undefined, ['ldap.url']],
    ['ldap://directory.example', 'evaluation', ['ldap.url']],
    ['ldap://localhost', undefined, ['ldap.url']],
    ['ldap://localhost', 'evaluation', []],
    ['ldap://127.0.0.1:389', 'evaluation', []],
    ['ldap://[::1]', 'evaluation', []],
    ['ldap://127.0.0.1.example', 'evaluation', ['ldap.url']],
    ['ldaps://directory.example', undefined, []],
  ])('at %s in mode %s', (url, mode, keys) => {
    expect(keysOf({ ...clear, 'ldap.url': url }, mode)).toEqual(keys);
  });

  test('where somebody wants them they are a warning', () => {
    const { problems, warnings } = read({ ...clear, 'ldap.url': 'ldap://d.example', 'ldap.allow_clear_text': 'true' });

    expect([problems, warnings.map(({ key }) => key)]).toEqual([[], ['module.ldap.config.ldap.url']]);
  });
});

test('what is said of groups is told of where none are read', () => {
  const groups = {
    'groups.permissions': 'cn=nurses,dc=example => ROLE_FHIR_CLIENT',
    'groups.nested_levels': '2',
    'groups.search_recursively': 'true',
  };
  const keysOfWarnings = (more: Readonly<Record<string, string>>) => read(more).warnings.map(({ key }) => key);

  expect(keysOfWarnings(groups)).toEqual(Object.keys(groups).map((key) => `module.ldap.config.${key}`));
  expect(keysOfWarnings({ ...groups, 'groups.basedn': 'ou=groups,dc=example' })).toEqual([]);
});

test('ports, hosts and the beginning of TLS are those of the URLs', () => {
  const { instance } = read({ 'ldap.url': 'ldap://a.example ldaps://[::1] LDAPS://b.example:1636' });

  expect(instance.connection.servers).toEqual([
    { host: 'a.example', port: 389, security: 'start-tls' },
    { host: '::1', port: 636, security: 'tls' },
    { host: 'b.example', port: 1636, security: 'tls' },
  ]);
});

test('the user name is the attribute that the query compares first', () => {
  expect(read({}).instance.usernameAttribute).toBe('mail');
});

test.each<readonly [Readonly<Record<string, string>>, readonly string[]]>([
  [{ global_permissions: 'ROLE_FHIR_CLIENT CHANGE_OWN_PASSWORD' }, []],
  [{ global_permissions: 'ROLE_SUPERUSER' }, ['global_permissions']],
  [{ global_permissions: 'UPDATE_USER' }, ['global_permissions']],
  [{ 'groups.permissions': 'cn=nurses => VIEW_USERS' }, ['groups.permissions']],
  [{ 'groups.permissions': 'cn=nurses => VIEW_USERS', 'groups.basedn': 'ou=groups,dc=example' }, []],
])('an operator is told of %j', (changes, keys) => {
  const { warnings, problems } = read(changes);

  expect([warnings.map(({ key }) => key.replace('module.ldap.config.', '')), problems]).toEqual([keys, []]);
});
