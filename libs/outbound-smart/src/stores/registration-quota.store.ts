/** Of whom registrations are counted, and how many an hour are enough. */
export interface RegistrationQuota {
  readonly moduleId: string;
  /** A network, everybody, or a client. */
  readonly subject: string;
  readonly mostPerHour: number;
}

/** Counts registrations that need no token, and changes of registrations. Never inside a transaction: what was tried counts. */
export interface RegistrationQuotaStore {
  /** Takes a place of the current hour; undefined when there was one, else the seconds until the next. */
  take(quota: RegistrationQuota): Promise<number | undefined>;
}

/** DI token of {@link RegistrationQuotaStore}. */
export const REGISTRATION_QUOTA_STORE = Symbol('RegistrationQuotaStore');
