import { Inject, Injectable } from '@nestjs/common';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import { SealedMemory } from '../authorization-flow/sign-in/sealed-memory.js';

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

/** Seals it: nobody else can redeem a code or answer a request with it. */
@Injectable()
export class SignInMemories extends SealedMemory<SignInMemory> {
  constructor(@Inject(SECRET_ENCRYPTION) encryption: SecretEncryption) {
    super(encryption, 'federated_sign_in');
  }
}
