import { jest } from '@jest/globals';
import fc from 'fast-check';
import { OAuthError } from '../oauth2/oauth-error.js';
import { readAuthorizationJwt } from './authorization-jwt.js';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const header = { alg: 'RS384', kid: 'one', typ: 'JWT' };
const claims = { iss: 'https://org.example', sub: 'p1', requested_record: { resourceType: 'Patient', id: '1' } };
const jwt = (change: object = {}, payload: unknown = claims): string =>
  `${encode({ ...header, ...change })}.${encode(payload)}.${encode('a signature')}`;

function refusalOf(text: string): OAuthError {
  try {
    readAuthorizationJwt(text);
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
  throw new Error('It was accepted');
}

test.each([undefined, 'JWT', 'authorization-grant+jwt'])('STD CO3: reads a JWT with typ %p', (typ) => {
  expect(readAuthorizationJwt(jwt({ typ }))).toMatchObject({ alg: 'RS384', kid: 'one', claims });
});

/** Characters of a JWT that is looked at. */
const LONGEST = 65_536;
const lengthOf = (calls: readonly (readonly unknown[])[]): number =>
  calls.reduce((sum, [text]) => sum + String(text).length, 0);
const deep = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

test.each<{ name: string; text: string }>([
  { name: 'V-37: alg none', text: jwt({ alg: 'none' }) },
  { name: 'V-37: no alg', text: jwt({ alg: undefined }) },
  { name: 'V-37: an empty signature', text: jwt().replace(/[^.]*$/, '') },
  { name: 'V-37: two parts', text: jwt().replace(/\.[^.]*$/, '') },
  { name: 'V-38: alg HS256', text: jwt({ alg: 'HS256' }) },
  { name: 'V-40: no kid', text: jwt({ kid: undefined }) },
  { name: 'V-40: kid a path', text: jwt({ kid: ['../../key'] }) },
  { name: 'V-40: kid of 300 characters', text: jwt({ kid: 'k'.repeat(300) }) },
  { name: 'V-42: encrypted', text: `${jwt({ enc: 'A256GCM' })}.a.b` },
  { name: 'V-42: compressed', text: jwt({ zip: 'DEF' }) },
  { name: 'V-42: 1 MB', text: jwt({}, { a: 'x'.repeat(1_000_000) }) },
  { name: 'V-42: 1 MB of dots', text: '.'.repeat(1_000_000) },
  { name: 'V-90: lists in lists', text: jwt({}, deep(24)) },
  { name: 'V-90: 20,000 lists in lists', text: jwt({}, deep(20_000)) },
  { name: 'V-90: 20,000 brackets that never close', text: jwt({}, '['.repeat(20_000)) },
  { name: 'V-90: 5,000 values', text: jwt({}, { a: Array(5_000).fill(1) }) },
  { name: 'V-43: crit', text: jwt({ crit: ['x'], x: 1 }) },
  { name: 'V-43: an unencoded payload', text: jwt({ b64: false }) },
  { name: 'V-46: the typ of client assertions', text: jwt({ typ: 'client-authentication+jwt' }) },
  { name: 'V-46: the typ of access tokens', text: jwt({ typ: 'at+jwt' }) },
  { name: 'V-46: the typ of request objects', text: jwt({ typ: 'oauth-authz-req+jwt' }) },
  { name: 'V-46: the typ of DPoP proofs', text: jwt({ typ: 'dpop+jwt' }) },
  {
    name: 'V-07: alg twice',
    text: jwt().replace(/^[^.]*/, encode('{"alg":"none","alg":"RS384","kid":"one","typ":"JWT"}')),
  },
  { name: 'V-07: a claim twice', text: jwt({}, '{"sub":"p1","sub":"p2"}') },
  { name: 'V-07: an id twice', text: jwt({}, '{"requested_record":{"id":"1","id":"2"}}') },
  { name: 'V-92: a NUL', text: jwt({}, '{"sub":"a\\u0000b"}') },
  { name: 'V-92: half a character', text: jwt({}, '{"sub":"\\ud800"}') },
  {
    name: 'V-92: no UTF-8',
    text: jwt().replace(/\.[^.]*\./, `.${Buffer.from('{"a":"\xff"}', 'latin1').toString('base64url')}.`),
  },
  { name: 'a payload that is a list', text: jwt({}, '[1]') },
  { name: 'no JSON', text: jwt({}, '{') },
  { name: 'no JWT', text: 'anything' },
])('refuses $name with invalid_grant, and decodes and parses no more than a JWT may have', ({ text }) => {
  const [decode, parse] = [jest.spyOn(Buffer, 'from'), jest.spyOn(JSON, 'parse')];
  const { code, parameter } = refusalOf(text);
  const [decoded, parsed] = [decode, parse].map(({ mock }) => lengthOf(mock.calls));
  jest.restoreAllMocks();

  expect({ code, parameter }).toEqual({ code: 'invalid_grant', parameter: 'assertion' });
  expect(decoded).toBeLessThan(4 * LONGEST);
  expect(parsed).toBeLessThan(4_000);
});

test('C-04: whatever stands there, it is read or refused, and nothing else', () => {
  const part = fc.oneof(fc.string(), fc.json().map(encode), fc.base64String(), fc.constant(encode(header)));
  const text = fc.oneof(
    fc.string(),
    fc.tuple(part, part, part).map((parts) => parts.join('.')),
  );
  fc.assert(
    fc.property(text, (each) => {
      try {
        expect(readAuthorizationJwt(each).claims).toBeInstanceOf(Object);
      } catch (error) {
        expect(error).toBeInstanceOf(OAuthError);
      }
    }),
  );
});
