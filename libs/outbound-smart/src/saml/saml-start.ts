import { Inject, Injectable } from '@nestjs/common';
import { SAML_SIGN_IN, type SamlSignIn } from '#inbound-security/saml-sign-in.port';
import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import { randomToken } from '#protocol/random';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { ownPageOf } from '../authorization-flow/own-page.js';
import { tooManyWaiting } from '../authorization-flow/requests/too-many-waiting.js';
import { SignInPurposes } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SAML_REQUEST_STORE, type NewSamlRequest, type SamlRequestStore } from '../stores/saml-request.store.js';
import { SamlMemories } from './saml-memories.js';
import { SamlParties } from './saml-party.js';
import { mustRenew } from './saml-renewal.js';

/** Seconds in which a person has to come back. */
const LIFETIME = 600;

/** Whom to send to the provider. */
export interface SamlDeparture {
  readonly instance: OutboundSmartInstance;
  /** The last part of the address. */
  readonly registrationId: string;
  /** Handle of what the person signs in for; without one the browser's latest request is meant. */
  readonly interaction: string | undefined;
  readonly visit: Visit;
}

/** Sends people to the SAML identity provider. */
@Injectable()
export class SamlStart {
  constructor(
    @Inject(SAML_SIGN_IN) private readonly saml: SamlSignIn,
    @Inject(SAML_REQUEST_STORE) private readonly store: SamlRequestStore,
    private readonly parties: SamlParties,
    private readonly purposes: SignInPurposes,
    private readonly memories: SamlMemories,
  ) {}

  /**
   * @throws NotFoundException no such registration
   * @throws InteractionError nothing waits for a sign-in in this browser
   * @throws OAuthError temporarily_unavailable — too many of the network are under way
   */
  async start({ instance, registrationId, interaction, visit }: SamlDeparture): Promise<FlowOutcome> {
    const { place } = this.parties.at(instance, registrationId);
    const purpose = await this.purposes.ofPage(instance, interaction, visit);
    const request = purpose.held?.request;
    const isRenewed = mustRenew({
      ...(request && { request }),
      isAskedEachTime:
        instance.options.sessions.signsInForEachFlow || ownPageOf(purpose.handle)?.needsRecentSignIn === true,
      isSignedIn: visit.browser.session !== undefined,
    });
    const requestId = randomToken('ghq_');
    const requestHash = sha256Base64Url(requestId);
    const { moduleId } = instance;
    const { handle } = purpose;
    await this.remember(instance, {
      ...{ moduleId, requestHash, samlModuleId: place.samlModuleId, browserHash: visit.browser.cookieHash, isRenewed },
      sealed: this.memories.requests.seal(moduleId, requestHash, { interaction: handle }),
      ...{ network: networkOf(visit.remoteAddress), lifetimeSeconds: LIFETIME },
    });
    const location = await this.saml.requestAddress(place, { requestId, isRenewed });
    return { result: { kind: 'leave', location }, cookies: visit.cookies };
  }

  private async remember({ options }: OutboundSmartInstance, request: NewSamlRequest): Promise<void> {
    const wait = await this.store.add(request, options.authorization.mostWaitingOfNetwork);
    if (wait !== undefined) throw tooManyWaiting(wait);
  }
}
