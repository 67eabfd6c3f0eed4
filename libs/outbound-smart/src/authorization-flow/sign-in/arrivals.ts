import { Inject, Injectable } from '@nestjs/common';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { SIGN_IN_COMPLETION, type SignInCompletion } from '#inbound-security/sign-in-completion.port';
import type { FlowOutcome } from '../flow-result.js';
import { UnfinishedSignIns } from '../second-factor/unfinished-sign-ins.js';
import type { Arrival } from './arrival.js';
import { SessionStarts } from './session-starts.js';

/**
 * What follows when somebody has proved who they are: their second factor, where one is due, then the session, and the way to where they wanted.
 * Every kind of sign-in ends here.
 */
@Injectable()
export class Arrivals {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(SIGN_IN_COMPLETION) private readonly completion: SignInCompletion,
    private readonly starts: SessionStarts,
    private readonly unfinished: UnfinishedSignIns,
  ) {}

  async arrive(arrival: Arrival): Promise<FlowOutcome> {
    const { purpose, user, said, amr, authTime, provedAt } = arrival;
    if (this.factors.stepAfter(amr, user) !== 'none') return this.unfinished.begin(arrival);
    await this.completion.complete(user, said);
    const { pid, username } = user;
    const { setCookie } = await this.starts.start({
      ...arrival,
      user: { pid, username, ...(authTime && { authTime }), ...(provedAt && { provedAt }) },
    });
    return { result: { kind: 'continue', path: purpose.continueAt }, cookies: [setCookie] };
  }
}
