import { expectedMilliseconds } from './expected-milliseconds.js';
import type { HashJob, HashQueue, HashSlot } from './slow-hashing.port.js';

/** Milliseconds of work in a queue beyond which nobody enters it who may be a stranger: hashes from elsewhere take up to a second each. */
const MOST_WORK = 5_000;

/** {@link HashQueue} that counts the attempts under way and the work they bring; their jobs are done by threads it shares with other queues. */
export class BoundedHashQueue implements HashQueue {
  private taken = 0;
  private work = 0;

  constructor(
    private readonly most: number,
    private readonly compute: (job: HashJob) => Promise<string | boolean>,
  ) {}

  tryEnter(): HashSlot | undefined {
    return this.taken < this.most && this.work < MOST_WORK ? this.enter() : undefined;
  }

  enter(): HashSlot {
    this.taken++;
    let left = false;
    return {
      run: (job) => this.run(job),
      leave: () => {
        if (left) return;
        left = true;
        this.taken--;
      },
    };
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
