/** A keystore id that names no keystore, or one without a private key; the documents word it the same way. */
export class UnknownKeystoreError extends Error {
  override readonly name = 'UnknownKeystoreError';

  constructor(readonly keystoreId: string) {
    super(
      `No keystore with id "${keystoreId}" that has a private key. Name an existing keystore in openid.signing.keystore_id, or remove that line.`,
    );
  }
}

/** Keys that we will not sign with (S-06); the texts name the key by its position and `kid`, never its private part. */
export class KeyRefusedError extends Error {
  override readonly name = 'KeyRefusedError';

  /** @param remedy what to do, as sentences */
  constructor(
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}. ${remedy}`, options);
  }
}

/** A private part stands under the public part of another key. */
export function partsOfDifferentKeys(kid: string): KeyRefusedError {
  return new KeyRefusedError(
    `The private part of the key "${kid}" does not belong to its public part`,
    'Take all members of the key from one export.',
  );
}

/** The encryption key is not the one the stored private keys were encrypted with (F-28). The server must not start. */
export class WrongEncryptionKeyError extends Error {
  override readonly name = 'WrongEncryptionKeyError';
}
