import { keySetLifetime } from './key-set-lifetime.js';

test.each([
  { cacheControl: undefined, fresh: 300, stale: 3_600 },
  { cacheControl: 'public', fresh: 300, stale: 3_600 },
  { cacheControl: 'must-revalidate', fresh: 300, stale: 300 },
  { cacheControl: 'max-age=60', fresh: 60, stale: 60 },
  { cacheControl: 'Public, MAX-AGE="60"', fresh: 60, stale: 60 },
  { cacheControl: 'max-age=60, stale-while-revalidate=600', fresh: 60, stale: 660 },
  { cacheControl: 'max-age=60, stale-if-error=86400', fresh: 60, stale: 3_600 },
  { cacheControl: 'max-age=60, stale-if-error=600, must-revalidate', fresh: 60, stale: 60 },
  { cacheControl: 'max-age=31536000, immutable', fresh: 3_600, stale: 3_600 },
  { cacheControl: 'max-age=0', fresh: 0, stale: 0 },
  { cacheControl: 'no-store', fresh: 0, stale: 0 },
  { cacheControl: 'no-cache, no-store, max-age=0, must-revalidate', fresh: 0, stale: 0 },
  { cacheControl: 'max-age=3600, no-cache', fresh: 0, stale: 0 },
  { cacheControl: 'max-age=-1', fresh: 0, stale: 0 },
  { cacheControl: 'max-age=soon', fresh: 0, stale: 0 },
  { cacheControl: 'max-age', fresh: 0, stale: 0 },
  { cacheControl: 'max-age=10, max-age=3600', fresh: 10, stale: 10 },
])('STD K7: $cacheControl: $fresh s, then $stale s while looking again', ({ cacheControl, fresh, stale }) => {
  expect(keySetLifetime({ cacheControl, age: 0 })).toEqual({ fresh, stale });
});

test.each([
  { cacheControl: 'max-age=600', age: 590, fresh: 10, stale: 10 },
  { cacheControl: 'max-age=600', age: 900, fresh: 0, stale: 0 },
  { cacheControl: 'max-age=60, stale-if-error=600', age: 100, fresh: 0, stale: 560 },
  { cacheControl: 'max-age=86400', age: 7_200, fresh: 3_600, stale: 3_600 },
  { cacheControl: undefined, age: 900, fresh: 300, stale: 3_600 },
])('STD K7: $cacheControl from a cache that has had it for $age s: $fresh s', ({ cacheControl, age, fresh, stale }) => {
  expect(keySetLifetime({ cacheControl, age })).toEqual({ fresh, stale });
});
