import {
  challengeExpiry,
  newPasskeyChallenge,
  type ChallengePlace,
  type PasskeyCeremony,
} from '#protocol/passkey/passkey-challenge';
import type { PasskeyPlace } from '../passkeys.port.js';
import { claimPasskeyChallenge } from '../stores/passkey-challenge.store.js';
import type { PasskeysDependencies } from './passkeys-dependencies.js';

/** For what a challenge is, and for whom. */
export interface ChallengeUse {
  readonly ceremony: PasskeyCeremony;
  readonly pid?: number;
}

/** Challenges: made for one browser, one module and one purpose, and claimed before anything is verified (V-22, V-32). */
export class PasskeyChallenges {
  constructor(private readonly dependencies: Pick<PasskeysDependencies, 'sql' | 'clock' | 'challengeKey'>) {}

  make(place: PasskeyPlace, use: ChallengeUse): string {
    const { challengeKey, clock } = this.dependencies;
    return newPasskeyChallenge(challengeKey, challengePlace(place, use), clock.now());
  }

  /** True for the first who presents it where it belongs, and for nobody after. */
  async claim(place: PasskeyPlace, use: ChallengeUse, challenge: string): Promise<boolean> {
    const { sql, challengeKey } = this.dependencies;
    const expiresAt = challengeExpiry(challengeKey, challengePlace(place, use), challenge);
    return expiresAt !== undefined && claimPasskeyChallenge(sql, challenge, expiresAt);
  }
}

function challengePlace({ moduleId, browserHash }: PasskeyPlace, use: ChallengeUse): ChallengePlace {
  return { moduleId, browserHash, ...use };
}
