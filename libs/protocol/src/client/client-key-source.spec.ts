import { clientKeySource } from './client-key-source.js';

const url = 'https://app.example/jwks';
const publicJwks = '{"keys":[]}';

test.each([
  { name: 'inline keys', client: { publicJwks, jwksUrl: '' }, jku: undefined, expected: 'inline' },
  { name: 'an address', client: { publicJwks: '', jwksUrl: url }, jku: undefined, expected: 'url' },
  { name: 'both, without jku', client: { publicJwks, jwksUrl: url }, jku: undefined, expected: 'inline' },
  { name: 'both, with the registered jku', client: { publicJwks, jwksUrl: url }, jku: url, expected: 'url' },
  { name: 'an address, with it as jku', client: { publicJwks: '', jwksUrl: url }, jku: url, expected: 'url' },
  { name: 'an address, with another jku', client: { publicJwks: '', jwksUrl: url }, jku: `${url}2`, expected: 'none' },
  { name: 'an address, with an empty jku', client: { publicJwks: '', jwksUrl: url }, jku: '', expected: 'none' },
  { name: 'inline keys, with any jku', client: { publicJwks, jwksUrl: '' }, jku: url, expected: 'none' },
  { name: 'inline keys, with an empty jku', client: { publicJwks, jwksUrl: '' }, jku: '', expected: 'none' },
  { name: 'no keys', client: { publicJwks: '', jwksUrl: '' }, jku: undefined, expected: 'none' },
])('STD K6, B19, V-39: a client with $name: $expected', ({ client, jku, expected }) => {
  expect(clientKeySource(client, jku).kind).toBe(expected);
});
