import { readClientAssertion } from './client-assertion.js';
import { OAuthError } from './oauth-error.js';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const header = { alg: 'RS384', kid: 'one', typ: 'JWT' };
const claims = { iss: 'app', sub: 'app', aud: 'https://auth.example', exp: 1, jti: 'x' };
const signature = encode('a signature');

const assertion = (more: Readonly<Record<string, unknown>> = {}, moreClaims: Readonly<Record<string, unknown>> = {}) =>
  `${encode({ ...header, ...more })}.${encode({ ...claims, ...moreClaims })}.${signature}`;
const withHeader = (text: string): string => `${encode(text)}.${encode(claims)}.${signature}`;

function refusalOf(text: string): OAuthError {
  try {
    readClientAssertion(text);
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
  throw new Error('It was accepted');
}

test.each([
  { typ: undefined, alg: 'RS384' },
  { typ: 'JWT', alg: 'ES384' },
  { typ: 'client-authentication+jwt', alg: 'EdDSA' },
])('STD X24, K2: reads an assertion with typ $typ', ({ typ, alg }) => {
  const read = readClientAssertion(assertion({ typ, alg, jku: 'https://app.example/jwks' }));

  expect(read).toMatchObject({ alg, kid: 'one', jku: 'https://app.example/jwks', clientId: 'app', claims });
});

test('RFC 9864: Ed25519 is another name of EdDSA', () => {
  expect(readClientAssertion(assertion({ alg: 'Ed25519' })).alg).toBe('EdDSA');
});

test.each<{ name: string; text: string }>([
  { name: 'V-37: alg none', text: assertion({ alg: 'none' }) },
  { name: 'V-37: alg None', text: assertion({ alg: 'None' }) },
  { name: 'V-37: alg nOnE', text: assertion({ alg: 'nOnE' }) },
  { name: 'V-37: alg empty', text: assertion({ alg: '' }) },
  { name: 'V-37: no alg', text: assertion({ alg: undefined }) },
  { name: 'V-37: alg in a list', text: assertion({ alg: ['RS384'] }) },
  { name: 'V-37: an empty third segment', text: assertion().replace(/[^.]*$/, '') },
  { name: 'V-37: two segments', text: assertion().replace(/\.[^.]*$/, '') },
  { name: 'V-38: alg HS256', text: assertion({ alg: 'HS256' }) },
  { name: 'V-38: alg of Object.prototype', text: assertion({ alg: 'constructor' }) },
  { name: 'V-40: kid a number', text: assertion({ kid: 1 }) },
  { name: 'V-40: kid a list', text: assertion({ kid: ['one'] }) },
  { name: 'V-40: kid empty', text: assertion({ kid: '' }) },
  { name: 'V-40: no kid', text: assertion({ kid: undefined }) },
  { name: 'V-40: kid of 1 MB', text: assertion({ kid: 'k'.repeat(1_000_000) }) },
  { name: 'V-40: kid of 300 characters', text: assertion({ kid: 'k'.repeat(300) }) },
  { name: 'V-42: 1 MB of dots', text: '.'.repeat(1_000_000) },
  { name: 'V-42: an encrypted one', text: `${assertion({ enc: 'A256GCM' })}.a.b` },
  { name: 'V-42: a header nested 10,000 deep', text: withHeader(`{"alg":"RS384","a":${'['.repeat(10_000)}`) },
  {
    name: 'V-42: a header nested 1,400 deep',
    text: withHeader(`{"alg":"RS384","kid":"one","typ":"x","a":${'['.repeat(1_400)}${']'.repeat(1_400)}}`),
  },
  { name: 'V-42: compressed', text: assertion({ zip: 'DEF' }) },
  { name: 'V-42: PBES2 with 2^31 rounds', text: assertion({ alg: 'PBES2-HS256+A128KW', p2c: 2 ** 31 }) },
  { name: 'V-42: p2c beside a signature algorithm', text: assertion({ p2c: 2 ** 31 }) },
  { name: 'V-43: crit that is unknown', text: assertion({ crit: ['x'], x: 1 }) },
  { name: 'V-43: crit that is empty', text: assertion({ crit: [] }) },
  { name: 'V-43: an unencoded payload', text: assertion({ b64: false }) },
  { name: 'STD X24: another typ', text: assertion({ typ: 'at+jwt' }) },
  { name: 'STD X24: typ in small letters', text: assertion({ typ: 'jwt' }) },
  { name: 'STD X24: typ null', text: assertion({ typ: null }) },
  { name: 'V-39: a jku that is no text', text: assertion({ jku: ['https://evil.test'] }) },
  { name: 'a header that is no object', text: withHeader('["RS384"]') },
  { name: 'a header that is no JSON', text: withHeader('{') },
  { name: 'a payload that is no object', text: `${encode(header)}.${encode('"app"')}.${signature}` },
  { name: 'a payload that is no JSON', text: `${encode(header)}.${encode('{')}.${signature}` },
  { name: 'B6: no JWT at all', text: 'invalid test value' },
  { name: 'a signature with spare bits', text: `${encode(header)}.${encode(claims)}.AB` },
  { name: 'base64 that is not base64url', text: assertion().replace('.', '+.') },
  { name: 'a blank at the end', text: `${assertion()} ` },
  { name: 'STD K2: iss that is not sub', text: assertion({}, { iss: 'other' }) },
  { name: 'STD K2: no iss', text: assertion({}, { iss: undefined }) },
  { name: 'STD K2: no sub', text: assertion({}, { sub: undefined }) },
  { name: 'STD K2: neither', text: assertion({}, { iss: undefined, sub: undefined }) },
  { name: 'STD K2: both empty', text: assertion({}, { iss: '', sub: '' }) },
  { name: 'STD K2: both a list', text: assertion({}, { iss: ['app'], sub: ['app'] }) },
])('STD K8: refuses $name with invalid_client in less than 50 ms', ({ text }) => {
  const durations = Array.from({ length: 5 }, () => {
    const began = performance.now();
    refusalOf(text);
    return performance.now() - began;
  });
  const { code, parameter, challenge } = refusalOf(text);

  // The fastest of a few: what else the machine does meanwhile is not the assertion's doing.
  expect(Math.min(...durations)).toBeLessThan(50);
  expect({ code, parameter, challenge }).toEqual({ code: 'invalid_client', parameter: 'client_assertion' });
});

test.each(['jwk', 'x5c', 'x5u', 'x5t', 'x5t#S256'])('R-13: %s in the header is nothing to us', (name) => {
  expect(Object.keys(readClientAssertion(assertion({ [name]: 'anything' })))).not.toContain(name);
});
