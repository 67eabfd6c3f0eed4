import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { isMultiFactor } from '#protocol/second-factor/second-factor';

/** Who has signed in, and by which methods. */
export interface SignInBehind {
  readonly user: DirectoryUser;
  readonly amr: readonly string[];
}

/** Whether the sign-in behind a grant proved what is demanded now, wherever tokens come of it without a page (V-33, A-19). */
@Injectable()
export class ProvedFactors {
  constructor(@Inject(SECOND_FACTORS) private readonly factors: SecondFactors) {}

  /** Of a client for which one factor was never enough, or of a person of whom another one is demanded since. */
  areEnough({ secondFactorRequired }: ClientDefinition, { user, amr }: SignInBehind): boolean {
    if (isMultiFactor(amr)) return true;
    if (secondFactorRequired === true) return false;
    return !this.factors.isDemandedOf(user) || this.factors.isPasswordEnough(user);
  }

  /** @throws OAuthError invalid_grant — they are not */
  assertEnough(client: ClientDefinition, behind: SignInBehind): void {
    if (this.areEnough(client, behind)) return;
    throw new OAuthError(
      'invalid_grant',
      'A second factor is needed now, which the sign-in behind this did not have. Send the person to the authorization endpoint.',
      { cause: 'second-factor' },
    );
  }
}
