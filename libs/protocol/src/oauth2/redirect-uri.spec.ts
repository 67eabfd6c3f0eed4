import fc from 'fast-check';
import { appendToRedirectUri, matchesRegisteredRedirectUri } from './redirect-uri.js';

const reg = 'https://app.example/cb';
const nat = 'http://127.0.0.1/cb';

describe('matchesRegisteredRedirectUri', () => {
  test.each([
    ...['https://a@b@evil.test/cb', 'https://app.example@evil.test/cb', 'https://app.example%40evil.test/cb'].map(
      (uri) => ['V-01', uri],
    ),
    ['V-01', 'https://user:pw@app.example/cb'],
    ...['/cb/..;/x', '/cb/../x', '/cb/%2e%2e/x', '/cb/%252e%252e/x', '/cb/.', '/cb//', '/cb;/x', '/cb/'].map((path) => [
      'V-02',
      `https://app.example${path}`,
    ]),
    ...['CB', 'Cb', 'cb ', ' cb', 'cb\n', 'cb%20'].map((end) => ['V-05', `https://app.example/${end}`]),
    ...['HTTPS://app.example/cb', 'https://APP.example/cb'].map((uri) => ['V-05', uri]),
    ...[
      'https://app.example.evil.test/cb',
      'https://evilapp.example/cb',
      'https://app.example:443/cb',
      'https://app.example./cb',
    ].map((uri) => ['V-06', uri]),
    ...[
      'https://app.example/cb?x=y',
      'https://app.example/cb?',
      'https://app.example/cb#f',
      'https://app.example/cb#',
    ].map((uri) => ['STD OM20', uri]),
    ...['http://app.example/cb', '//app.example/cb', '/cb', 'app.example/cb', '', '*'].map((uri) => ['R-07', uri]),
    ...['https://app.example\\@evil.test/cb', 'https:\\\\app.example/cb', 'https://app.example/cb\0'].map((uri) => [
      'R-07',
      uri,
    ]),
  ])('%s: refuses %j for a web client', (_id, uri) => {
    expect(matchesRegisteredRedirectUri(uri, [reg])).toBe(false);
  });

  test.each([
    ...[
      'http://localhost.evil.test/cb',
      'http://localhost@evil.test/cb',
      'http://127.0.0.1.evil.test/cb',
      'http://127.1/cb',
    ].map((uri) => ['V-03', uri]),
    ...['http://0/cb', 'http://[::ffff:127.0.0.1]/cb', 'http://localhost:80\\@evil.test/', 'http://localhost/cb'].map(
      (uri) => ['V-03', uri],
    ),
    ...[
      'http://127.0.0.1:5123/cb?x=y',
      'http://127.0.0.1:5123/cb#f',
      'http://127.0.0.1:5123/CB',
      'http://127.0.0.2:5123/cb',
    ].map((uri) => ['V-04', uri]),
    ...['http://127.0.0.1:0/cb', 'http://127.0.0.1:65536/cb', 'http://127.0.0.1:/cb', 'http://127.0.0.1:5123:1/cb'].map(
      (uri) => ['V-04', uri],
    ),
    ...['http://127.0.0.1:5@evil.test/cb', 'https://127.0.0.1:5123/cb', 'http://[::1]:5123/cb'].map((uri) => [
      'V-04',
      uri,
    ]),
  ])('%s: refuses %j for a native client', (_id, uri) => {
    expect(matchesRegisteredRedirectUri(uri, [nat, 'http://localhost:3000/cb'])).toBe(false);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'http://app.example/cb', 'https://app.example/cb#f'])(
    'V-09: a row that should not exist (%j) matches nothing',
    (uri) => {
      expect(matchesRegisteredRedirectUri(uri, [uri])).toBe(false);
    },
  );

  test.each([
    [reg, reg],
    [nat, nat],
    [nat, 'http://127.0.0.1:5123/cb'],
    ['http://127.0.0.1:3000/cb?a=b', 'http://127.0.0.1:49152/cb?a=b'],
    ['http://[::1]/cb', 'http://[::1]:5123/cb'],
    ['http://localhost:3000/cb', 'http://localhost:3000/cb'],
    ['https://app.example/cb?dummy1=lorem&dummy2=ipsum', 'https://app.example/cb?dummy1=lorem&dummy2=ipsum'],
    ['myapp://smart/callback', 'myapp://smart/callback'],
  ])('V-04, STD RFC8252-1: registered %j allows %j', (registered, requested) => {
    expect(matchesRegisteredRedirectUri(requested, ['https://other.example/cb', registered])).toBe(true);
  });

  test('R-07: no mutation of a registered web URI matches', () => {
    const junk = fc.string({
      unit: fc.constantFrom('@', '/', '\\', '.', '%2e', '#', '?', ':', 'x', ' ', 'é', '\t'),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(junk, fc.nat(reg.length), fc.nat(3), (text, at, cut) => {
        const mutated = reg.slice(0, at) + text + reg.slice(at + cut);
        expect(matchesRegisteredRedirectUri(mutated, [reg])).toBe(mutated === reg);
      }),
    );
  });

  test('STD RFC8252-1: any port of the loopback literal matches, of another host none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), (port) => {
        expect(matchesRegisteredRedirectUri(`http://127.0.0.1:${String(port)}/cb`, [nat])).toBe(true);
        expect(matchesRegisteredRedirectUri(`https://app.example:${String(port)}/cb`, [reg])).toBe(false);
      }),
    );
  });
});

describe('appendToRedirectUri', () => {
  test.each([
    { uri: reg, where: 'query', expected: `${reg}?code=a+b%26` },
    { uri: `${reg}?x=%20y`, where: 'query', expected: `${reg}?x=%20y&code=a+b%26` },
    { uri: `${reg}?`, where: 'query', expected: `${reg}?code=a+b%26` },
    { uri: 'myapp://smart/callback', where: 'query', expected: 'myapp://smart/callback?code=a+b%26' },
    { uri: `${reg}?x=y`, where: 'fragment', expected: `${reg}?x=y#code=a+b%26` },
  ] as const)('adds to the $where of $uri', ({ uri, where, expected }) => {
    expect(appendToRedirectUri(uri, { code: 'a b&' }, where)).toBe(expected);
    expect(appendToRedirectUri(uri, new Map([['code', 'a b&']]), where)).toBe(expected);
  });

  test('STD A5, V-84: any state comes out as it went in, and nothing breaks out of the URI', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (state) => {
        const uri = appendToRedirectUri(`${reg}?x=y`, { code: 'c', state }, 'query');
        expect(uri.startsWith(`${reg}?x=y&code=c&state=`)).toBe(true);
        expect(uri).toMatch(/^[\x21-\x7e]+$/);
        expect(new URLSearchParams(uri.slice(uri.indexOf('?'))).get('state')).toBe(state);
      }),
    );
  });
});
