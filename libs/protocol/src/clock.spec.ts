import { epochSeconds, systemClock } from './clock.js';

describe('epochSeconds', () => {
  test.each([
    { date: '1969-12-31T23:59:59.999Z', expected: -1 },
    { date: '1970-01-01T00:00:00.999Z', expected: 0 },
    { date: '2026-11-22T12:00:00.500Z', expected: 1795348800 },
  ])('$date is $expected: rounded down, never up', ({ date, expected }) => {
    expect(epochSeconds(new Date(date))).toBe(expected);
  });
});

test('the machine clock moves forward', () => {
  const first = systemClock.now();

  expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(first.getTime());
});
