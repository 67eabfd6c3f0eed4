import { clientOrigins } from './client-origins.js';

describe('clientOrigins', () => {
  test.each([
    { name: 'path is dropped', uris: ['https://app.example/cb?x=1'], expected: ['https://app.example'] },
    { name: 'ports are kept', uris: ['http://127.0.0.1:3000/cb'], expected: ['http://127.0.0.1:3000'] },
    { name: 'private-use schemes have no origin', uris: ['myapp://smart/callback'], expected: [] },
    { name: 'rubbish is ignored', uris: ['https://', 'javascript:alert(1)'], expected: [] },
  ])('STD X16: $name', ({ uris, expected }) => {
    expect([...clientOrigins({ registeredRedirectUris: uris, allowedOrigins: [] })]).toEqual(expected);
  });

  test('STD X16: allowed origins are added', () => {
    const client = { registeredRedirectUris: [], allowedOrigins: ['https://spa.example'] };

    expect(clientOrigins(client).has('https://spa.example')).toBe(true);
  });
});
