import { opaqueTokenProblem } from './opaque-token-problem.js';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = part({ alg: 'ES256', typ: 'at+jwt', kid: 'k' });
const payload = part({ iss: 'https://auth.example.org', sub: 'carol', exp: 1_900_000_000 });
const signature = 'MEUCIQDx7o4mD1sQmZ0bqg2hQvNfS1Yy0Yw0uT3pYk9m2v4x8A';
const refresh = 'ghr_AAAAAAAAAAAAAAAAAAAAAA.0.x';

test.each([
  ['a refresh token', refresh],
  ['with a character before', `x${refresh}`],
  ['with the word of the header', `Bearer${refresh}`],
  ['behind a path', `tokens/${refresh}`],
  ['of a request', `urn.${refresh}`],
  ['a JWT without its first dot', `${header}${payload}.${signature}`],
  ['without its second dot', `${header}.${payload}${signature}`],
  ['without any dot', `${header}${payload}${signature}`],
  ['without its signature', `${header}.${payload}`],
  ['without its first character', `${header}.${payload}.${signature}`.slice(1)],
  ['with a character before', `x${header}.${payload}.${signature}`],
  ['with a dot too many', `${header}.${payload}.${signature}.`],
  ['as two together', `${header}.${payload}.${signature}${header}.${payload}.${signature}`],
  ['dressed up as an encrypted one', `${header}.${payload}.${signature}..`],
])('V-22: %s is shown to nobody', (_, text) => {
  expect(opaqueTokenProblem(text)).toEqual(expect.any(String));
});

test.each([
  ['an opaque one', 'opaque-token'],
  ['one of chance', 'mF_9.B5f-4.1JqM'],
  ['one with our letters in the middle', `${'a'.repeat(20)}ghr_${'b'.repeat(30)}`],
  ['one with the letters of an object', 'abceyJqqqqqqqqqqqq'],
  ['JSON of another kind', Buffer.from('{"t":"2020","s":"xyz"}').toString('base64url')],
  ['an encrypted JWT', `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`],
])('%s may be asked about', (_, text) => {
  expect(opaqueTokenProblem(text)).toBeUndefined();
});
