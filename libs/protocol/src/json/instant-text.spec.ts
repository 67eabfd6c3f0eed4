import { instantText } from './instant-text.js';

test.each([
  ['2030-12-31T23:59:59Z', '2030-12-31T23:59:59.000+00:00'],
  ['2026-03-01T01:02:03.004+05:30', '2026-02-28T19:32:03.004+00:00'],
])('%s is written %s', (given, written) => {
  expect(instantText(new Date(given))).toBe(written);
  expect(new Date(written)).toEqual(new Date(given));
});
