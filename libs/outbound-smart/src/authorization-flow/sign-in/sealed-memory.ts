import type { SecretEncryption } from '#keystore/secret-encryption.port';

/**
 * What is remembered of somebody who is at another system, kept in a row under the hash of a one-time value. It is sealed: whoever reads the
 * database can neither go on with it nor see who signs in.
 */
export class SealedMemory<Memory> {
  constructor(
    private readonly encryption: SecretEncryption,
    private readonly table: string,
  ) {}

  seal(moduleId: string, hash: string, memory: Memory): string {
    return this.encryption.seal(this.place(moduleId, hash), JSON.stringify(memory));
  }

  /** @throws WrongEncryptionKeyError sealed with another key, or for another module, value or table */
  open(moduleId: string, hash: string, sealed: string): Memory {
    return JSON.parse(this.encryption.open(this.place(moduleId, hash), sealed)) as Memory;
  }

  private place(moduleId: string, hash: string) {
    return { table: this.table, row: [moduleId, hash] };
  }
}
