import { type ClientSecret, isPublicClient } from './client.js';

const expired: ClientSecret = { pid: 1, hash: 'x', description: '', expiration: new Date(0) };
const bare = { clientSecrets: [], publicJwks: '', jwksUrl: '', secretRequired: false };

describe('isPublicClient', () => {
  test.each([
    { name: 'a secret row, expired as it may be', client: { ...bare, clientSecrets: [expired] } },
    { name: 'a key', client: { ...bare, publicJwks: '{"keys":[]}' } },
    { name: 'a key address', client: { ...bare, jwksUrl: 'https://app.example/jwks' } },
    { name: 'a certificate', client: { ...bare, tokenEndpointAuthMethod: 'tls_client_auth' as const } },
    { name: 'secretRequired', client: { ...bare, secretRequired: true } },
  ])('ruling 57: $name makes a client confidential', ({ client }) => {
    expect(isPublicClient(client)).toBe(false);
  });

  test('ruling 57: with nothing of these it is public', () => {
    expect(isPublicClient(bare)).toBe(true);
  });
});
