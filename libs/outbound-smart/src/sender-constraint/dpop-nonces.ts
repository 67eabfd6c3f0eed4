import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { dpopNonce, isDpopNonce } from '#protocol/oauth2/dpop-nonce';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** The nonces that proofs are to carry where the module asks for them (RFC 9449 §8). */
@Injectable()
export class DpopNonces {
  private readonly key: KeyObject;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
  ) {
    this.key = secrets.derive('dpop-nonces');
  }

  /** The one to use from now on; undefined where none is asked for. */
  current(instance: OutboundSmartInstance): string | undefined {
    return needsNonce(instance) ? dpopNonce(this.key, instance.moduleId, this.clock.now()) : undefined;
  }

  /** The check of a proof's nonce; undefined where none is asked for. */
  checkOf(instance: OutboundSmartInstance): ((nonce: string) => boolean) | undefined {
    if (!needsNonce(instance)) return undefined;
    return (nonce) => isDpopNonce(this.key, instance.moduleId, nonce, this.clock.now());
  }
}

function needsNonce({ options, dpopAlgorithms }: OutboundSmartInstance): boolean {
  return options.dpop.nonce === 'required' && dpopAlgorithms.length > 0;
}
