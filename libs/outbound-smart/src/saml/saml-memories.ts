import { Inject, Injectable } from '@nestjs/common';
import type { SamlPerson } from '#inbound-security/saml-sign-in.port';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';

/** Where something is sealed for: a module, and the hash of its one-time value. */
export interface SealedPlace {
  readonly table: 'saml_request' | 'saml_outcome';
  readonly moduleId: string;
  readonly hash: string;
}

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

/** Seals it: whoever reads the database can neither go on with a request nor see who signs in. */
@Injectable()
export class SamlMemories {
  constructor(@Inject(SECRET_ENCRYPTION) private readonly encryption: SecretEncryption) {}

  seal(place: SealedPlace, memory: SamlRequestMemory | SamlOutcomeMemory): string {
    return this.encryption.seal(placeOf(place), JSON.stringify(memory));
  }

  /** @throws WrongEncryptionKeyError sealed with another key or for another place */
  request(moduleId: string, hash: string, sealed: string): SamlRequestMemory {
    return this.open({ table: 'saml_request', moduleId, hash }, sealed) as SamlRequestMemory;
  }

  /** @throws WrongEncryptionKeyError as {@link request} */
  outcome(moduleId: string, hash: string, sealed: string): SamlOutcomeMemory {
    return this.open({ table: 'saml_outcome', moduleId, hash }, sealed) as SamlOutcomeMemory;
  }

  private open(place: SealedPlace, sealed: string): unknown {
    return JSON.parse(this.encryption.open(placeOf(place), sealed));
  }
}

function placeOf({ table, moduleId, hash }: SealedPlace) {
  return { table, row: [moduleId, hash] };
}
