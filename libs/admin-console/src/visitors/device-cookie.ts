import type { SessionScope } from '#browser-session/browser-session.port';
import { DEVICE_COOKIE_SECONDS } from '#inbound-security/user-authenticator.port';
import { singleCookie } from '#protocol/cookie-header';

function nameOf({ secure, moduleId }: SessionScope): string {
  return `${secure ? '__Host-' : ''}gatehouse-device.${moduleId}`;
}

/** The value of the cookie that tells the person's own browser from a guesser's (ruling 44); undefined if absent or doubled. */
export function readDeviceCookie(scope: SessionScope, header: string | undefined): string | undefined {
  return singleCookie(header, nameOf(scope));
}

/** `Set-Cookie` values with which the browser is known from now on; none where there is nothing new. */
export function deviceCookies(scope: SessionScope, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(DEVICE_COOKIE_SECONDS)}${scope.secure ? '; Secure' : ''}`;
  return [`${nameOf(scope)}=${value}; ${attributes}`];
}
