import { readUserJson } from './user-json.js';

const defaults = { nodeId: 'Master', moduleId: 'local' };
const read = (externalIdentities: unknown) => readUserJson({ username: 'anna', externalIdentities }, defaults);
const oidc = { kind: 'oidc', moduleId: 'smart_auth', issuer: 'https://idp.example.org', subject: '7' };

test.each([
  ['a server’s person', oidc],
  ['one by registration id alone', { kind: 'oidc', moduleId: 'smart_auth', registrationId: 'idp', subject: '7' }],
  ['a client of a server', { ...oidc, kind: 'oidc-client' }],
  ['of a SAML provider', { kind: 'saml', moduleId: 'saml', issuer: 'urn:idp', subject: '7' }],
  ['of a client that brings its people', { ...oidc, kind: 'codap' }],
  ['of the directory', { kind: 'directory', subject: 'cn=anna,dc=example' }],
])('%s is read as it is', (_name, entry) => {
  const { user, problems } = read([entry]);

  expect([user.externalIdentities, user.external, problems]).toEqual([[entry], true, []]);
});

test.each([
  ['no id', { ...oidc, subject: '' }, 'externalIdentities[0].subject'],
  ['no module', { ...oidc, moduleId: undefined }, 'externalIdentities[0].moduleId'],
  ['neither issuer nor registration id', { ...oidc, issuer: null }, 'externalIdentities[0].issuer'],
  [
    'SAML by registration id',
    { ...oidc, kind: 'saml', issuer: '', registrationId: 'x' },
    'externalIdentities[0].issuer',
  ],
  [
    'CODAP by registration id',
    { ...oidc, kind: 'codap', issuer: '', registrationId: 'x' },
    'externalIdentities[0].issuer',
  ],
  ['another kind', { ...oidc, kind: 'ldap' }, 'externalIdentities[0].kind'],
  ['an id that is too long', { ...oidc, subject: 'x'.repeat(2_049) }, 'externalIdentities[0].subject'],
])('%s is refused', (_name, entry, field) => {
  expect(read([entry]).problems.map((each) => each.field)).toContain(field);
});

test('nothing said is not the same as none', () => {
  expect(readUserJson({ username: 'anna' }, defaults).user.externalIdentities).toBeUndefined();
  expect([read(null).user.externalIdentities, read([]).user.externalIdentities]).toEqual([undefined, []]);
  expect(read(Array(21).fill(oidc)).problems).toHaveLength(1);
});

test('who has a password here as well is not of another system', () => {
  const { user } = readUserJson(
    { username: 'anna', password: 'a long password', externalIdentities: [oidc] },
    defaults,
  );

  expect(user.external).toBe(false);
});
