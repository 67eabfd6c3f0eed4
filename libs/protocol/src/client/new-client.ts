import type { ClientSettings } from './client.js';

/** A secret on its way in. */
export interface NewClientSecret {
  /** Of the stored secret that it stands for, as far as the JSON says so. */
  readonly pid?: number;
  /** Plain text, hashed before it is stored; absent where the JSON was an export, which never carries secrets. */
  readonly secret?: string;
  /** In place of the text: a hash that `readSecretHash` knows (ruling 64), or a reference to a variable that had no value. */
  readonly hash?: string;
  readonly description: string;
  readonly activation?: Date;
  readonly expiration?: Date;
}

/** A client on its way in: everything but what the store gives it. */
export interface NewClient extends ClientSettings {
  readonly clientSecrets: readonly NewClientSecret[];
}
