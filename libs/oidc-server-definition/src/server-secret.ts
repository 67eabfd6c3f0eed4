import { Inject, Injectable } from '@nestjs/common';
import { SECRET_ENCRYPTION, type SecretEncryption, type SecretPlace } from '#keystore/secret-encryption.port';
import { isSecretReference } from '#protocol/administration/secret-reference';
import { equalInConstantTime } from '#protocol/constant-time';
import type { NewServerSecret } from '#protocol/server/server';
import type { StoredServer } from './stores/server.store.js';

/** What is to be done with the secret of a definition. */
export type SecretStep =
  | { readonly kind: 'keep' }
  | { readonly kind: 'remove' }
  /** A text to be sealed. */
  | { readonly kind: 'seal'; readonly text: string }
  /** The reference to a variable, until it has a value. */
  | { readonly kind: 'await'; readonly reference: string };

/**
 * Whose word counts. `replace`: what the JSON has, a missing field keeps (an answer of ours need not be sent back whole). `import`: a secret that is
 * there stays (reference of the product, 5.3). `apply`: the JSON is the whole truth. `apply-answer`: the same of an answer of an API in a file, which never
 * has the secret: a missing one keeps it.
 */
export type SecretRule = 'replace' | 'import' | 'apply' | 'apply-answer';

const KEEP: SecretStep = { kind: 'keep' };

/** Secrets by which this server authenticates itself to others: sealed, each for its own row. */
@Injectable()
export class ServerSecret {
  constructor(@Inject(SECRET_ENCRYPTION) private readonly encryption: SecretEncryption) {}

  /** What a change comes to; a secret that is sent again is no change. */
  stepFor(stored: StoredServer | undefined, given: NewServerSecret, rule: SecretRule): SecretStep {
    const secret = stored?.secret;
    const isKnown = secret !== undefined && !isSecretReference(secret);
    if (given.kind === 'masked' || (rule === 'import' && isKnown)) return KEEP;
    switch (given.kind) {
      case 'absent':
        return rule === 'apply' ? removal(secret) : KEEP;
      case 'none':
        return removal(secret);
      case 'pending':
        // A variable without a value takes nothing away.
        return isKnown || secret === given.reference ? KEEP : { kind: 'await', reference: given.reference };
      case 'set':
        return isKnown && this.isSame(stored, given.text) ? KEEP : { kind: 'seal', text: given.text };
    }
  }

  /** What is stored after the step; undefined = nothing. */
  stored(step: SecretStep, pid: number, before: string | undefined): string | undefined {
    switch (step.kind) {
      case 'keep':
        return before;
      case 'remove':
        return undefined;
      case 'seal':
        return this.encryption.seal(placeOf(pid), step.text);
      case 'await':
        return step.reference;
    }
  }

  /** The text of the secret; undefined where there is none, or it waits for a variable. */
  opened({ pid, secret }: Pick<StoredServer, 'pid' | 'secret'>): string | undefined {
    if (secret === undefined || isSecretReference(secret)) return undefined;
    return this.encryption.open(placeOf(pid), secret);
  }

  /** Whether somebody gave the very secret that is stored, and so knows it. */
  isGivenAgain(stored: StoredServer | undefined, given: NewServerSecret): boolean {
    const isKnown = stored?.secret !== undefined && !isSecretReference(stored.secret);
    return isKnown && given.kind === 'set' && this.isSame(stored, given.text);
  }

  private isSame(stored: StoredServer | undefined, text: string): boolean {
    if (stored?.secret === undefined) return false;
    return equalInConstantTime(this.encryption.open(placeOf(stored.pid), stored.secret), text);
  }
}

function removal(secret: string | undefined): SecretStep {
  return secret === undefined ? KEEP : { kind: 'remove' };
}

function placeOf(pid: number): SecretPlace {
  return { table: 'oauth2_server', row: [pid] };
}
