import { setTimeout as delay } from 'node:timers/promises';
import { backoffMilliseconds } from '../backoff.js';
import { clusterFolder } from './cluster-place.js';
import { stopLeftovers } from './leftovers.js';
import { startPostmaster, type Postmaster, type PostmasterRequest } from './postmaster.js';

/** Keeps one PostgreSQL running until told to stop. */
export class Supervisor {
  private postmaster: Postmaster | undefined;
  private restarting: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly request: PostmasterRequest,
    private readonly log: (message: string) => void,
  ) {}

  /** @throws Error PostgreSQL does not start */
  async start(): Promise<void> {
    await this.startOnce();
    process.once('exit', this.onExit);
  }

  /** Stops PostgreSQL cleanly; safe to call twice. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.restarting;
    await this.postmaster?.stop();
    process.removeListener('exit', this.onExit);
  }

  private async startOnce(): Promise<void> {
    await stopLeftovers(clusterFolder(this.request.place), this.log);
    const postmaster = await startPostmaster(this.request);
    this.postmaster = postmaster;
    void postmaster.ended.then(() => {
      this.onEnd();
    });
  }

  /** It ended although nobody asked: killed, out of memory, a full disk. Its recovery loses nothing that was committed. */
  private onEnd(): void {
    this.postmaster = undefined;
    if (this.stopping.signal.aborted) return;
    this.log('the database server has ended unexpectedly: starting it again');
    this.restarting = this.restart();
  }

  /** Tries until it works, at least every 2 s: a full disk may have space again, a taken port may be given back. */
  private async restart(): Promise<void> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt++) {
      try {
        await this.startOnce();
        this.log('the database server is running again');
        return;
      } catch (error) {
        this.log(`the database server could not be started again: ${String(error)}`);
      }
      const wait = backoffMilliseconds(attempt, { first: 100, most: 2_000 });
      await delay(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** The process ends without `stop`, say after an uncaught error: at least ask PostgreSQL to end as well. */
  private readonly onExit = (): void => {
    this.postmaster?.interrupt();
  };
}
