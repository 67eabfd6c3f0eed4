import { bindOptions } from '#module-config/property.port';
import { customHeaders, customHeaderWarnings } from './custom-headers.js';
import { RepliesOptions } from './replies.options.js';

const problemsOf = (value: string) =>
  bindOptions(RepliesOptions, new Map([['custom_response_headers', value]]), 'SECURITY_OUT_SMART').problems;

test.each([
  ['no name', ': value'],
  ['no colon', 'X-Served-By value'],
  ['a name with a blank', 'X Served: value'],
  ['no value', 'X-Served-By:'],
  ['a control character', 'X-Served-By: a\u0007b'],
  ['a next line of another alphabet', 'X-Served-By: a\u0085Set-Cookie: b'],
  ['a line separator', 'X-Served-By: a\u2028b'],
  ['a letter that is not ASCII', 'X-Served-By: müller'],
  ['a value without end', `X-Served-By: ${'a'.repeat(1_001)}`],
  ['the length of the body', 'Content-Length: 0'],
  ['the framing of the body', 'transfer-encoding: chunked'],
  ['a cookie', 'Set-Cookie: a=b'],
  ['another address', 'Location: https://evil.example'],
  ['another site', 'Access-Control-Allow-Origin: *'],
  ['a nonce', 'DPoP-Nonce: x'],
])('V-84: refuses %s', (_name, line) => {
  const [problem, ...others] = problemsOf(`X-Good: yes\n${line}`);

  expect([problem?.key, others]).toEqual(['custom_response_headers', []]);
  expect(problem?.problem).toMatch(/cannot be added to answers as headers: "/);
});

test('V-84: a line break in a value begins another header, which is judged by itself', () => {
  expect(problemsOf('X-Good: yes\r\nSet-Cookie: a=b')).toHaveLength(1);
  expect(problemsOf('X-Good: yes\rX-Better: yes')).toEqual([]);
});

test('refuses more than twenty', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}: y`).join('\n');

  expect([problemsOf(lines(20)).length, problemsOf(lines(21)).length]).toEqual([0, 1]);
});

test('reads names and values', () => {
  expect(customHeaders(['Permissions-Policy: camera=(), geolocation=()', 'X-A:b', 'no header'])).toEqual([
    ['Permissions-Policy', 'camera=(), geolocation=()'],
    ['X-A', 'b'],
  ]);
});

test('warns of those that every answer has already', () => {
  const lines = ['X-Frame-Options: SAMEORIGIN', 'strict-transport-security: max-age=1', 'X-A: b'];

  expect(customHeaderWarnings('smart_auth', lines)).toEqual([
    {
      key: 'module.smart_auth.config.custom_response_headers',
      problem: expect.stringContaining('has X-Frame-Options, strict-transport-security already') as string,
      remedy: 'Remove the line.',
    },
  ]);
  expect(customHeaderWarnings('smart_auth', ['X-A: b'])).toEqual([]);
});
