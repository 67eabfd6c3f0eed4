import { singleCookie } from './cookie-header.js';

describe('singleCookie', () => {
  test.each([
    { name: 'two cookies of the name, one of them planted', header: 'g.m=a; g.m=b', expected: undefined },
    { name: 'the same value twice', header: 'g.m=a; g.m=a', expected: undefined },
    { name: '8 KB', header: `g.m=${'a'.repeat(8_192)}`, expected: undefined },
    { name: 'a longer name that ends alike', header: 'xg.m=a', expected: undefined },
    { name: 'a longer name that begins alike', header: 'g.mm=a', expected: undefined },
    { name: 'a name in other case', header: 'G.M=a', expected: undefined },
    { name: 'a name without value', header: 'g.m', expected: undefined },
    { name: 'an empty header', header: '', expected: undefined },
    { name: 'no header', header: undefined, expected: undefined },
    { name: 'an empty value', header: 'g.m=', expected: '' },
    { name: 'one among others', header: 'a=1; g.m=x=y ;b=2', expected: 'x=y' },
  ])('V-67: $name', ({ header, expected }) => {
    expect(singleCookie(header, 'g.m')).toBe(expected);
  });
});
