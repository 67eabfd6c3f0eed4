import { editDistance } from './edit-distance.js';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['nodeid', 'node.id', 1],
  ['mdoe', 'mode', 2],
  ['modul', 'module', 1],
  ['kitten', 'sitting', 3],
])('from %p to %p it is %i letters', (one, other, distance) => {
  expect(editDistance(one, other)).toBe(distance);
  expect(editDistance(other, one)).toBe(distance);
});
