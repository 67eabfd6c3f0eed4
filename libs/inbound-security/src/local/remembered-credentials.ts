import { createHmac } from 'node:crypto';
import { randomNonce } from '#protocol/random';

/** Whose credentials were right, and the state of the account in which they were. */
export interface RememberedUser {
  readonly pid: number;
  readonly securityVersion: number;
}

interface Entry extends RememberedUser {
  /** The user name in its one spelling, with its module. */
  readonly owner: string;
  readonly until: number;
}

/** Credentials kept in memory. */
const MOST_ENTRIES = 1_000;

/**
 * Remembers right credentials for a while, under an HMAC with a key that dies with the process: they cannot be read from memory, and a comparison
 * tells nothing of them. Who uses it must look at the account again each time.
 */
export class RememberedCredentials {
  private readonly key = randomNonce(32);
  private readonly entries = new Map<string, Entry>();

  /** @param now milliseconds on a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** What stands for these credentials. */
  nameOf(...credentials: readonly string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(credentials)).digest('base64url');
  }

  find(name: string): RememberedUser | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined || entry.until > this.now()) return entry;
    this.entries.delete(name);
    return undefined;
  }

  remember(name: string, { pid, securityVersion, owner }: Omit<Entry, 'until'>, milliseconds: number): void {
    this.entries.delete(name);
    this.entries.set(name, { pid, securityVersion, owner, until: this.now() + milliseconds });
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }

  forget(name: string): void {
    this.entries.delete(name);
  }

  /** Forgets whatever is remembered of one user. */
  forgetAll(owner: string): void {
    for (const [name, entry] of this.entries) if (entry.owner === owner) this.entries.delete(name);
  }
}
