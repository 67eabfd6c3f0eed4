import { jsonExcess } from './json-bounds.js';

const bounds = { levels: 3, values: 4 };

test.each([
  { name: 'four levels', json: '[[[[1]]]]', excess: 'levels' },
  { name: 'levels that never end', json: '['.repeat(1_000_000), excess: 'levels' },
  { name: 'five items', json: '[1,2,3,4,5]', excess: 'values' },
  { name: 'five members in two objects', json: '[{"a":1,"b":2},{"a":1,"b":2},{}]', excess: 'values' },
  { name: 'a million commas', json: ','.repeat(1_000_000), excess: 'values' },
  { name: 'three levels', json: '[[[1]]]', excess: undefined },
  { name: 'brackets and commas in a text', json: String.raw`["[[[[,,,,\"[[[["]`, excess: undefined },
  { name: 'a text that never ends', json: '"[[[[,,,,', excess: undefined },
  { name: 'nothing', json: '', excess: undefined },
])('V-90: $name → $excess', ({ json, excess }) => {
  expect(jsonExcess(json, bounds)).toBe(excess);
});
