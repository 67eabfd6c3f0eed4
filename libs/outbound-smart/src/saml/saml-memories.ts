import { Inject, Injectable } from '@nestjs/common';
import type { SamlPerson } from '#inbound-security/saml-sign-in.port';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import { SealedMemory } from '../authorization-flow/sign-in/sealed-memory.js';

/** What a request is for. */
export interface SamlRequestMemory {
  /** Handle of what the person signs in for. */
  readonly interaction: string;
}

/** What came of it: who the person is. */
export interface SamlOutcomeMemory extends SamlRequestMemory {
  readonly person: SamlPerson;
  /** When the request was sent, milliseconds since 1970, and whether it asked for a new sign-in. */
  readonly sentAt: number;
  readonly isRenewed: boolean;
}

/** Seals what requests are for, and what came of them. */
@Injectable()
export class SamlMemories {
  readonly requests: SealedMemory<SamlRequestMemory>;
  readonly outcomes: SealedMemory<SamlOutcomeMemory>;

  constructor(@Inject(SECRET_ENCRYPTION) encryption: SecretEncryption) {
    this.requests = new SealedMemory(encryption, 'saml_request');
    this.outcomes = new SealedMemory(encryption, 'saml_outcome');
  }
}
