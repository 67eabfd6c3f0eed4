import { Injectable, NotFoundException } from '@nestjs/common';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMailAddress } from '#protocol/user/mail-address';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { InteractionError } from '../authorization-flow/interaction-error.js';
import { accountPage } from '../authorization-flow/own-page.js';
import { SignInPurposes } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Registrant } from '../stores/user-registration.store.js';
import { isRegistrationProblem, registrationMessages } from './registration-messages.js';
import { RegistrationOffers, type RegistrationOffer } from './registration-offers.js';
import { RegistrationPages, type RegistrationScene } from './registration-pages.js';
import { isAllowedReferer, registrationPath } from './registration-path.js';
import { RegistrationRequests } from './registration-requests.js';

/** Where somebody comes from. */
export interface Origin {
  readonly referer: string | undefined;
  /** From a page of this server. */
  readonly isOwn: boolean;
}

const LONGEST_NAME = 100;

/** The first page: asks who wants an account, and sends a code to the address. */
@Injectable()
export class SelfRegistration {
  constructor(
    private readonly offers: RegistrationOffers,
    private readonly purposes: SignInPurposes,
    private readonly pages: RegistrationPages,
    private readonly requests: RegistrationRequests,
  ) {}

  /**
   * A page of the way, for the request or the page of ours that its address names.
   * @throws NotFoundException the module does not offer it
   * @throws InteractionError when nothing waits for a sign-in in this browser
   */
  async sceneOf(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<RegistrationScene> {
    const offer = this.offer(instance);
    const purpose = await this.purposes.ofPage(instance, query.get('interaction') ?? accountPage.handle, visit);
    const problem = query.get('error');
    const error = isRegistrationProblem(problem) ? { error: registrationMessages[problem] } : {};
    return { instance, offer, visit, purpose, ...error };
  }

  /** The same for a form that was posted. */
  async formScene(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<RegistrationScene> {
    const offer = this.offer(instance);
    form.assertWellFormed();
    return { instance, offer, visit, purpose: await this.purposes.ofForm(instance, form, visit) };
  }

  /** @throws InteractionError registration-elsewhere — the person comes from a site that is not on the list */
  show(scene: RegistrationScene, { referer, isOwn }: Origin): FlowOutcome {
    if (!isOwn && !isAllowedReferer(scene.offer.refererUrls, referer))
      throw new InteractionError('registration-elsewhere');
    return this.pages.first(scene, { email: '', givenName: '', familyName: '' });
  }

  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const scene = await this.formScene(instance, form, visit);
    const registrant = readRegistrant(form);
    const problem = problemOf(registrant);
    if (problem !== undefined)
      return this.pages.first({ ...scene, error: registrationMessages[problem], status: 400 }, registrant);
    const asked = await this.requests.ask(scene, registrant);
    if (asked.kind === 'too-many') {
      const page = this.pages.first({ ...scene, error: registrationMessages['too-many'], status: 429 }, registrant);
      return { ...page, retryAfterSeconds: asked.retryAfterSeconds };
    }
    const path = registrationPath('/account', { interaction: scene.purpose.handle, registration: asked.handle });
    return { result: { kind: 'continue', path }, cookies: visit.cookies };
  }

  private offer(instance: OutboundSmartInstance): RegistrationOffer {
    const offer = this.offers.of(instance);
    if (offer === undefined) throw new NotFoundException();
    return offer;
  }
}

function readRegistrant(form: FormParameters): Registrant {
  const read = (field: string): string => (form.get(field) ?? '').trim().slice(0, 1_000);
  return { email: read('email'), givenName: read('given_name'), familyName: read('family_name') };
}

function problemOf({ email, givenName, familyName }: Registrant): 'address' | 'name' | undefined {
  const areNames = [givenName, familyName].every(
    (name) => name !== '' && name.length <= LONGEST_NAME && !/\p{C}/u.test(name),
  );
  if (!areNames) return 'name';
  return isMailAddress(email) ? undefined : 'address';
}
