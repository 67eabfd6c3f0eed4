import { sourceOf } from './request-source.js';

const own = 'https://auth.example';

describe('sourceOf', () => {
  test.each([
    { name: 'a navigation from another site', headers: { 'sec-fetch-site': 'cross-site' }, expected: 'foreign' },
    { name: 'our Origin forged', headers: { 'sec-fetch-site': 'cross-site', origin: own }, expected: 'foreign' },
    { name: 'Sec-Fetch-Site of nonsense', headers: { 'sec-fetch-site': 'Same-Origin' }, expected: 'foreign' },
    {
      name: 'Sec-Fetch-Site twice',
      headers: { 'sec-fetch-site': ['same-origin', 'cross-site'] },
      expected: 'foreign',
    },
    { name: 'an old browser, foreign Origin', headers: { origin: 'https://evil.test' }, expected: 'foreign' },
    { name: 'an old browser, Origin that is none', headers: { origin: 'evil' }, expected: 'foreign' },
    {
      name: 'an old browser, foreign Origin and our Referer',
      headers: { origin: 'https://evil.test', referer: `${own}/signin` },
      expected: 'foreign',
    },
    { name: 'an old browser, foreign Referer', headers: { referer: 'https://evil.test/x' }, expected: 'foreign' },
    { name: 'a look-alike Referer', headers: { referer: 'https://auth.example.evil.test/' }, expected: 'foreign' },
    { name: 'an old browser, opaque Origin', headers: { origin: 'null' }, expected: 'foreign' },
    {
      name: 'an old browser, opaque Origin and our Referer',
      headers: { origin: 'null', referer: `${own}/signin` },
      expected: 'foreign',
    },
    {
      name: 'an opaque Origin of our page',
      headers: { 'sec-fetch-site': 'same-origin', origin: 'null' },
      expected: 'own-origin',
    },
    { name: 'a sub-domain', headers: { 'sec-fetch-site': 'same-site' }, expected: 'own-site' },
    { name: 'a typed address', headers: { 'sec-fetch-site': 'none' }, expected: 'nowhere' },
    { name: 'no browser at all', headers: {}, expected: 'nowhere' },
    { name: 'our own page', headers: { 'sec-fetch-site': 'same-origin', origin: own }, expected: 'own-origin' },
    { name: 'an old browser, our Referer', headers: { referer: `${own}/signin` }, expected: 'own-origin' },
  ])('ruling 45, V-66: $name → $expected', ({ headers, expected }) => {
    expect(sourceOf(headers, [own, 'http://elsewhere.example'])).toBe(expected);
  });
});
