import { httpStatusOf, OAuthError } from './oauth-error.js';

describe('OAuthError', () => {
  test.each([
    { name: 'line breaks', text: 'a\r\nSet-Cookie: x', expected: 'a??Set-Cookie: x' },
    { name: 'quotation marks and backslashes', text: 'say "no" \\', expected: "say 'no' ?" },
    { name: 'signs outside ASCII', text: 'größe', expected: 'gr??e' },
    { name: 'endless text', text: 'x'.repeat(5000), expected: 'x'.repeat(500) },
  ])('STD OC8, V-84: the description never carries $name', ({ text, expected }) => {
    const error = new OAuthError('invalid_request', text, { parameter: text });

    expect(error).toMatchObject({ description: expected.replace(/[^?]$/, '$&.'), parameter: expected });
  });

  test('keeps the cause for the log and out of its message', () => {
    const error = new OAuthError('server_error', 'Try again later', { cause: new Error('password=hunter2') });

    expect(error.cause).toEqual(new Error('password=hunter2'));
    expect(error.message).toBe('server_error: Try again later.');
  });

  test.each(['Send it once', 'Send it once.'])('a description is a sentence: %s', (text) => {
    expect(new OAuthError('invalid_request', text).description).toBe('Send it once.');
  });

  test('words that clients know from elsewhere stay as they are, but for what no description may carry', () => {
    const { description } = new OAuthError('invalid_scope', 'Invalid scope: "x"', { isVerbatim: true });

    expect(description).toBe("Invalid scope: 'x'");
  });
});

describe('httpStatusOf', () => {
  test.each([
    { error: new OAuthError('invalid_client', 'x', { challenge: 'Basic' }), status: 401 },
    { error: new OAuthError('invalid_client', 'x'), status: 400 },
    { error: new OAuthError('invalid_client', 'x', { retryAfterSeconds: 3 }), status: 429 },
    { error: new OAuthError('invalid_token', 'x'), status: 401 },
    { error: new OAuthError('insufficient_scope', 'x'), status: 403 },
    { error: new OAuthError('invalid_grant', 'x'), status: 400 },
    { error: new OAuthError('unsupported_grant_type', 'x'), status: 400 },
    { error: new OAuthError('server_error', 'x'), status: 500 },
    { error: new OAuthError('temporarily_unavailable', 'x'), status: 503 },
  ])('STD X5, RFC6749-8, RFC6750-2: $error.code with challenge $error.challenge is $status', ({ error, status }) => {
    expect(httpStatusOf(error)).toBe(status);
  });
});
