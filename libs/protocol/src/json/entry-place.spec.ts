import { entryPlace } from './entry-place.js';

test.each([
  ['my-app', 'jwksUrl', 'clients[25] (my-app).jwksUrl'],
  ['jürgen', 'password', 'clients[25] (jürgen).password'],
  ['my-app', '', 'clients[25] (my-app)'],
  ['', 'clientId', 'clients[25].clientId'],
  ['a\n{"level":"info"}', 'clientId', 'clients[25].clientId'],
  ['a\u2028b', 'clientId', 'clients[25].clientId'],
  ['a'.repeat(201), 'clientId', 'clients[25].clientId'],
])('an entry called "%s", field "%s", is at %s', (name, field, place) => {
  expect(entryPlace('clients', 25, name, field)).toBe(place);
});
