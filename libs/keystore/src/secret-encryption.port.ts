/** Where a secret is stored: authenticated with it, so that a row's secret opens nowhere else. */
export interface SecretPlace {
  readonly table: string;
  /** Key of the row, and of the value inside it where it has several. */
  readonly row: readonly (string | number)[];
}

/** Secrets that must be read again, at rest: AES-256-GCM under a key of the deployment's encryption key (S-06). What is only compared is hashed instead. */
export interface SecretEncryption {
  /** A different text at every call, which starts with `gs1.` and says nothing but the secret's length. */
  seal(place: SecretPlace, secret: string): string;
  /** @throws WrongEncryptionKeyError sealed with another key or for another place, or altered */
  open(place: SecretPlace, sealed: string): string;
}

/** Injection token of {@link SecretEncryption}. */
export const SECRET_ENCRYPTION = Symbol('SecretEncryption');
