import LdapAuth from 'ldapauth-fork';
import { directoryPerson, isShut, usernameOf } from './directory-person.js';
import { readLdapInbound } from './read-ldap-inbound.js';

const config = {
  'ldap.url': 'ldaps://directory.example',
  'authenticator.bind.user.base': 'dc=example',
  'authenticator.bind.user.query': 'uid={0}',
};
const module = (more: Readonly<Record<string, string>> = {}) =>
  readLdapInbound(
    { nodeId: 'Master', moduleId: 'ldap', config: new Map(Object.entries({ ...config, ...more })) },
    'production',
  ).instance;
const dn = 'uid=Ann, dc=example';

test('names are found in whatever case the directory writes attributes', () => {
  const entry = { dn, UID: 'ann', SN: ['Ample', 'Other'], GivenName: 'Ann', mail: [] };
  const { person, username } = directoryPerson(entry, new Set(), module());

  expect(username).toBe('ann');
  expect(person).toMatchObject({ familyName: 'Ample', givenName: 'Ann', email: '', source: 'ldap' });
});

test.each([
  { entry: { dn, entryUUID: '1-2' }, more: {}, subject: '1-2' },
  { entry: { dn, objectGUID: Buffer.from([1, 254]) }, more: {}, subject: '01fe' },
  { entry: { dn, entryUUID: '' }, more: {}, subject: 'uid=ann,dc=example' },
  {
    entry: { dn, entryUUID: '1-2', employeeNumber: '7' },
    more: { 'user_attribute.id': 'employeeNumber' },
    subject: '7',
  },
])('V-75: a person is known again by $subject', ({ entry, more, subject }) => {
  expect(directoryPerson(entry, new Set(), module(more)).person.subject).toBe(subject);
});

test('of several user names the same one counts, in whatever order they come; none is none', () => {
  const names = [['b', 'a'], ['a', 'b'], []].map((uid) => usernameOf({ dn, uid }, module()));

  expect(names).toEqual(['a', 'a', undefined]);
});

test('an attribute called dn is not the name of the entry', () => {
  expect(usernameOf({ dn }, module({ 'user_attribute.username': 'dn' }))).toBeUndefined();
});

test('only an address is a FHIR resource', () => {
  const more = { 'user_attribute.fhir_user': 'labeledURI' };
  const urls = ['https://fhir.example/Practitioner/1', 'javascript:alert(1)', 'Practitioner/1'].map(
    (labeledURI) => directoryPerson({ dn, labeledURI }, new Set(), module(more)).person.details.fhirUserUrl,
  );

  expect(urls).toEqual(['https://fhir.example/Practitioner/1', undefined, undefined]);
});

test.each([
  { entry: {}, expected: false },
  { entry: { userAccountControl: '512' }, expected: false },
  { entry: { useraccountcontrol: '514' }, expected: true },
  { entry: { userAccountControl: 'nonsense' }, expected: false },
  { entry: { nsAccountLock: 'TRUE' }, expected: true },
  { entry: { loginDisabled: 'FALSE' }, expected: false },
  { entry: { pwdAccountLockedTime: '20261101120000Z' }, expected: false },
  { entry: { pwdAccountLockedTime: '000001010000Z' }, expected: true },
])('the directory lets nobody in by $entry: $expected', ({ entry, expected }) => {
  expect(isShut({ dn, ...entry })).toBe(expected);
});

test.each([
  { query: 'uid={0}', expected: '(&(objectClass=*)(|(entryUUID=a\\2a)))' },
  {
    query: '(&(objectClass=person)(|(uid={0})(mail={0}*))(!(cn={0}))(!(memberOf=cn=left)))',
    expected:
      '(&(&(objectClass=person)(|(objectClass=*)(objectClass=*))(objectClass=*)(!(memberOf=cn=left)))(|(entryUUID=a\\2a)))',
  },
])('V-70: an id stands in place of the name in $query', ({ query, expected }) => {
  expect(LdapAuth.filterOfIds(query, [{ attribute: 'entryUUID', value: 'a*' }]).toString()).toBe(expected);
});
