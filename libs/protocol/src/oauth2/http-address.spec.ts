import fc from 'fast-check';
import { targetAddress } from './http-address.js';

const ADDRESS = 'https://auth.example/smart/oauth/token';

describe('targetAddress', () => {
  test.each([
    { name: 'nothing', text: '' },
    { name: 'a path', text: '/oauth/token' },
    { name: 'another scheme', text: 'javascript://auth.example/smart/oauth/token' },
    { name: 'user information', text: 'https://auth.example@evil.example/smart/oauth/token' },
    { name: 'backslashes', text: String.raw`https:\\auth.example\smart\oauth\token` },
    { name: 'a backslash in the path', text: String.raw`https://auth.example/smart\oauth/token` },
    { name: 'a line break', text: 'https://auth.example/smart/oauth/to\nken' },
    { name: 'a space in front', text: ` ${ADDRESS}` },
    { name: 'a letter outside ASCII', text: 'https://auth.exämple/smart/oauth/token' },
    { name: 'one slash', text: 'https:/auth.example/smart/oauth/token' },
    { name: 'a host that is none', text: 'https://[auth]/smart/oauth/token' },
    { name: 'more than 2,048 characters', text: `https://auth.example/${'a'.repeat(2_048)}` },
  ])('STD RFC9449-1: $name is no address', ({ text }) => {
    expect(targetAddress(text)).toBeUndefined();
  });

  test.each([
    { name: 'a trailing slash', text: `${ADDRESS}/` },
    { name: 'letters of another case in the path', text: 'https://auth.example/smart/OAuth/token' },
    { name: 'http', text: ADDRESS.replace('https', 'http') },
    { name: 'another port', text: 'https://auth.example:8443/smart/oauth/token' },
    { name: 'an encoded slash', text: 'https://auth.example/smart/oauth%2Ftoken' },
    { name: 'a parameter of the path', text: `${ADDRESS};x=y` },
  ])('STD RFC9449-1: $name makes another address', ({ text }) => {
    expect(targetAddress(text)).not.toBe(ADDRESS);
  });

  test.each([
    { name: 'a query', text: `${ADDRESS}?a=b` },
    { name: 'a fragment', text: `${ADDRESS}#x` },
    { name: 'both', text: `${ADDRESS}?a=b#x` },
    { name: 'the default port', text: 'https://auth.example:443/smart/oauth/token' },
    { name: 'letters of another case in scheme and host', text: 'HTTPS://Auth.Example/smart/oauth/token' },
    { name: 'needless percent-encoding', text: 'https://auth.example/smart/oauth/%74oke%6E' },
    { name: 'dot segments', text: 'https://auth.example/smart/x/../oauth/./token' },
  ])('STD RFC9449-1: $name makes no other address', ({ text }) => {
    expect(targetAddress(text)).toBe(ADDRESS);
  });

  test('a normalised address is its own spelling', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const address = targetAddress(url);

        return address === undefined || targetAddress(address) === address;
      }),
    );
  });
});
