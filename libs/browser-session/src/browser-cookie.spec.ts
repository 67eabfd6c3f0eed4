import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import {
  cookieName,
  mintBrowserCookie,
  readBrowserCookie,
  removeCookieHeader,
  setCookieHeader,
} from './browser-cookie.js';

const key = createSecretKey(Buffer.alloc(32, 1));
const minted = mintBrowserCookie(key, 'smart_auth', 'signed-in');
const [token = '', mac = ''] = minted.value.split('.');

describe('the browser cookie', () => {
  test.each([
    { name: 'nothing', value: undefined },
    { name: 'an empty value', value: '' },
    { name: 'a value without signature', value: token },
    { name: 'another signature', value: `${token}.${'A'.repeat(43)}` },
    {
      name: 'the signature of another token',
      value: `${mintBrowserCookie(key, 'smart_auth', 'signed-in').value.split('.')[0]!}.${mac}`,
    },
    { name: 'an anonymous value promoted', value: minted.value.replace('ghb_', 'gha_') },
    { name: 'bad base64', value: `ghb_%%%.${mac}` },
    { name: 'UTF-16', value: `\u0000${minted.value}` },
    { name: 'a line break after it', value: `${minted.value}\n` },
    {
      name: 'a signature with another key',
      value: mintBrowserCookie(createSecretKey(Buffer.alloc(32, 2)), 'smart_auth', 'signed-in').value,
    },
    { name: 'a value of another module', value: mintBrowserCookie(key, 'other', 'signed-in').value },
  ])('V-67, V-34: $name is no cookie of ours', ({ value }) => {
    expect(readBrowserCookie(key, 'smart_auth', value)).toBeUndefined();
  });

  test.each(['anonymous', 'signed-in'] as const)('is read as it was minted: %s', (kind) => {
    const { value, cookieHash } = mintBrowserCookie(key, 'smart_auth', kind);

    expect(readBrowserCookie(key, 'smart_auth', value)).toEqual({ kind, cookieHash });
  });

  test('R-14: the hash is not the value, and two are never alike', () => {
    const hashes = Array.from({ length: 100 }, () => mintBrowserCookie(key, 'm', 'anonymous').cookieHash);

    expect(new Set(hashes).size).toBe(100);
    expect(minted.value).not.toContain(minted.cookieHash);
  });

  test('V-67: no altered value is accepted', () => {
    fc.assert(
      fc.property(fc.nat(minted.value.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        const altered = minted.value.slice(0, at) + character + minted.value.slice(at + 1);
        fc.pre(altered !== minted.value);
        expect(readBrowserCookie(key, 'smart_auth', altered)).toBeUndefined();
      }),
    );
  });

  test.each([
    { secure: true, name: '__Host-gatehouse.smart_auth', attributes: '; Path=/; HttpOnly; SameSite=Lax; Secure' },
    { secure: false, name: 'gatehouse.smart_auth', attributes: '; Path=/; HttpOnly; SameSite=Lax' },
  ])('V-67: $name and its attributes', ({ secure, name, attributes }) => {
    expect(cookieName('smart_auth', secure)).toBe(name);
    expect(setCookieHeader(name, 'v', secure)).toBe(`${name}=v${attributes}`);
    expect(removeCookieHeader(name, secure)).toBe(`${name}=; Max-Age=0${attributes}`);
  });

  test.each(['', 'a;b', 'a b', 'a=b', 'ä', 'a\r\nSet-Cookie: x'])(
    'a module id that cannot be in a cookie name: %j',
    (moduleId) => {
      expect(() => cookieName(moduleId, true)).toThrow(TypeError);
    },
  );
});
