import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { epochSeconds } from '../clock.js';

/** How long one nonce is handed out, in seconds. It is accepted as long again. */
const WINDOW_SECONDS = 120;

/**
 * The nonce that proofs are to carry now: a MAC of the time, so that nothing is stored and every process knows it.
 * @param key 32 bytes that only the server has
 * @see RFC 9449 §8
 */
export function dpopNonce(key: KeyObject, moduleId: string, now: Date): string {
  return nonceOf(key, moduleId, windowOf(now));
}

/** Whether the nonce was handed out by this module in this or the last window; or in the next one, by a process whose clock is ahead. */
export function isDpopNonce(key: KeyObject, moduleId: string, nonce: string, now: Date): boolean {
  const current = windowOf(now);
  return [current, current - 1, current + 1].some((window) =>
    equalInConstantTime(nonce, nonceOf(key, moduleId, window)),
  );
}

function windowOf(now: Date): number {
  return Math.floor(epochSeconds(now) / WINDOW_SECONDS);
}

function nonceOf(key: KeyObject, moduleId: string, window: number): string {
  return createHmac('sha256', key)
    .update(`dpop-nonce|${moduleId}|${String(window)}`, 'utf8')
    .digest('base64url');
}
