import type { JsonWebKey } from 'node:crypto';

/** One key of a keystore as it is kept: the private part encrypted. */
export interface StoredSigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly publicJwk: JsonWebKey;
  readonly privateJwkEncrypted: string;
}

/** The keys of all keystores, in signing order. */
export interface SigningKeysStore {
  /** The keys of one keystore, first signer first; an empty list when there is no such keystore. */
  read(keystoreId: string): Promise<readonly StoredSigningKey[]>;
  /** Stores `keys` unless the keystore has keys, atomically across processes, and announces the change; true when they were stored. */
  createIfEmpty(keystoreId: string, keys: readonly StoredSigningKey[]): Promise<boolean>;
}
