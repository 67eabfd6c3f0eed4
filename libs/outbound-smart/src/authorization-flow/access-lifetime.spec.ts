import { lifetimeText } from './access-lifetime.js';

const client = {
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'] as const,
  accessTokenValiditySeconds: 300,
  refreshTokenValiditySeconds: 86_400,
};

describe('lifetimeText', () => {
  test.each([
    { scopes: ['openid'], expected: 'Access lasts for 5 minutes.' },
    { scopes: ['openid', 'online_access'], expected: 'Access lasts until you sign out.' },
    { scopes: ['offline_access', 'online_access'], expected: 'Access lasts for 1 day, also while you are signed out.' },
  ])('A-14: $scopes → $expected', ({ scopes, expected }) => {
    expect(lifetimeText(client, scopes)).toBe(expected);
  });

  test('A-14: a client that cannot refresh has its access token and no more', () => {
    const plain = { ...client, allowedGrantTypes: ['AUTHORIZATION_CODE'] as const, accessTokenValiditySeconds: 45 };

    expect(lifetimeText(plain, ['offline_access'])).toBe('Access lasts for 45 seconds.');
  });
});
