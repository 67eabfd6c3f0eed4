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
  const brackets = '['.repeat(1_000_000);
  const durations = Array.from({ length: 5 }, () => {
    const began = performance.now();
    expect(isDeeperThan(64, brackets)).toBe(true);
    return performance.now() - began;
  });

  // The fastest of a few: what else the machine does meanwhile is not the brackets' doing.
  expect(Math.min(...durations)).toBeLessThan(50);
});
