import { isAllowedReferer } from './registration-path.js';

const PORTAL = ['https://portal.clinic.example/join'];

test.each([
  { list: [], referer: undefined, expected: true },
  { list: PORTAL, referer: undefined, expected: false },
  { list: PORTAL, referer: 'no address', expected: false },
  { list: PORTAL, referer: 'https://portal.clinic.example.evil.example/join', expected: false },
  { list: PORTAL, referer: 'http://portal.clinic.example/join', expected: false },
  { list: PORTAL, referer: 'https://portal.clinic.example/other', expected: false },
  { list: PORTAL, referer: 'https://portal.clinic.example/', expected: true },
  { list: PORTAL, referer: 'https://portal.clinic.example/join?x=1', expected: true },
])('product reference 8.1: $referer leads to the registration of $list: $expected', ({ list, referer, expected }) => {
  expect(isAllowedReferer(list, referer)).toBe(expected);
});
