import { Injectable, Logger } from '@nestjs/common';

/** Milliseconds for which an app is not warned of again: every step of a flow comes by, and strangers can send requests without end. */
const QUIET = 60_000;
/** Apps remembered; beyond it the one that was warned of longest ago is forgotten. */
const CAPACITY = 10_000;

/** Who presented a launch value that this server did not make. */
export interface ForeignLaunch {
  readonly moduleId: string;
  readonly clientId: string;
  /** Never logged: another system may hold it for a secret. */
  readonly launch: string;
}

/** Warns of launch values that nobody here knows: no error, but the app works on what is in the session (reference 18.2, ruling 41). */
@Injectable()
export class ForeignLaunches {
  private readonly logger = new Logger('Launch');
  private readonly warnedAt = new Map<string, number>();

  /** @param elapsed milliseconds on a monotonic clock */
  constructor(private readonly elapsed: () => number = () => performance.now()) {}

  note({ moduleId, clientId, launch }: ForeignLaunch): void {
    const key = `${moduleId} ${clientId}`;
    const last = this.warnedAt.get(key);
    if (last !== undefined && this.elapsed() - last < QUIET) return;
    this.remember(key);
    const message =
      'The launch value of the app was not made here, so that it stands for nothing: the launch context comes from the session. ' +
      'Have the EHR order launches by POST /launch. Said once a minute for an app.';
    this.logger.warn({ message, moduleId, clientId, length: launch.length });
  }

  private remember(key: string): void {
    this.warnedAt.delete(key);
    const [oldest] = this.warnedAt.size >= CAPACITY ? this.warnedAt.keys() : [];
    if (oldest !== undefined) this.warnedAt.delete(oldest);
    this.warnedAt.set(key, this.elapsed());
  }
}
