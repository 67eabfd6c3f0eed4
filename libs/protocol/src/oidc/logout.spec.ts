import { readLogoutRequest } from './logout.js';

const read = (query: string) => readLogoutRequest(new URLSearchParams(query));

describe('readLogoutRequest', () => {
  test.each([
    { name: 'a parameter given twice', query: 'state=a&state=b', parameter: 'state' },
    { name: 'the same value given twice', query: 'client_id=a&client_id=a', parameter: 'client_id' },
    { name: 'two places to go', query: 'cb=none&cb=https://app.example.org/', parameter: 'cb' },
    { name: 'a NUL', query: 'state=a%00b', parameter: 'state' },
    { name: 'a very long value', query: `id_token_hint=${'x'.repeat(8193)}`, parameter: 'id_token_hint' },
  ])('refuses $name', ({ query, parameter }) => {
    expect(() => read(query)).toThrow(expect.objectContaining({ code: 'invalid_request', parameter }));
  });

  test('STD OLOG-1: reads the form of OpenID Connect', () => {
    const query = 'id_token_hint=h&client_id=c&post_logout_redirect_uri=https%3A%2F%2Fa%2Fb&state=s&ui_locales=de';

    expect(read(query)).toEqual({
      idTokenHint: 'h',
      clientId: 'c',
      postLogoutRedirectUri: 'https://a/b',
      state: 's',
      uiLocales: 'de',
      revoke: [],
    });
  });

  test.each([
    { query: 'cb=none&revoke=token&revoke=token_refresh', expected: { revoke: ['token', 'token_refresh'] } },
    { query: 'revoke=token_refresh&revoke=token_refresh', expected: { revoke: ['token_refresh'] } },
    { query: 'revoke=everything&other=1&other=2', expected: { revoke: [] } },
    { query: 'cb=https://a/b', expected: { cb: 'https://a/b', revoke: [] } },
    { query: 'cb=&state=&client_id=', expected: { revoke: [] } },
    { query: '', expected: { revoke: [] } },
  ])("reads the product's form: $query", ({ query, expected }) => {
    expect(read(query)).toEqual(expected);
  });
});
