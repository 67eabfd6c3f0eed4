/** What a module says of the calls of its servers. */
export interface ServerCallSettings {
  /** Certificates of the authorities that are trusted in place of the machine's, PEM. */
  readonly authorities?: string;
  /** How long fetched keys are used without looking again, in seconds. */
  readonly keysFreshSeconds: number;
  /** The keystore that signs client assertions, and nothing else (V-46). */
  readonly keystoreId: string;
  /** Whom an assertion is made for. */
  readonly assertionAudience: 'issuer' | 'token_endpoint';
}
