/** Something about one secret of a client. */
export interface SecretCondition {
  readonly secretPid: number;
  readonly description: string;
  readonly state: 'expires-soon' | 'expired' | 'pending';
  readonly expiration?: Date;
  /** What a pending secret waits for: `#{env['NAME']}`. */
  readonly reference?: string;
}

/** What of a client needs somebody's attention. A client of which nothing does is not told of. */
export interface ClientCondition {
  readonly moduleId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly enabled: boolean;
  /** Since when its uses are written down: its creation, unless it is older than that. */
  readonly createdAt: Date;
  /** When it got its last token, to a minute; absent = never since then. */
  readonly lastUsedAt?: Date;
  /** Those that end within 30 days, have ended or wait for their value. */
  readonly secrets: readonly SecretCondition[];
  /** It must authenticate and has nothing to do so. */
  readonly isWithoutProof: boolean;
  /** Redirect URIs that no request has ever used, of a client that is older than 30 days and was not changed since. */
  readonly unusedRedirectUris: readonly string[];
}
