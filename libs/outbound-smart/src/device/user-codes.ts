import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { readUserCode, userCodeHash } from '#protocol/oauth2/user-code';
import type { Visit } from '../authorization-flow/visit.js';
import { networkOf } from '#protocol/network-of';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  DEVICE_AUTHORIZATION_STORE,
  type DeviceAuthorizationStore,
  type WaitingDevice,
} from '../stores/device-authorization.store.js';
import { USER_CODE_GUESS_STORE, type Guesser, type UserCodeGuessStore } from '../stores/user-code-guess.store.js';

/** Wrong codes a browser, and an address or network that many browsers may share, have within the window. */
const GUESSES = { browser: 10, address: 100 };
/** Seconds after which wrong codes are forgotten. */
export const GUESS_WINDOW_SECONDS = 600;

/** What came of a user code. */
export type EnteredCode =
  | { readonly kind: 'found'; readonly device: WaitingDevice }
  /** Unknown, ended or answered: one case, so that nobody learns which codes exist. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many' };

/** Finds the device behind a user code, for a limited number of guesses (RFC 8628 §5.1). */
@Injectable()
export class UserCodes {
  private readonly key: KeyObject;

  constructor(
    @Inject(DEVICE_AUTHORIZATION_STORE) private readonly devices: DeviceAuthorizationStore,
    @Inject(USER_CODE_GUESS_STORE) private readonly guesses: UserCodeGuessStore,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
  ) {
    this.key = secrets.derive('user-codes');
  }

  hash(moduleId: string, code: string): string {
    return userCodeHash(this.key, moduleId, code);
  }

  async enter({ moduleId }: OutboundSmartInstance, visit: Visit, typed: string | undefined): Promise<EnteredCode> {
    const guessers = guessersOf(visit);
    if (!(await this.guesses.reserve(moduleId, guessers, GUESS_WINDOW_SECONDS))) return { kind: 'too-many' };
    const code = readUserCode(typed);
    const device = code === undefined ? undefined : await this.devices.findWaiting(moduleId, this.hash(moduleId, code));
    if (device === undefined) return { kind: 'unknown' };
    await this.guesses.release(moduleId, guessers);
    return { kind: 'found', device };
  }
}

/** The network first: it may pretend to be any number of browsers, and each would leave a row. */
function guessersOf({ browser, remoteAddress }: Visit): readonly Guesser[] {
  return [
    { key: `address:${networkOf(remoteAddress)}`, limit: GUESSES.address },
    { key: `browser:${browser.cookieHash}`, limit: GUESSES.browser },
  ];
}
