import { createHmac } from 'node:crypto';
import { randomNonce } from '#protocol/random';

/** Whose credentials were right, and the state of the account in which they were. */
export interface RememberedUser {
  readonly pid: number;
  readonly securityVersion: number;
}

/** What is kept of credentials. */
interface Entry extends RememberedUser {
  /** The module as it was when they were judged: another definition may let in others, or give them less (ruling 49). */
  readonly definition: object;
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

  /** @param definition the module as it runs now */
  find(name: string, definition: object): RememberedUser | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined || (entry.until > this.now() && entry.definition === definition)) return entry;
    this.entries.delete(name);
    return undefined;
  }

  remember(name: string, credentials: Omit<Entry, 'until'>, milliseconds: number): void {
    const { pid, securityVersion, owner, definition } = credentials;
    this.entries.delete(name);
    this.entries.set(name, { pid, securityVersion, owner, definition, until: this.now() + milliseconds });
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
