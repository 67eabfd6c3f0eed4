import { parameterSpelledAs } from './parameter-variant.js';

test.each([
  ['redirect_uri[]', 'redirect_uri'],
  ['redirect_uri[0]', 'redirect_uri'],
  ['redirect_uri.x', 'redirect_uri'],
  ['password[$ne]', 'password'],
  ['scope[]', 'scope'],
  ['redirect_uri', undefined],
  ['redirect_uris[]', undefined],
  ['scope.openid', undefined],
  ['unknown[]', undefined],
  ['[redirect_uri]', undefined],
  ['', undefined],
])('V-07, V-87: %j is a spelling of %j', (name, expected) => {
  expect(parameterSpelledAs(name)).toBe(expected);
});
