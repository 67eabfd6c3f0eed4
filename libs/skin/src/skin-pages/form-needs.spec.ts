import { formNeeds } from './form-needs.js';
import { stockPage } from './stock-pages.js';

const { model, audience } = stockPage('approval', 'normal');
const implied = formNeeds('approval', model, audience).implied;
const isWhole = (...fields: readonly (readonly [name: string, value: string])[]): boolean | undefined =>
  implied?.by(fields.map(([name, value]) => ({ name, value })));

test.each([
  { name: 'buttons alone', isWhole: isWhole(['authorize', ''], ['deny', '']) },
  { name: 'the scopes of the request, sent back in one field', isWhole: isWhole(['scope', 'openid fhirUser']) },
  { name: 'a box for each scope', isWhole: isWhole(['scope', 'openid'], ['scope', 'fhirUser']), expected: false },
  { name: 'scope.<x>', isWhole: isWhole(['scope.openid', 'true']), expected: false },
  { name: 'scope_<x>', isWhole: isWhole(['scope_openid', 'openid']), expected: false },
])('skins 1.4: a form with $name is about all that is asked for: $expected', ({ isWhole: said, expected = true }) => {
  expect(said).toBe(expected);
});
