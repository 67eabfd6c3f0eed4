import type { BasicCredentials, BasicCredentialsCheck, CredentialsOutcome } from '../basic-credentials.port.js';
import type { SecondFactors } from '../second-factor.port.js';

/**
 * Lets nobody in by a password alone who has, or needs, a second factor (V-54, A-19). It stands in front of what remembers credentials, so that it
 * counts from the moment somebody has one.
 */
export class SecondFactorCredentials implements BasicCredentialsCheck {
  constructor(
    private readonly passwords: BasicCredentialsCheck,
    private readonly factors: Pick<SecondFactors, 'isPasswordEnough'>,
  ) {}

  async check(moduleId: string, credentials: BasicCredentials): Promise<CredentialsOutcome> {
    const outcome = await this.passwords.check(moduleId, credentials);
    if (outcome.kind !== 'authenticated' || this.factors.isPasswordEnough(outcome.user)) return outcome;
    return { kind: 'refused', reason: 'second-factor' };
  }
}
