import { requestFacts } from './request-facts.js';

describe('requestFacts', () => {
  test('keeps what says who calls, by lower-case names', () => {
    const headers = {
      'user-agent': 'Browser/1',
      'X-Forwarded-For': ['10.0.0.1', '10.0.0.2'],
      'accept-language': undefined,
    };

    expect(requestFacts('https', headers, true)).toEqual({
      remoteScheme: 'https',
      headers: { 'user-agent': 'Browser/1', 'x-forwarded-for': '10.0.0.1, 10.0.0.2' },
    });
  });

  test.each([
    'authorization',
    'Proxy-Authorization',
    'cookie',
    'set-cookie',
    'dpop',
    'x-api-key',
    'x-auth-token',
    'x-csrf-token',
    'x-amzn-oidc-accesstoken',
    'x-client-secret',
    'x-session-id',
    'private-key',
    'x-auth-key',
    'x-goog-iap-jwt-assertion',
    'x-amzn-oidc-data',
    'x-client-cert',
    'x-pin',
    'x-csrf',
    'x-signature',
  ])('S-09: never shows %s', (name) => {
    expect(requestFacts('http', { [name]: 'secret' }).headers).toEqual({});
  });

  test.each(['x-forwarded-for', 'Forwarded', 'X-Forwarded-Proto', 'x-real-ip', 'x-remote-user', 'remote-user', 'via'])(
    'V-99: what a stranger says of whom it speaks for is not shown: %s',
    (name) => {
      expect(requestFacts('http', { [name]: '1.2.3.4' }).headers).toEqual({});
      expect(requestFacts('http', { [name]: '1.2.3.4' }, true).headers).toEqual({ [name.toLowerCase()]: '1.2.3.4' });
    },
  );

  test('is bounded', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`x-${String(at)}`, '1']));

    expect(Object.keys(requestFacts('http', many).headers)).toHaveLength(50);
    expect(requestFacts('http', { 'x-long': 'y'.repeat(1_001) }).headers).toEqual({});
  });
});
