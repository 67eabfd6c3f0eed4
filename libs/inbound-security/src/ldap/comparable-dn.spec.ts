import { comparableDn } from './comparable-dn.js';

test.each([
  ['cn=Staff, ou=Groups,DC=example,dc=org', 'CN=staff,OU=groups,dc=Example , dc=ORG'],
  ['cn=a + sn=b;dc=x', 'cn=a+sn=b,dc=x'],
  [' cn = a , dc = x ', 'cn=a,dc=x'],
  ['cn=Zoe\u0308,dc=x', 'cn=zoë,dc=x'],
])('%j and %j name one entry', (one, other) => {
  expect(comparableDn(one)).toBe(comparableDn(other));
});

test.each([
  ['cn=a,dc=x', 'cn=b,dc=x'],
  ['cn=a,dc=x', 'cn=a,dc=x,dc=y'],
  ['cn=a b,dc=x', 'cn=ab,dc=x'],
  ['cn=a\\,dc=x', 'cn=a,dc=x'],
])('%j and %j name two', (one, other) => {
  expect(comparableDn(one)).not.toBe(comparableDn(other));
});
