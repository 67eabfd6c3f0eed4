import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';

/** RFC 6238 §4.1, and what authenticator apps take without being told. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** RFC 4226 §4 R6: as long as the hash. */
export const TOTP_KEY_BYTES = 20;

/** The number of the step that an instant lies in. */
export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1_000 / STEP_SECONDS);
}

/** The code of a step: HMAC-SHA-1, dynamic truncation, six digits (RFC 4226 §5.3). */
export function totpCode(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** A code as it was typed, without the spaces that apps show in it; undefined where it can be none. */
export function readTotpCode(typed: string): string | undefined {
  const code = typed.length > 20 ? '' : typed.replaceAll(/\s/g, '');
  return /^[0-9]{6}$/.test(code) ? code : undefined;
}

/** Which codes count. */
export interface TotpWindow {
  /** The step that it is now, by the server's clock. */
  readonly step: number;
  /** Steps before and behind it that count, too: 0, or 1 for clocks that differ (RFC 6238 §5.2, V-58). */
  readonly tolerated: number;
}

/** The step whose code this is, the newest if there are several; undefined where it counts for none. */
export function totpStepOf(key: Buffer, code: string, { step, tolerated }: TotpWindow): number | undefined {
  const steps = Array.from({ length: 2 * tolerated + 1 }, (_, place) => step + tolerated - place);
  return steps.filter((one) => one >= 0 && equalInConstantTime(totpCode(key, one), code))[0];
}
