import { OAuthError } from './oauth-error.js';
import { checkRequestObjectClaims, readRequestObject, requestObjectParameters } from './request-object.js';

type Members = Readonly<Record<string, unknown>>;

const NOW = 1_800_000_000;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = { alg: 'PS256', kid: 'one', typ: 'oauth-authz-req+jwt' };
const claims = { iss: 'app', aud: 'https://auth.example', exp: NOW + 60, client_id: 'app', response_type: 'code' };
const objectOf = (more: Members = {}, moreClaims: Members = {}): string =>
  `${encode({ ...header, ...more })}.${encode({ ...claims, ...moreClaims })}.${encode('a signature')}`;
const refusal = expect.objectContaining({ code: 'invalid_request_object', parameter: 'request' });

describe('readRequestObject', () => {
  test.each([
    { name: 'V-37: alg none', text: objectOf({ alg: 'none' }) },
    { name: 'V-37: unsigned, in two segments', text: objectOf().replace(/\.[^.]*$/, '') },
    { name: 'V-37: unsigned, with an empty third segment', text: objectOf({ alg: 'none' }).replace(/[^.]*$/, '') },
    { name: 'V-38: HS256', text: objectOf({ alg: 'HS256' }) },
    { name: 'V-40: no kid', text: objectOf({ kid: undefined }) },
    { name: 'V-42: an encrypted one', text: `${objectOf({ enc: 'A256GCM' })}.a.b` },
    { name: 'V-43: an encrypted one whose payload is plain JSON', text: `${encode(header)}.a.b.${encode(claims)}.c` },
    { name: 'V-43: crit that is unknown', text: objectOf({ crit: ['x'], x: 1 }) },
    { name: 'V-43: crit that is empty', text: objectOf({ crit: [] }) },
    { name: 'V-43: an unencoded payload', text: objectOf({ b64: false }) },
    { name: 'STD RFC9101-2: no typ', text: objectOf({ typ: undefined }) },
    { name: 'STD RFC9101-2: typ JWT', text: objectOf({ typ: 'JWT' }) },
    { name: 'V-46: a client assertion', text: objectOf({ typ: 'client-authentication+jwt' }) },
    { name: 'V-46: an access token', text: objectOf({ typ: 'at+jwt' }) },
    { name: 'V-42: more than 64 KiB', text: objectOf({}, { state: 'x'.repeat(64 * 1024) }) },
    { name: 'no JWT at all', text: '{"response_type":"code"}' },
  ])('$name is refused', ({ text }) => {
    expect(() => readRequestObject(text, false)).toThrow(refusal);
  });

  test.each([
    { typ: 'oauth-authz-req+jwt', untyped: false },
    { typ: 'application/oauth-authz-req+jwt', untyped: false },
    { typ: 'oauth-authz-req+jwt', untyped: true },
    { typ: 'JWT', untyped: true },
    { typ: undefined, untyped: true },
  ])('STD RFC9101-2: typ $typ is read where untyped ones are accepted: $untyped', ({ typ, untyped }) => {
    expect(readRequestObject(objectOf({ typ }), untyped)).toMatchObject({ alg: 'PS256', kid: 'one', claims });
  });

  test.each(['at+jwt', 'client-authentication+jwt', 'dpop+jwt', 'logout+jwt', 'jwt', null])(
    'V-46: typ %s is refused even where untyped ones are accepted',
    (typ) => {
      expect(() => readRequestObject(objectOf({ typ }), true)).toThrow(refusal);
    },
  );
});

