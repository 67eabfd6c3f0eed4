import type { ClientPlace } from './client-view.port.js';

/** Something about one secret of a client. */
export interface SecretCondition {
  readonly secretPid: number;
  readonly description: string;
  /** `pending`: it waits for the value of the variable. */
  readonly state: 'expires-soon' | 'expired' | 'pending';
  readonly expiration?: Date;
  readonly variable?: string;
}

/** What of a client needs somebody's attention; a client of which nothing does is not told of. */
export interface ClientCondition extends ClientPlace {
  readonly clientName: string;
  readonly enabled: boolean;
  readonly secrets: readonly SecretCondition[];
  /** It is supposed to authenticate and has nothing to do so. */
  readonly isWithoutProof: boolean;
  /** When it got its last token, to a few minutes; absent = never since this is written down. */
  readonly lastUsedAt?: Date;
  readonly createdAt: Date;
  /** Redirect URIs that no request has used since this is written down. */
  readonly unusedRedirectUris: readonly string[];
}
