import { Injectable } from '@nestjs/common';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMultiFactor } from '#protocol/second-factor/second-factor';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { AccountVisits } from './account-visits.js';
import type { AccountVisit } from './account-visit.js';

/** Lets people to their second factor: who has one has shown it at this sign-in, and who has none may set one up. */
@Injectable()
export class SecondFactorVisits {
  constructor(private readonly accounts: AccountVisits) {}

  /** Undefined where the person has to sign in first. */
  async toSee(instance: OutboundSmartInstance, visit: Visit): Promise<AccountVisit | undefined> {
    return this.proven(await this.accounts.toSee(instance, visit));
  }

  /**
   * Who sends a form; undefined where they have to sign in first.
   * @throws InteractionError when the form is not this browser's
   */
  async toChange(
    instance: OutboundSmartInstance,
    visit: Visit,
    form: FormParameters,
  ): Promise<AccountVisit | undefined> {
    return this.proven(await this.accounts.toChange(instance, visit, form));
  }

  private proven(visitor: AccountVisit | undefined): AccountVisit | undefined {
    if (visitor === undefined) return undefined;
    const isProven = visitor.user.secondFactor.kinds.length === 0 || isMultiFactor(visitor.session.amr);
    return isProven ? visitor : undefined;
  }
}