describe('checkRequestObjectClaims', () => {
  const check = (more: Members, wantsNotBefore = false): void => {
    checkRequestObjectClaims(readRequestObject(objectOf({}, more), false), {
      clientId: 'app',
      issuer: 'https://auth.example',
      now: NOW,
      wantsNotBefore,
    });
  };

  test.each([
    { name: 'no iss', more: { iss: undefined } },
    { name: 'another iss', more: { iss: 'other' } },
    { name: 'no aud', more: { aud: undefined } },
    { name: 'another aud', more: { aud: 'https://other.example' } },
    { name: 'an aud with a slash more', more: { aud: 'https://auth.example/' } },
    { name: 'another client_id', more: { client_id: 'other' } },
    { name: 'a client_id that is no text', more: { client_id: ['app'] } },
    { name: 'the client as sub', more: { sub: 'app' } },
    { name: 'a request inside', more: { request: 'x' } },
    { name: 'a request_uri inside', more: { request_uri: 'https://app.example/r' } },
    { name: 'no exp', more: { exp: undefined } },
    { name: 'an exp now', more: { exp: NOW } },
    { name: 'an exp in 61 minutes', more: { exp: NOW + 3_661 } },
    { name: 'an exp in ten years', more: { exp: NOW + 315_360_000 } },
    { name: 'an exp that is a text', more: { exp: String(NOW + 60) } },
    { name: 'an nbf ahead', more: { nbf: NOW + 61 } },
    { name: 'an nbf 61 minutes ago', more: { nbf: NOW - 3_661 } },
    { name: 'an nbf that is a text', more: { nbf: 'now' } },
    { name: 'an iat ahead', more: { iat: NOW + 61 } },
  ])('STD RFC9101-1, RFC9101-2, FP13: refuses $name', ({ more }) => {
    expect(() => {
      check(more);
    }).toThrow(refusal);
  });

  test.each([
    { name: 'a list of audiences with ours', more: { aud: ['https://a.example', 'https://auth.example'] } },
    { name: 'no client_id inside', more: { client_id: undefined } },
    { name: 'exp in 60 minutes', more: { exp: NOW + 3_600 } },
    { name: 'nbf 8 s ahead (FP5)', more: { nbf: NOW + 8 } },
    { name: 'iat 8 s ahead', more: { iat: NOW + 8 } },
    { name: 'a person as sub', more: { sub: 'amelia' } },
  ])('STD RFC9101-2: accepts $name', ({ more }) => {
    expect(() => {
      check(more);
    }).not.toThrow();
  });

  test('STD FP13: nbf is demanded where the profile wants it', () => {
    expect(() => {
      check({}, true);
    }).toThrow(refusal);
    expect(() => {
      check({ nbf: NOW }, true);
    }).not.toThrow();
  });
});

describe('requestObjectParameters', () => {
  const parametersOf = (more: Members) => requestObjectParameters(readRequestObject(objectOf({}, more), false), 'app');

  test('STD RFC9101-1: gives the parameters and none of the claims of the JWT', () => {
    const parameters = parametersOf({
      ...{ iat: NOW, nbf: NOW, jti: 'x', sub: 'amelia', state: 'a b&c=d', max_age: 60, nonce: '', launch: null },
      ...{ claims: { userinfo: { name: null } }, resource: ['https://a.example', 'https://b.example'] },
    });

    parameters.assertWellFormed();
    expect(parameters.names()).toEqual([...['client_id', 'response_type', 'state', 'max_age', 'claims', 'resource']]);
    expect(parameters.get('client_id')).toBe('app');
    expect(parameters.get('state')).toBe('a b&c=d');
    expect(parameters.get('max_age')).toBe('60');
    expect(parameters.get('claims')).toBe('{"userinfo":{"name":null}}');
    expect(parameters.all('resource')).toEqual(['https://a.example', 'https://b.example']);
  });

  test('V-07: a list of values is a repeated parameter, but for resource', () => {
    const parameters = parametersOf({ login: ['https://app.example/cb', 'https://evil.test'] });

    expect(() => parameters.get('login')).toThrow(OAuthError);
  });

  test.each([
    { redirect_uri: ['https://app.example/cb', 'https://evil.test'] },
    { scope: ['openid', 'user/*.rs'] },
    { scope: { a: 1 } },
    { scope: [1] },
    { state: { a: 1 } },
    { state: [['a']] },
    { nonce: 1 },
    { launch: true },
    { resource: [{}] },
  ])('STD RFC9101-1: refuses %j and names the member', (more) => {
    expect(() => parametersOf(more)).toThrow(refusal);
    expect(() => parametersOf(more)).toThrow(new RegExp(Object.keys(more).join()));
  });

  test('V-92: a NUL is no more acceptable than in a form', () => {
    expect(() => parametersOf({ state: 'a\0b' }).get('state')).toThrow(
      expect.objectContaining({ code: 'invalid_request', parameter: 'state' }),
    );
  });
});
