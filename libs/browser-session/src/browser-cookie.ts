import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '#protocol/constant-time';
import { sha256Base64Url } from '#protocol/hash';
import type { OwnPrefix } from '#protocol/own-value';
import { randomToken } from '#protocol/random';

/** Whether a row stands behind the cookie. Written into the value, so that an anonymous browser costs no statement. */
export type CookieKind = 'anonymous' | 'signed-in';

/** A cookie of ours: what it says and the hash that rows and forms are bound to. */
export interface BrowserCookie {
  readonly kind: CookieKind;
  readonly cookieHash: string;
}

const PREFIX = { anonymous: 'gha_', 'signed-in': 'ghb_' } as const satisfies Readonly<Record<CookieKind, OwnPrefix>>;
const SHAPE = /^(gh[ab]_[A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;
const COOKIE_NAME_CHARACTERS = /^[A-Za-z0-9_.-]+$/;

/** Attributes every cookie of ours carries. Lax, because an app sends the person here by a cross-site link. */
function attributes(secure: boolean): string {
  return `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/**
 * Name of the cookie of one module instance. `__Host-` (RFC 6265bis §4.1.3.2) keeps sibling hosts from planting one; browsers accept
 * it over https only.
 * @throws TypeError — the module id holds characters a cookie name may not have
 */
export function cookieName(moduleId: string, secure: boolean): string {
  if (!COOKIE_NAME_CHARACTERS.test(moduleId))
    throw new TypeError(`Module id ${moduleId} cannot be part of a cookie name`);
  return `${secure ? '__Host-' : ''}gatehouse.${moduleId}`;
}

/** A new unguessable value, signed for this module, and its hash. */
export function mintBrowserCookie(
  key: KeyObject,
  moduleId: string,
  kind: CookieKind,
): BrowserCookie & { readonly value: string } {
  const token = randomToken(PREFIX[kind]);
  return { kind, cookieHash: sha256Base64Url(token), value: `${token}.${signature(key, moduleId, token)}` };
}

/** Reads a value the browser sent; undefined unless we signed it for this module. */
export function readBrowserCookie(
  key: KeyObject,
  moduleId: string,
  value: string | undefined,
): BrowserCookie | undefined {
  const [, token, mac] = SHAPE.exec(value ?? '') ?? [];
  if (token === undefined || mac === undefined) return undefined;
  if (!equalInConstantTime(mac, signature(key, moduleId, token))) return undefined;
  return { kind: token.startsWith(PREFIX.anonymous) ? 'anonymous' : 'signed-in', cookieHash: sha256Base64Url(token) };
}

/** Complete `Set-Cookie` value. It ends with the browser's session; how long it counts is the database's decision. */
export function setCookieHeader(name: string, value: string, secure: boolean): string {
  return `${name}=${value}${attributes(secure)}`;
}

/** `Set-Cookie` value that removes the cookie. */
export function removeCookieHeader(name: string, secure: boolean): string {
  return `${name}=; Max-Age=0${attributes(secure)}`;
}

function signature(key: KeyObject, moduleId: string, token: string): string {
  return createHmac('sha256', key).update(`${moduleId}|${token}`).digest('base64url');
}
