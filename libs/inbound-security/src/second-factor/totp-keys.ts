import type { SecretEncryption } from '#keystore/secret-encryption.port';

/** Whose key it is: bound to the sealed text, so that it opens in no other row. */
export interface TotpKeyOwner {
  readonly moduleId: string;
  readonly pid: number;
  readonly keyId: string;
}

/** A key as it is stored. */
export function sealTotpKey(encryption: SecretEncryption, owner: TotpKeyOwner, key: Buffer): string {
  return encryption.seal(placeOf(owner), key.toString('base64url'));
}

/** @throws WrongEncryptionKeyError sealed with another key or for another person, or altered */
export function openTotpKey(encryption: SecretEncryption, owner: TotpKeyOwner, sealed: string): Buffer {
  return Buffer.from(encryption.open(placeOf(owner), sealed), 'base64url');
}

function placeOf({ moduleId, pid, keyId }: TotpKeyOwner) {
  return { table: 'totp_key', row: [moduleId, pid, keyId] };
}
