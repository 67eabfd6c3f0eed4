/** Of whom something is counted, and how many in a time are enough. */
export interface Quota {
  readonly moduleId: string;
  /** A network, everybody, a client, or the account or address that mails go to. */
  readonly subject: string;
  readonly most: number;
  /** The time; an hour unless told. */
  readonly seconds?: number;
}

/**
 * Counts what may be done only so often: registrations of apps and people, changes of apps, mails with codes. Never inside a transaction: what
 * was tried counts.
 */
export interface QuotaStore {
  /** Takes a place of the current time; undefined when there was one, else the seconds until the next. */
  take(quota: Quota): Promise<number | undefined>;
}

/** DI token of {@link QuotaStore}. */
export const QUOTA_STORE = Symbol('QuotaStore');
