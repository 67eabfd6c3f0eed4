import { isDeeperThan } from './json-depth.js';

test.each([
  { json: '[]', depth: 1 },
  { json: '{"a":{"b":[1]}}', depth: 3 },
  { json: '[[],[],[[]]]', depth: 3 },
  { json: '["[[[[", "\\"[[[[", "\\\\", "]]"]', depth: 1 },
  { json: '"unfinished [[[[', depth: 0 },
  { json: '1', depth: 0 },
])('$json nests $depth deep', ({ json, depth }) => {
  expect([isDeeperThan(depth, json), isDeeperThan(depth - 1, json)]).toEqual([false, true]);
});

test('V-74: a million brackets are seen through at once', () => {
  const began = performance.now();

  expect(isDeeperThan(64, '['.repeat(1_000_000))).toBe(true);
  expect(performance.now() - began).toBeLessThan(50);
});
