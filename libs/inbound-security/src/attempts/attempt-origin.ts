import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import { randomToken } from '#protocol/random';
import type { SignInAttempt } from '../user-authenticator.port.js';

/** Where an attempt comes from, as far as it may be known from before (ruling 44); '' where nothing tells. */
export interface AttemptOrigin {
  /** Under which it may be known. */
  readonly presented: string;
  /** What is forgotten after success, because the browser gets another name. */
  readonly replaced: string;
}

/** What is remembered of an attempt that succeeded. */
export interface RememberedOrigin {
  readonly hash: string;
  /** The value for the browser. */
  readonly cookie?: string;
}

const DEVICE_COOKIE = /^ghd_[A-Za-z0-9_-]{43}$/;

/** A browser by its cookie; a program, which keeps none, by the network it calls from. */
export function originOf({ deviceCookie, fromProgram, remoteAddress }: SignInAttempt): AttemptOrigin {
  if (fromProgram === true) return { presented: networkHash(remoteAddress), replaced: '' };
  const presented = deviceHash(deviceCookie);
  return { presented, replaced: presented };
}

/** Under which a browser may be known; '' where it has no cookie of ours. */
export function deviceHash(cookie: string | undefined): string {
  return cookie !== undefined && DEVICE_COOKIE.test(cookie) ? sha256Base64Url(cookie) : '';
}

/** By which a browser will be known. */
export function newDeviceCookie(): string {
  return randomToken('ghd_');
}

/** What is to be known from now on. */
export function rememberedOrigin({ fromProgram, remoteAddress }: SignInAttempt): RememberedOrigin {
  if (fromProgram === true) return { hash: networkHash(remoteAddress) };
  const cookie = newDeviceCookie();
  return { hash: sha256Base64Url(cookie), cookie };
}

/** No cookie hashes to the same: each begins otherwise. */
function networkHash(remoteAddress: string): string {
  return sha256Base64Url(`network ${networkOf(remoteAddress)}`);
}
