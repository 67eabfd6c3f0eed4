import { appAddress } from './app-address.js';

describe('appAddress', () => {
  test.each([
    { redirectUri: 'myapp://cb', expected: undefined },
    { redirectUri: 'com.example.app:/cb', expected: undefined },
    { redirectUri: 'http://127.0.0.1:7777/cb', expected: undefined },
    { redirectUri: 'http://[::1]/cb', expected: undefined },
    { redirectUri: 'not an address', expected: undefined },
    { redirectUri: 'https://user:secret@app.example/cb?x=1#y', expected: 'https://app.example/' },
    { redirectUri: 'https://app.example/deep/cb', expected: 'https://app.example/' },
    { redirectUri: 'http://localhost:3000/cb', expected: 'http://localhost:3000/' },
  ])('F-53: $redirectUri → $expected', ({ redirectUri, expected }) => {
    expect(appAddress(redirectUri)).toBe(expected);
  });
});
