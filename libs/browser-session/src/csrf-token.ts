import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '#protocol/constant-time';
import { randomToken } from '#protocol/random';
import type { CsrfVerdict } from './browser-session.port.js';

const SHAPE = /^(ghx_[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

/**
 * Token for the forms of one browser: `nonce.binding.seal`. The binding ties the nonce to the cookie; the seal covers nonce and binding
 * with nothing of the cookie, so a token of ours is recognised even after its cookie is gone (S-13: the person is told to start
 * again instead of being accused). An HMAC of our own and not @fastify/csrf, because that answers only yes or no. The nonce makes
 * every page's token different, so compressing a page reveals nothing about it.
 */
export function mintCsrfToken(key: KeyObject, cookieHash: string): string {
  const nonce = randomToken('ghx_', 16);
  const binding = bind(key, nonce, cookieHash);
  return `${nonce}.${binding}.${seal(key, nonce, binding)}`;
}

/** Judges a token that came back with a form (V-66). */
export function checkCsrfToken(key: KeyObject, cookieHash: string, token: string | undefined): CsrfVerdict {
  const [, nonce, binding, mac] = SHAPE.exec(token ?? '') ?? [];
  if (nonce === undefined || binding === undefined || mac === undefined) return 'forged';
  if (!equalInConstantTime(mac, seal(key, nonce, binding))) return 'forged';
  return equalInConstantTime(binding, bind(key, nonce, cookieHash)) ? 'valid' : 'expired';
}

function bind(key: KeyObject, nonce: string, cookieHash: string): string {
  return createHmac('sha256', key).update(`bind|${nonce}|${cookieHash}`).digest('base64url');
}

function seal(key: KeyObject, nonce: string, binding: string): string {
  return createHmac('sha256', key).update(`seal|${nonce}|${binding}`).digest('base64url');
}
