import { expectedMilliseconds } from './expected-milliseconds.js';
import { SharedPlaces } from './shared-places.port.js';
import type { HashJob, HashQueue, HashSlot } from './slow-hashing.port.js';

/** Milliseconds of work in a queue beyond which nobody enters it who may be a stranger: hashes from elsewhere take up to a second each. */
const MOST_WORK = 5_000;

/** {@link HashQueue} that counts the attempts under way and the work they bring; their jobs are done by threads it shares with other queues. */
export class BoundedHashQueue implements HashQueue {
  private readonly places: SharedPlaces;
  private work = 0;

  constructor(
    most: number,
    private readonly compute: (job: HashJob) => Promise<string | boolean>,
  ) {
    this.places = new SharedPlaces(most);
  }

  tryEnter(holder?: string): HashSlot | undefined {
    const leave = this.work < MOST_WORK ? this.places.tryEnter(holder) : undefined;
    return leave && this.slot(leave);
  }

  enter(): HashSlot {
    return this.slot(this.places.enter());
  }

  private slot(leave: () => void): HashSlot {
    return { run: (job) => this.run(job), leave };
  }

  private async run(job: HashJob): Promise<string | boolean> {
    const milliseconds = expectedMilliseconds(job);
    this.work += milliseconds;
    try {
      return await this.compute(job);
    } finally {
      this.work -= milliseconds;
    }
  }
}
