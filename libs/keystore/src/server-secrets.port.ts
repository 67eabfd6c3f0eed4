import type { KeyObject } from 'node:crypto';

/** Keys of our own for cookies, refresh tokens and the like, all derived from the one encryption key of the deployment. */
export interface ServerSecrets {
  /**
   * 32 bytes by HKDF-SHA-256 (RFC 5869), different for each purpose and the same in every process and after every restart. A key
   * object and not a buffer: no log shows its bytes, and an HMAC with it costs a third.
   */
  derive(purpose: string): KeyObject;
}

/** Injection token of {@link ServerSecrets}. */
export const SERVER_SECRETS = Symbol('ServerSecrets');
