import { checkedRequest } from './checked-request.js';
import { EgressError } from './egress.port.js';

const URL = 'https://context.example/launch';

function outcomeOf(headers: Readonly<Record<string, string>>, body?: string): unknown {
  try {
    return checkedRequest({ method: 'POST', headers, ...(body !== undefined && { body }) }, URL);
  } catch (error) {
    return error instanceof EgressError ? error.reason : error;
  }
}

test.each<{ name: string; headers: Record<string, string> }>([
  { name: 'a line break in a value', headers: { 'x-a': 'b\r\nHost: evil.test' } },
  { name: 'a line feed in a value', headers: { 'x-a': 'b\nc' } },
  { name: 'NUL in a value', headers: { 'x-a': 'b\0c' } },
  { name: 'a value beyond Latin-1, whose bytes are cut', headers: { 'x-a': '\u010d\u010a' } },
  { name: 'a line break in a name', headers: { 'x-a\r\nhost': 'evil.test' } },
  { name: 'a colon in a name', headers: { 'x-a:': 'b' } },
  { name: 'a blank in a name', headers: { 'x a': 'b' } },
  { name: 'an empty name', headers: { '': 'b' } },
  { name: 'a name of 257 characters', headers: { ['a'.repeat(257)]: 'b' } },
  ...['Host', 'HOST', 'Connection', 'Transfer-Encoding', 'Content-Length', 'Upgrade', 'TE', 'Expect'].map((name) => ({
    name,
    headers: { [name]: 'a' },
  })),
  ...['Proxy-Authorization', 'Proxy-Connection', 'Accept-Encoding', 'Keep-Alive', 'Trailer'].map((name) => ({
    name,
    headers: { [name]: 'a' },
  })),
  { name: '51 headers', headers: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`x-${index}`, 'a'])) },
  { name: '17 KB of headers', headers: { 'x-long': 'a'.repeat(17_000) } },
])('V-76: a request is not sent with $name', ({ headers }) => {
  expect(outcomeOf(headers)).toBe('header-refused');
});

test('the refusal names the header and never shows its value', () => {
  const refuse = () => checkedRequest({ method: 'GET', headers: { Authorization: 'Bearer secret\n' } }, URL);

  expect(refuse).toThrow('context.example: header-refused (the value of the header Authorization)');
});

test('names are written small, and the length of the body is said in bytes', () => {
  expect(outcomeOf({ Authorization: 'Bearer abc', 'X-Name': 'Zoë' }, 'ä')).toEqual({
    method: 'POST',
    headers: { authorization: 'Bearer abc', 'x-name': 'Zoë', 'content-length': '2' },
    body: 'ä',
  });
});

test.each([
  { bytes: 1_048_576, expected: 'object' },
  { bytes: 1_048_577, expected: 'string' },
])('of $bytes bytes', ({ bytes, expected }) => {
  expect(typeof outcomeOf({}, 'a'.repeat(bytes))).toBe(expected);
});
