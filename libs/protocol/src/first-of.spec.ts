import { firstOf } from './first-of.js';

test.each([
  { names: [], text: '' },
  { names: ['a'], text: 'a' },
  { names: ['a', 'b'], text: 'a, b' },
  { names: ['a', 'b', 'c', 'd'], text: 'a, b and 2 more' },
])('$names.length names', ({ names, text }) => {
  expect(firstOf(names, 2)).toBe(text);
});
