import type { Wording } from '#protocol/phrase';
import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import { passwordHint } from '../texts/password-texts.js';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import type { SignInPurpose } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Registrant } from '../stores/user-registration.store.js';
import type { RegistrationOffer } from './registration-offers.js';
import { registrationPath } from './registration-path.js';

/** A person on one of the pages. */
export interface RegistrationScene {
  readonly instance: OutboundSmartInstance;
  readonly offer: RegistrationOffer;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  /** What went wrong, one sentence. */
  readonly error?: Wording;
  readonly status?: number;
}

/** What the second page is about. */
export interface AccountChoice {
  /** Handle of the registration. */
  readonly registration: string;
  /** The code was entered already. */
  readonly proven: boolean;
  readonly username: string;
}

/** The two pages of a registration (product: userregister_step1, userregister_step2). */
@Injectable()
export class RegistrationPages {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
  ) {}

  /** Asks who the person is. */
  first(scene: RegistrationScene, { email, givenName, familyName }: Registrant): FlowOutcome {
    const model = { ...this.common(scene, ''), email, givenName, familyName };
    const result = { kind: 'page', page: 'register-step1', model, status: scene.status ?? 200 } as const;
    return { result, cookies: scene.visit.cookies };
  }

  /** Asks for the code, a name and a password. */
  second(scene: RegistrationScene, choice: AccountChoice): FlowOutcome {
    const { instance, offer, purpose } = scene;
    const hint = passwordHint(this.passwords.rules(offer.userModuleId));
    const againUrl = instance.publicPath + registrationPath('', { interaction: purpose.handle });
    const model = { ...this.common(scene, '/account'), ...choice, hint, againUrl };
    const result = { kind: 'page', page: 'register-step2', model, status: scene.status ?? 200 } as const;
    return { result, cookies: scene.visit.cookies };
  }

  private common({ instance, visit, purpose, error }: RegistrationScene, step: '' | '/account') {
    const { publicPath: basePath } = instance;
    const { handle: interaction, clientId, clientName } = purpose;
    return {
      ...{ basePath, clientId, clientName, interaction },
      action: `${basePath}/register${step}`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      signInUrl: basePath + signInPath(interaction),
      ...(error !== undefined && { error }),
    };
  }
}
