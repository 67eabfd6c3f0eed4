import { clientSecretProblem, liveSecrets, mayDoWithoutSecret, mayShowAccessToken } from './client-secret.js';

const now = new Date('2026-11-22T12:00:00Z');
const earlier = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);

describe('liveSecrets', () => {
  test.each([
    { name: 'ended this moment', window: { expiration: now }, live: false },
    { name: 'ended before', window: { activation: earlier, expiration: earlier }, live: false },
    { name: 'begins later', window: { activation: later }, live: false },
    { name: 'ended before it begins', window: { activation: later, expiration: earlier }, live: false },
    { name: 'begins this moment', window: { activation: now }, live: true },
    { name: 'ends later', window: { activation: earlier, expiration: later }, live: true },
    { name: 'has no window', window: {}, live: true },
  ])('ruling 20: a secret that $name: $live', ({ window, live }) => {
    expect(liveSecrets({ clientSecrets: [window] }, now)).toEqual(live ? [window] : []);
  });

  test('ruling 20: the old and the new secret overlap', () => {
    const secrets = [{ expiration: later }, { activation: earlier }];

    expect(liveSecrets({ clientSecrets: secrets }, now)).toEqual(secrets);
  });
});

describe('S-01, ruling 7: a client that has a secret and may do without it', () => {
  const holder = { secretRequired: false, clientSecrets: [{}] };

  test.each([
    { name: 'must authenticate', change: { secretRequired: true }, expected: false },
    { name: 'has no secret', change: { clientSecrets: [] }, expected: false },
    { name: 'has an expired secret only', change: { clientSecrets: [{ expiration: now }] }, expected: false },
    { name: 'has a secret for later only', change: { clientSecrets: [{ activation: later }] }, expected: false },
    { name: 'registered its key', change: { tokenEndpointAuthMethod: 'private_key_jwt' as const }, expected: false },
    { name: 'registered that it has none', change: { tokenEndpointAuthMethod: 'none' as const }, expected: false },
    {
      name: 'registered HTTP Basic',
      change: { tokenEndpointAuthMethod: 'client_secret_basic' as const },
      expected: true,
    },
    { name: 'has one live secret of two', change: { clientSecrets: [{ expiration: now }, {}] }, expected: true },
  ])('that $name may refresh with an access token: $expected', ({ change, expected }) => {
    expect(mayShowAccessToken({ ...holder, ...change }, now)).toBe(expected);
  });

  test.each([true, false])('S-02: secretRequired=%s decides about revocation', (secretRequired) => {
    expect(mayDoWithoutSecret({ secretRequired })).toBe(!secretRequired);
  });
});

test.each([
  ['short', 'x'.repeat(7), expect.any(String)],
  ['long', 'x'.repeat(257), expect.any(String)],
  ['with a NUL', 'password\0', expect.any(String)],
  ['with a line break', 'pass\r\nword', expect.any(String)],
  ['of 8 characters', 'x'.repeat(8), undefined],
  ['of 256 characters', 'ä'.repeat(256), undefined],
])('V-92: a secret %s', (_name, secret, expected) => {
  expect(clientSecretProblem(secret)).toEqual(expected);
});
