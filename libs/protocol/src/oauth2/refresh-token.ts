import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { sha256Base64Url } from '../hash.js';

/** By which secret scanners know a refresh token. */
const PREFIX = 'ghr_';
/** `ghr_<handle of 16 bytes>.<generation>.<MAC of 32 bytes>`, both base64url without padding. */
const WIRE_FORM = /^ghr_([A-Za-z0-9_-]{22})\.(0|[1-9]\d{0,8})\.[A-Za-z0-9_-]{43}$/;

/** A refresh token of ours, its MAC verified. Whether it is still the current one is for the token family to say. */
export interface RefreshToken {
  /** 16 random bytes as base64url: names the family, and is the part nobody can guess. */
  readonly handle: string;
  /** What is stored in place of the handle. */
  readonly handleHash: string;
  /** Counts the rotations; an integer, never a time (R-03, V-21). */
  readonly generation: number;
}

/**
 * The refresh token of a family's generation: always the same text for the same arguments, so that a retry can be given the very successor that
 * was lost on the way. Only SHA-256(handle) is stored: neither the database nor the key alone yields a token.
 * @param key at least 32 bytes
 * @param handle 16 random bytes as base64url without padding
 * @throws TypeError — handle, generation or key of another form
 */
export function mintRefreshToken(key: KeyObject, moduleId: string, handle: string, generation: number): string {
  if ((key.symmetricKeySize ?? 0) < 32) throw new TypeError('The key of refresh tokens must have at least 32 bytes');
  const mac = createHmac('sha256', key)
    .update(`refresh|${moduleId}|${handle}|${String(generation)}`, 'utf8')
    .digest('base64url');
  const token = `${PREFIX}${handle}.${String(generation)}.${mac}`;
  if (!WIRE_FORM.test(token))
    throw new TypeError('A refresh token needs a handle of 16 bytes and a generation from 0 to 999999999');
  return token;
}

/**
 * Reads a presented token; `undefined` for anything that is not, byte for byte, a token minted with this key for this module (V-31).
 */
export function readRefreshToken(key: KeyObject, moduleId: string, token: string): RefreshToken | undefined {
  const [, handle, digits] = WIRE_FORM.exec(token) ?? [];
  if (handle === undefined || digits === undefined) return undefined;
  const generation = Number(digits);
  if (!equalInConstantTime(token, mintRefreshToken(key, moduleId, handle, generation))) return undefined;
  return { handle, handleHash: sha256Base64Url(handle), generation };
}
