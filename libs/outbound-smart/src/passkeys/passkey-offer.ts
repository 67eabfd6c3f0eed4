import { Inject, Injectable } from '@nestjs/common';
import type { Browser } from '#browser-session/browser-session.port';
import { PASSKEYS, type Passkeys } from '#inbound-security/passkeys.port';
import type { PageModels } from '#skin/page-renderer.port';
import { takesPasswords } from '../federation/sign-in-offer.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { passkeyPlaceOf } from './passkey-place.js';

/** Below the path of the module. */
export const PASSKEY_SIGN_IN_PATH = '/signin/passkey';

/** Whether, and how, the sign-in page asks for a passkey. */
@Injectable()
export class PasskeyOffer {
  constructor(@Inject(PASSKEYS) private readonly passkeys: Passkeys) {}

  /** Only for accounts of this server, and where people sign in to them. */
  isMade(instance: OutboundSmartInstance): boolean {
    const { relyingParty, inboundModuleId } = instance;
    return relyingParty !== undefined && takesPasswords(instance) && this.passkeys.areEnoughFor(inboundModuleId);
  }

  of(instance: OutboundSmartInstance, browser: Browser): Pick<PageModels['sign-in'], 'passkey'> {
    const place = passkeyPlaceOf(instance, browser);
    if (place === undefined || !this.isMade(instance)) return {};
    const action = instance.publicPath + PASSKEY_SIGN_IN_PATH;
    return { passkey: { action, options: this.passkeys.signInOptions(place) } };
  }
}
