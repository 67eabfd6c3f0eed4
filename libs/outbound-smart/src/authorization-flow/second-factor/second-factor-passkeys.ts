import { Inject, Injectable } from '@nestjs/common';
import { PASSKEYS, type PasskeyFault, type Passkeys } from '#inbound-security/passkeys.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { PasskeyNature } from '#protocol/passkey/passkey-methods';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { passkeyPlaceOf } from '../../passkeys/passkey-place.js';
import type { Visit } from '../visit.js';

/** Whom a passkey is asked of, and where. */
export interface PasskeyScene {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly user: DirectoryUser;
}

/** What came of a passkey in place of a code; a fault is for the audit record. */
export type PasskeyStep =
  | { readonly kind: 'proved'; readonly passkey: PasskeyNature; readonly recoveryCodes?: readonly string[] }
  | { readonly kind: 'refused'; readonly fault: PasskeyFault | 'passkey-known' };

/** Passkeys in the second part of a sign-in. */
@Injectable()
export class SecondFactorPasskeys {
  constructor(@Inject(PASSKEYS) private readonly passkeys: Passkeys) {}

  /** What asks for one; empty where the person has none that works here. */
  async ask({ instance, visit, user }: PasskeyScene): Promise<{ passkey?: { options: string } }> {
    const place = passkeyPlaceOf(instance, visit.browser);
    const options = place && (await this.passkeys.proofOptions(user, place));
    return options === undefined ? {} : { passkey: { options } };
  }

  /** What makes the first one; empty where that is not offered. */
  async offer({ instance, visit, user }: PasskeyScene): Promise<{ passkey?: { options: string } }> {
    const place = passkeyPlaceOf(instance, visit.browser);
    if (place === undefined || !this.passkeys.areUsed(user.moduleId)) return {};
    return { passkey: { options: await this.passkeys.registrationOptions(user, place) } };
  }

  async prove({ instance, visit, user }: PasskeyScene, answer: string): Promise<PasskeyStep> {
    const place = passkeyPlaceOf(instance, visit.browser);
    return place === undefined ? NOT_HERE : this.passkeys.prove(user, place, answer);
  }

  /** The first one of somebody who has no second factor. */
  async enrol({ instance, visit, user }: PasskeyScene, answer: string): Promise<PasskeyStep> {
    const place = passkeyPlaceOf(instance, visit.browser);
    if (place === undefined) return NOT_HERE;
    const outcome = await this.passkeys.register(user, place, { answer, mayAdd: false });
    if (outcome.kind === 'registered') return { ...outcome, kind: 'proved' };
    return outcome.kind === 'refused' ? outcome : { kind: 'refused', fault: 'passkey-known' };
  }
}

const NOT_HERE = { kind: 'refused', fault: 'passkey-account' } as const;
