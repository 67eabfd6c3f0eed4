import { HolderCounts } from './holder-counts.js';
import { threeQuarters } from './three-quarters.js';

/**
 * Who may keep a thread waiting for the host: three quarters of the threads there are, a holder three quarters of those. The others are for runs
 * that call nobody, so that they come through whatever those that call are waiting for. It may be for them: a script may ask this very server for
 * a token, whose script needs a thread as well.
 */
export class CallingPlaces {
  private readonly calling = new HolderCounts();

  /** @param threads that there are */
  constructor(private readonly threads: () => number) {}

  isFreeFor(holder: string): boolean {
    const most = threeQuarters(this.threads());
    return this.calling.all < most && this.calling.of(holder) < threeQuarters(most);
  }

  /** Where {@link isFreeFor} says so. */
  take(holder: string): void {
    this.calling.add(holder);
  }

  give(holder: string): void {
    this.calling.remove(holder);
  }
}
