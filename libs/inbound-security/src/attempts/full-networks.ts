import { networkOf } from '#protocol/network-of';
import type { SignInAttempt, SignInOutcome } from '../user-authenticator.port.js';

/** How seldom the log tells of one module's networks, in milliseconds. */
const TOLD_EVERY = 60_000;

/** Answers attempts of networks that have had too many failures, and has the log tell of it once a minute. */
export class FullNetworks {
  private readonly toldAt = new Map<string, number>();

  constructor(
    private readonly warn: (message: string) => void,
    /** Milliseconds on a clock that never goes back. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  busy(
    moduleId: string,
    { remoteAddress }: Pick<SignInAttempt, 'remoteAddress'>,
    retryAfterSeconds: number,
  ): Extract<SignInOutcome, { readonly kind: 'busy' }> {
    if (this.now() - (this.toldAt.get(moduleId) ?? -TOLD_EVERY) >= TOLD_EVERY) {
      this.toldAt.set(moduleId, this.now());
      this.warn(
        `${moduleId}: there were more failed sign-ins from ${networkOf(remoteAddress)} in the last hour than max_failed_logins_per_network allows; browsers from there that are not known have to wait.`,
      );
    }
    return { kind: 'busy', retryAfterSeconds };
  }
}
