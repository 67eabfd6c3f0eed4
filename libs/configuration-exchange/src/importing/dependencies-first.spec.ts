import { dependenciesFirst } from './dependencies-first.js';

const module = (moduleId: string, ...needs: readonly string[]) => ({
  json: { moduleId, dependencies: needs.map((each) => ({ moduleId: each, type: 'SECURITY_IN_UP' })) },
});

test.each([
  { name: 'a chain', entries: [module('a', 'b'), module('b', 'c'), module('c')], expected: ['c', 'b', 'a'] },
  { name: 'nothing', entries: [], expected: [] },
  { name: 'one that is elsewhere', entries: [module('a', 'x'), module('b')], expected: ['a', 'b'] },
  { name: 'a circle', entries: [module('a', 'b'), module('b', 'a')], expected: ['b', 'a'] },
  { name: 'itself', entries: [module('a', 'a')], expected: ['a'] },
])('Modules come after what they depend on: $name', ({ entries, expected }) => {
  expect(dependenciesFirst(entries).map(({ json }) => json.moduleId)).toEqual(expected);
});

test('What is no module is left where it stands', () => {
  const entries = [{ json: null }, { json: { moduleId: 'a', dependencies: 'b' } }, { json: 1 }];

  expect(dependenciesFirst(entries)).toEqual(entries);
});
