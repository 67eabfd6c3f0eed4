import type { JsonWebKey } from 'node:crypto';
import type { PublishedLife } from '#protocol/keys/key-succession';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import type { KeystoreKind } from '../keystore-administration.port.js';

/** One key of a keystore as it is kept, and when it signs. */
export interface StoredKey extends PublishedLife {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly publicJwk: JsonWebKey;
  /** The key, with its private part where it has one; absent for a key that lies in a file. */
  readonly privateJwkEncrypted?: string;
}

/** A keystore with its keys in their order. */
export interface StoredKeystore {
  readonly keystoreId: string;
  readonly kind: KeystoreKind;
  /** Of kind `file` alone. */
  readonly filePath?: string;
  /** The reference that stands in place of keys which are still to come. */
  readonly pendingKeys?: string;
  /** Tells whether a set that comes is the one that came last, whatever was rotated since. */
  readonly keysDigest?: string;
  readonly rotationDays?: number;
  readonly keys: readonly StoredKey[];
  /** Rises with every write, and goes on rising where an id is used again. */
  readonly version: number;
}

/** What is to be written; the version is the store's. */
export type KeystoreContent = Omit<StoredKeystore, 'version'>;

/** What is decided upon a keystore as it is, by the database's clock. Decided again when another process was faster, so without effects. */
export type KeystoreDecision<Outcome> = (
  current: StoredKeystore | undefined,
  now: Date,
) => {
  readonly outcome: Outcome;
  /** Absent = everything stays as it is. */
  readonly write?: KeystoreContent | 'removal';
};

/** Which part of all keystores is wanted. */
export interface KeystorePortion {
  readonly offset: number;
  readonly limit: number;
}

/** Topic of the change feed that rises with every change of a stored key. */
export const KEYSTORES_TOPIC = 'keystores';

/** All keystores. */
export interface KeystoreStore {
  find(keystoreId: string): Promise<StoredKeystore | undefined>;
  /** By id, byte by byte. */
  list(portion: KeystorePortion): Promise<readonly StoredKeystore[]>;
  count(): Promise<number>;
  /** The keystores behind this id, by id. */
  after(keystoreId: string, limit: number): Promise<readonly StoredKeystore[]>;
  /** Decides and writes as one step that no other process comes between, and announces what was written. */
  change<Outcome>(keystoreId: string, decide: KeystoreDecision<Outcome>): Promise<Outcome>;
  /** Remembers that a key signed a token that lives for so many seconds, unless a longer one is remembered. */
  noteLongestToken(keystoreId: string, kid: string, seconds: number): Promise<void>;
}
