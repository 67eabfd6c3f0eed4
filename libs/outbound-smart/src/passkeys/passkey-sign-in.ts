import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { PASSKEYS, type Passkeys, type PasskeySignIn } from '#inbound-security/passkeys.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { passkeyMethods } from '#protocol/passkey/passkey-methods';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { Arrivals } from '../authorization-flow/sign-in/arrivals.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import { SignInPurposes, type SignInPurpose } from '../authorization-flow/sign-in/sign-in-purposes.js';
import { SignInRecords } from '../authorization-flow/sign-in/sign-in-records.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { PasskeyOffer } from './passkey-offer.js';
import { passkeyPlaceOf } from './passkey-place.js';

/** Signs people in by a passkey, which with PIN or finger is two factors in one. */
@Injectable()
export class PasskeysSignIn {
  constructor(
    @Inject(PASSKEYS) private readonly passkeys: Passkeys,
    private readonly offer: PasskeyOffer,
    private readonly purposes: SignInPurposes,
    private readonly arrivals: Arrivals,
    private readonly records: SignInRecords,
  ) {}

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's, or nothing waits for it
   * @throws NotFoundException nobody signs in so here
   */
  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const place = passkeyPlaceOf(instance, visit.browser);
    if (place === undefined || !this.offer.isMade(instance)) throw new NotFoundException();
    form.assertWellFormed();
    const purpose = await this.purposes.ofForm(instance, form, visit);
    const origin = { ...visit, flow: purpose.ids };
    const outcome = await this.passkeys.signIn(instance.inboundModuleId, place, form.get('credential') ?? '', origin);
    if (outcome.kind === 'refused') return this.refuse(instance, visit, purpose, outcome);
    const { user, said, passkey, runId } = outcome;
    return this.arrivals.arrive({
      instance,
      visit,
      purpose,
      user,
      ...(said && { said }),
      amr: passkeyMethods(passkey),
      detail: { passkey: passkey.id, ...(runId !== undefined && { runId }) },
    });
  }

  /** One text for all, so that nobody learns which passkeys and accounts there are (V-56). */
  private async refuse(
    instance: OutboundSmartInstance,
    visit: Visit,
    purpose: SignInPurpose,
    { fault: errorCode, user, message }: Extract<PasskeySignIn, { kind: 'refused' }>,
  ): Promise<FlowOutcome> {
    const { username = '', pid: userPid } = user ?? {};
    const whose = userPid === undefined ? {} : { userPid };
    const said = message === undefined ? {} : { detail: { message } };
    await this.records.record(instance, visit, { outcome: 'failure', purpose, username, ...whose, errorCode, ...said });
    return { result: { kind: 'continue', path: signInPath(purpose.handle, 'passkey') }, cookies: visit.cookies };
  }
}
