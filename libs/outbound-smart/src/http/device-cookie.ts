import type { SessionScope } from '#browser-session/browser-session.port';
import { DEVICE_COOKIE_SECONDS } from '#inbound-security/user-authenticator.port';
import { singleCookie } from '#protocol/cookie-header';

function nameOf(scope: SessionScope): string {
  return `${scope.secure ? '__Host-' : ''}gatehouse-device.${scope.moduleId}`;
}

/** The value of the device cookie, which tells the person's own browser from a guesser's (ruling 44); undefined if absent or doubled. */
export function readDeviceCookie(scope: SessionScope, header: string | undefined): string | undefined {
  return singleCookie(header, nameOf(scope));
}

/** The cookies with the one by which the device is known from now on, where there is one. */
export function withDeviceCookie(
  cookies: readonly string[],
  scope: SessionScope,
  value: string | undefined,
): readonly string[] {
  return value === undefined ? cookies : [...cookies, deviceCookieHeader(scope, value)];
}

/** `Set-Cookie` value that keeps the device cookie. */
export function deviceCookieHeader(scope: SessionScope, value: string): string {
  const attributes = [
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${DEVICE_COOKIE_SECONDS}`,
    ...(scope.secure ? ['Secure'] : []),
  ];
  return [`${nameOf(scope)}=${value}`, ...attributes].join('; ');
}
