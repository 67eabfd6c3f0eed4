import { logoutRedirection } from './logout-redirection.js';

const client = {
  postLogoutRedirectUris: ['https://app.example.org/bye?x=1'],
  registeredRedirectUris: ['https://app.example.org/cb'],
};

describe('logoutRedirection', () => {
  test.each([
    { name: 'STD OM36: a URI that is not registered', request: { postLogoutRedirectUri: 'https://evil.example/' } },
    { name: 'STD OM36: a query added', request: { postLogoutRedirectUri: 'https://app.example.org/bye?x=1&y=2' } },
    { name: 'a redirect URI as post-logout URI', request: { postLogoutRedirectUri: 'https://app.example.org/cb' } },
    { name: 'a post-logout URI as cb', request: { cb: 'https://app.example.org/bye?x=1' } },
    { name: 'another cb', request: { cb: 'https://app.example.org/cb/' } },
  ])('STD OLOG-2: never follows $name', ({ request }) => {
    expect(() => logoutRedirection({ revoke: [], ...request }, client)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  });

  test('STD OLOG-2: follows nothing without a client', () => {
    const request = { postLogoutRedirectUri: 'https://app.example.org/bye?x=1', revoke: [] };

    expect(() => logoutRedirection(request, undefined)).toThrow(
      expect.objectContaining({ parameter: 'post_logout_redirect_uri' }),
    );
  });

  test.each([
    { name: 'nothing asked', request: {}, expected: undefined },
    { name: 'STD OM37: only a state', request: { state: 's' }, expected: undefined },
    {
      name: 'STD OM34: a registered URI and a state',
      request: { postLogoutRedirectUri: 'https://app.example.org/bye?x=1', state: 'a b' },
      expected: 'https://app.example.org/bye?x=1&state=a+b',
    },
    {
      name: 'STD OM35: a registered URI without state',
      request: { postLogoutRedirectUri: 'https://app.example.org/bye?x=1' },
      expected: 'https://app.example.org/bye?x=1',
    },
    {
      name: "the product's cb",
      request: { cb: 'https://app.example.org/cb' },
      expected: 'https://app.example.org/cb',
    },
  ])('$name', ({ request, expected }) => {
    const target = logoutRedirection({ revoke: [], ...request }, client);

    expect(target?.replace('%20', '+')).toBe(expected);
  });
});
