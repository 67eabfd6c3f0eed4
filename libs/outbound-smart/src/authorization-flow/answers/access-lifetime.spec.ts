import { inEnglish } from '#skin/phrases.port';
import { lifetimeText as lifetimePhrase } from './access-lifetime.js';

const lifetimeText = (...told: Parameters<typeof lifetimePhrase>) => inEnglish(lifetimePhrase(...told));

const client = {
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

  test.each([
    { seconds: 1, expected: '1 second' },
    { seconds: 90, expected: '1 minute, 30 seconds' },
    { seconds: 3_599, expected: '59 minutes, 59 seconds' },
    { seconds: 3_600, expected: '1 hour' },
    { seconds: 5_400, expected: '1 hour, 30 minutes' },
    { seconds: 7_200, expected: '2 hours' },
    { seconds: 86_400, expected: '1 day' },
    { seconds: 129_600, expected: '1 day, 12 hours' },
    { seconds: 129_000, expected: '1 day, 11 hours, 50 minutes' },
    { seconds: 2_592_000, expected: '30 days' },
  ])('A-14: $seconds s are neither more nor less than $expected', ({ seconds, expected }) => {
    expect(lifetimeText({ ...client, accessTokenValiditySeconds: seconds }, [])).toBe(`Access lasts for ${expected}.`);
  });
});
