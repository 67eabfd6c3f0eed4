import { Inject, Injectable } from '@nestjs/common';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';

/** What is remembered of a sign-in at another server until its answer comes. */
export interface SignInMemory {
  /** Handle of what the person signs in for. */
  readonly interaction: string;
  readonly nonce: string;
  /** PKCE verifier (RFC 7636). */
  readonly verifier: string;
  /** The issuer that was asked, in the one spelling (B-30). */
  readonly issuer: string;
  /** Greatest age of the sign-in there, in seconds, where one was asked for. */
  readonly greatestAge?: number;
}

const TABLE = 'federated_sign_in';

/** Seals it: whoever reads the database can neither redeem a code nor answer a request with it. */
@Injectable()
export class SignInMemories {
  constructor(@Inject(SECRET_ENCRYPTION) private readonly encryption: SecretEncryption) {}

  seal(moduleId: string, stateHash: string, memory: SignInMemory): string {
    return this.encryption.seal({ table: TABLE, row: [moduleId, stateHash] }, JSON.stringify(memory));
  }

  /** @throws WrongEncryptionKeyError sealed with another key or for another sign-in */
  open(moduleId: string, stateHash: string, sealed: string): SignInMemory {
    return JSON.parse(this.encryption.open({ table: TABLE, row: [moduleId, stateHash] }, sealed)) as SignInMemory;
  }
}
