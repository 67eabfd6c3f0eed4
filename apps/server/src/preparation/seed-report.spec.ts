import { seedReport } from './seed-report.js';

const key = 'module.a.config.seed_clients.file';

test.each([
  { names: ['a', 'b'], created: ['a', 'b'], said: '2 (a, b) created' },
  { names: ['a', 'b'], created: ['b'], said: '1 (b) created, 1 (a) skipped: there already, and left as they are' },
  { names: [], created: [], said: '0 created' },
])('of $names, $created: $said', ({ names, created, said }) => {
  expect(seedReport({ key, names, created })).toBe(`${key}: ${said}`);
});

test('of many the first are named', () => {
  const names = Array.from({ length: 30 }, (_, index) => `client-${index}`);

  expect(seedReport({ key, names, created: names })).toMatch(/: 30 \(client-0, .*client-19, …\) created$/);
});
