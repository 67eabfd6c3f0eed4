import { isSameSite } from './same-site.js';

const own = 'https://auth.example';

describe('isSameSite', () => {
  test.each([
    {
      name: 'cross-site navigation',
      secFetchSite: 'cross-site',
      origin: undefined,
      referer: undefined,
      expected: false,
    },
    {
      name: 'cross-site with our Origin forged',
      secFetchSite: 'cross-site',
      origin: own,
      referer: undefined,
      expected: false,
    },
    {
      name: 'old browser, foreign Origin',
      secFetchSite: undefined,
      origin: 'https://evil.test',
      referer: undefined,
      expected: false,
    },
    {
      name: 'old browser, opaque Origin',
      secFetchSite: undefined,
      origin: 'null',
      referer: undefined,
      expected: false,
    },
    {
      name: 'old browser, foreign Referer',
      secFetchSite: undefined,
      origin: undefined,
      referer: 'https://evil.test/x',
      expected: false,
    },
    {
      name: 'look-alike Referer',
      secFetchSite: undefined,
      origin: undefined,
      referer: 'https://auth.example.evil.test/',
      expected: false,
    },
    { name: 'typed address', secFetchSite: 'none', origin: undefined, referer: undefined, expected: true },
    { name: 'our own page', secFetchSite: 'same-origin', origin: own, referer: undefined, expected: true },
    {
      name: 'old browser, our Referer',
      secFetchSite: undefined,
      origin: undefined,
      referer: `${own}/signin`,
      expected: true,
    },
    { name: 'no browser at all', secFetchSite: undefined, origin: undefined, referer: undefined, expected: true },
  ])('ruling 45: $name → $expected', ({ expected, ...headers }) => {
    expect(isSameSite(headers, own)).toBe(expected);
  });
});
