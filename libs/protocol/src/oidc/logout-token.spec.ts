import { logoutTokenClaims } from './logout-token.js';

describe('logoutTokenClaims', () => {
  test('STD OBCL-1: exactly the claims of a logout token, and no nonce', () => {
    const claims = logoutTokenClaims({
      issuer: 'https://auth.example/',
      clientId: 'app',
      subject: 'amelia',
      sid: 'session-1',
      issuedAt: new Date(1_700_000_000_900),
      jti: 'jti-1',
    });

    expect(claims).toEqual({
      iss: 'https://auth.example/',
      sub: 'amelia',
      aud: 'app',
      iat: 1_700_000_000,
      exp: 1_700_000_120,
      jti: 'jti-1',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      sid: 'session-1',
    });
  });
});
