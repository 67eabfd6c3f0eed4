import type { HashJob, HashQueue, HashSlot } from './slow-hashing.port.js';

/** {@link HashQueue} that counts the attempts under way; their jobs are done by threads it shares with other queues. */
export class BoundedHashQueue implements HashQueue {
  private taken = 0;

  constructor(
    private readonly most: number,
    private readonly run: (job: HashJob) => Promise<string | boolean>,
  ) {}

  tryEnter(): HashSlot | undefined {
    return this.taken < this.most ? this.enter() : undefined;
  }

  enter(): HashSlot {
    this.taken++;
    let left = false;
    return {
      run: this.run,
      leave: () => {
        if (left) return;
        left = true;
        this.taken--;
      },
    };
  }
}
