import { redirectUriProblem, webUrlProblem } from './redirect-uri-problem.js';

test.each([
  ['V-09', 'javascript:alert(1)'],
  ['V-09', 'JaVaScRiPt:alert(1)'],
  ['V-09', 'javascript://app.example/%0aalert(1)'],
  ['V-09', '\u0001javascript:alert(1)'],
  ['V-09', 'java%0ascript:alert(1)'],
  ['V-09', 'java\nscript:alert(1)'],
  ['V-09', ' javascript:alert(1)'],
  ['V-09', 'data:text/html,<script>'],
  ['V-09', 'data://x/y'],
  ['V-09', 'vbscript://x'],
  ['V-09', 'file:///etc/passwd'],
  ['V-09', 'blob:https://app.example/1'],
  ['V-09', 'view-source:https://app.example/'],
  ['V-09', 'view-source://https://app.example/'],
  ['V-09', 'myapp:alert(1)'],
  ['B-22', 'http://app.example/cb'],
  ['B-22', 'http://localhost.evil.test/cb'],
  ['B-22', 'http://127.0.0.2/cb'],
  ['V-84', 'https://app.example/cb\r\nX: y'],
  ['V-84', 'https://app.example/%0d%0aX'],
  ['V-84', 'https://app.example/\u2028'],
  ['R-07', 'https://app.example/cb#fragment'],
  ['R-07', 'https://user@app.example/cb'],
  ['R-07', 'myapp://user@host/cb'],
  ['R-07', 'https://app.example\\cb'],
  ['R-07', 'https://bücher.example/cb'],
  ['R-07', `https://app.example/${'x'.repeat(2048)}`],
  ['R-07', 'https://app.example/%zz'],
  ['R-07', 'https://app.example/a/../b'],
  ['R-07', 'https://app.example/a/%2E%2e'],
  ['R-07', 'https:///cb'],
  ['R-07', 'https:app.example/cb'],
  ['R-07', 'https://app.example:70000/cb'],
  ['R-07', 'https://*.app.example/cb'],
  ['R-07', '/cb'],
  ['R-07', ''],
  ['R-07', 'c:/windows'],
  ['B-41', 'urn:ietf:wg:oauth:2.0:oob'],
  ['V-07', 'https://app.example/cb?code=x'],
  ['V-07', 'https://app.example/cb?a=b&st%61te=x'],
])('%s: %j cannot be a redirect URI', (_id, uri) => {
  expect(redirectUriProblem(uri)).toEqual(expect.any(String));
});

test.each([
  'https://app.example',
  'https://app.example/cb?dummy1=lorem&dummy2=ipsum',
  'https://app.example:8443/a.b/..c/cb',
  'https://[2001:db8::1]/cb',
  'https://my_app.internal/cb',
  'http://localhost:4200/',
  'http://127.0.0.1/cb',
  'http://[::1]:9000/cb',
  'com.example.app:/oauth2redirect',
  'myapp://smart/callback',
  'org.hospital.app://callback',
])('STD RFC8252-1: %j can be one', (uri) => {
  expect(redirectUriProblem(uri)).toBeUndefined();
});

test('STD OM20: a fragment is named as the reason', () => {
  expect(redirectUriProblem('https://app.example/cb#')).toContain('fragment');
});

test.each(['myapp://keys', 'http://keys.example/jwks', 'ftp://keys.example/jwks', ''])(
  'V-09: %j is no address of a document',
  (uri) => {
    expect(webUrlProblem(uri)).toEqual(expect.any(String));
  },
);

test('an address of a document may have any query', () => {
  expect(webUrlProblem('https://keys.example/jwks?code=1')).toBeUndefined();
});
