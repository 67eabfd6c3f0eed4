import { isStale } from './based-on.js';

test.each([
  { name: 'names none', ifVersions: undefined, expected: false },
  { name: 'names the current one', ifVersions: [7], expected: false },
  { name: 'names the current one among older and made-up ones', ifVersions: [3, 7, 9], expected: false },
  { name: 'names an older one', ifVersions: [6], expected: true },
  { name: 'names what was never a version', ifVersions: [], expected: true },
])('F-06: a change of version 7 that $name', ({ ifVersions, expected }) => {
  expect(isStale(ifVersions ? { ifVersions } : {}, 7)).toBe(expected);
});
