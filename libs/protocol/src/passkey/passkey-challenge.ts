import { createHmac, type KeyObject } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { epochSeconds } from '../clock.js';
import { randomNonce } from '../random.js';

/** What a passkey is asked for. An answer to one is none to another. */
export type PasskeyCeremony = 'registration' | 'second-factor' | 'sign-in';

/** For whom a challenge is. */
export interface ChallengePlace {
  /** The outbound module. */
  readonly moduleId: string;
  /** What the browser is known by. */
  readonly browserHash: string;
  readonly ceremony: PasskeyCeremony;
  /** Whose passkey it is about; undefined where that is what the answer is to say. */
  readonly pid?: number;
}

/** Time for an answer: to find a security key, or to look into the camera of a phone. */
export const CHALLENGE_SECONDS = 300;

const RANDOM_BYTES = 16;
const TIME_BYTES = 6;
/** 16 random bytes, 6 of the time, 32 of the MAC. */
const FORM = /^[\w-]{72}$/;

/**
 * A challenge that nobody has seen before, good for five minutes. It says itself where it belongs, by a MAC, so that a page that is merely looked at
 * leaves nothing in the database; that it counts once is for whoever claims it.
 * @see WebAuthn Level 3 §13.4.3
 */
export function newPasskeyChallenge(key: KeyObject, place: ChallengePlace, now: Date): string {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(epochSeconds(now) + CHALLENGE_SECONDS, 0, TIME_BYTES);
  const said = Buffer.concat([randomNonce(RANDOM_BYTES), time]);
  return Buffer.concat([said, macOf(key, place, said)]).toString('base64url');
}

/** When the time of a challenge is over; undefined when we never made it, or made it for another place. */
export function challengeExpiry(key: KeyObject, place: ChallengePlace, challenge: string): Date | undefined {
  if (!FORM.test(challenge)) return undefined;
  const said = Buffer.from(challenge, 'base64url').subarray(0, RANDOM_BYTES + TIME_BYTES);
  const right = Buffer.concat([said, macOf(key, place, said)]).toString('base64url');
  if (!equalInConstantTime(challenge, right)) return undefined;
  return new Date(said.readUIntBE(RANDOM_BYTES, TIME_BYTES) * 1_000);
}

function macOf(key: KeyObject, { moduleId, browserHash, ceremony, pid }: ChallengePlace, said: Buffer): Buffer {
  const place = JSON.stringify(['passkey-challenge', moduleId, browserHash, ceremony, pid ?? null]);
  return createHmac('sha256', key).update(place, 'utf8').update(said).digest();
}
