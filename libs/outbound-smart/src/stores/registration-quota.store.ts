/** Of whom something is counted, and how many in a time are enough. */
export interface RegistrationQuota {
  readonly moduleId: string;
  /** A network, everybody, or a client. */
  readonly subject: string;
  readonly most: number;
  /** The time; an hour unless told. */
  readonly seconds?: number;
}

/** Counts registrations that need no token, and changes of registrations. Never inside a transaction: what was tried counts. */
export interface RegistrationQuotaStore {
  /** Takes a place of the current time; undefined when there was one, else the seconds until the next. */
  take(quota: RegistrationQuota): Promise<number | undefined>;
}

/** DI token of {@link RegistrationQuotaStore}. */
export const REGISTRATION_QUOTA_STORE = Symbol('RegistrationQuotaStore');
