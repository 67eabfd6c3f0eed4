import { federatedMethods, federatedPerson, joinedClaims } from './federated-person.js';

test.each([
  { name: 'nothing', claims: {}, person: { familyName: '', givenName: '', email: '' } },
  {
    name: 'all',
    claims: {
      family_name: 'Adams',
      given_name: 'Maria',
      name: 'Maria Adams',
      email: 'm@a.example',
      email_verified: true,
    },
    person: { familyName: 'Adams', givenName: 'Maria', email: 'm@a.example' },
  },
  { name: 'one name', claims: { name: 'Cher' }, person: { familyName: 'Cher', givenName: '', email: '' } },
  {
    name: 'V-75: an address that is unproved',
    claims: { email: 'm@a.example', email_verified: false },
    person: { familyName: '', givenName: '', email: '' },
  },
  {
    name: 'other things',
    claims: { family_name: 7, email: ['x'] },
    person: { familyName: '', givenName: '', email: '' },
  },
])('reads $name', ({ claims, person }) => {
  expect(federatedPerson(claims)).toEqual(person);
});

test('the signed document counts before the other one', () => {
  expect(joinedClaims({ sub: 'a', name: 'A' }, { name: 'B', phone: '1' })).toEqual({ sub: 'a', name: 'A', phone: '1' });
  expect(joinedClaims({ sub: 'a' }, undefined)).toEqual({ sub: 'a' });
});

test.each([
  [undefined, []],
  ['pwd', []],
  [
    ['pwd', 'otp', 'pwd', 7, 'two words', ''],
    ['pwd', 'otp'],
  ],
])('RFC 8176: amr %p', (amr, methods) => {
  expect(federatedMethods({ amr })).toEqual(methods);
});

test('of a list without end only the first ten count', () => {
  const amr = Array.from({ length: 30 }, (_, index) => `m${String(index)}`);

  expect(federatedMethods({ amr })).toEqual(amr.slice(0, 10));
});
