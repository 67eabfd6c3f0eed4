import { TokenCache } from './token-cache.js';

const START = Date.UTC(2026, 0, 1);
let seconds = 0;
const clock = { now: () => new Date(START + seconds * 1_000) };
let cache: TokenCache<string>;
beforeEach(() => {
  seconds = 0;
  cache = new TokenCache<string>(clock);
});

/** Seconds since 1970, some seconds after the start. */
const at = (later: number): number => START / 1_000 + later;

test.each([
  { name: 'for as long as the module says', remembrance: { seconds: 300 }, last: 299 },
  { name: 'never past the expiry of the token', remembrance: { seconds: 300, expiresAt: at(10) }, last: 9 },
  { name: 'not longer where the token lives on', remembrance: { seconds: 300, expiresAt: at(3_600) }, last: 299 },
])('remembers $name', ({ remembrance, last }) => {
  cache.remember('token', 'anna', remembrance);
  seconds = last;
  const before = cache.find('token');
  seconds = last + 1;

  expect([before, cache.find('token')]).toEqual(['anna', undefined]);
});

test.each([
  { name: '0 seconds', remembrance: { seconds: 0 } },
  { name: 'a token that is expired', remembrance: { seconds: 300, expiresAt: at(0) } },
  { name: 'a token of long ago', remembrance: { seconds: 300, expiresAt: -1 } },
])('remembers nothing for $name', ({ remembrance }) => {
  cache.remember('token', 'anna', remembrance);

  expect(cache.find('token')).toBeUndefined();
});

test('a clock that is set back makes nothing younger, and what was forgotten stays so', () => {
  cache.remember('token', 'anna', { seconds: 300 });
  seconds = -1;
  const before = cache.find('token');
  seconds = 0;

  expect([before, cache.find('token')]).toEqual([undefined, undefined]);
});

test('V-44: 10,000 tokens that differ in one sign, written and read in turns, are never taken for one another', () => {
  const tokenOf = (holder: number): string =>
    `eyJhbGciOiJFUzI1NiJ9.${'0'.repeat(200)}${String(holder).padStart(5, '0')}.c2ln`;
  const mistaken: number[] = [];
  for (let holder = 0; holder < 10_000; holder++) {
    cache.remember(tokenOf(holder), `person-${holder}`, { seconds: 300 });
    const earlier = (holder * 7_919) % (holder + 1);
    if (cache.find(tokenOf(earlier)) !== `person-${earlier}`) mistaken.push(earlier);
  }

  expect([mistaken, cache.find(tokenOf(0)), cache.find(tokenOf(10_000))]).toEqual([[], 'person-0', undefined]);
});

test('what comes beyond 10,000 tokens takes the place of the oldest', () => {
  for (let holder = 0; holder <= 10_000; holder++) cache.remember(`token-${holder}`, 'x', { seconds: 300 });

  expect([cache.find('token-0'), cache.find('token-1'), cache.find('token-10000')]).toEqual([undefined, 'x', 'x']);
});
