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
import { forgotPasswordPath } from './forgot-password-path.js';

/** A person on one of the pages. */
export interface ResetScene {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  /** What went wrong, one sentence. */
  readonly error?: Wording;
  readonly status?: number;
}

/** The three pages on the way to a new password (product: forgot_password_step1 to 3). */
@Injectable()
export class ForgotPasswordPages {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
  ) {}

  /** Asks who the person is. */
  first(scene: ResetScene, username = scene.purpose.username): FlowOutcome {
    const model = { ...this.common(scene, ''), username };
    return {
      result: { kind: 'page', page: 'forgot-password-step1', model, status: scene.status ?? 200 },
      ...rest(scene),
    };
  }

  /** Asks for the code. */
  second(scene: ResetScene, reset: string): FlowOutcome {
    const { instance, purpose } = scene;
    const againUrl = instance.publicPath + forgotPasswordPath('', { interaction: purpose.handle });
    const model = { ...this.common(scene, '/code'), reset, againUrl };
    return {
      result: { kind: 'page', page: 'forgot-password-step2', model, status: scene.status ?? 200 },
      ...rest(scene),
    };
  }

  /** Asks for the new password. */
  third(scene: ResetScene, reset: string): FlowOutcome {
    const hint = passwordHint(this.passwords.rules(scene.instance.inboundModuleId));
    const model = { ...this.common(scene, '/new'), reset, hint };
    return {
      result: { kind: 'page', page: 'forgot-password-step3', model, status: scene.status ?? 200 },
      ...rest(scene),
    };
  }

  private common({ instance, visit, purpose, error }: ResetScene, step: '' | '/code' | '/new') {
    const { publicPath: basePath } = instance;
    const { handle: interaction, clientId, clientName } = purpose;
    return {
      ...{ basePath, clientId, clientName, interaction },
      action: `${basePath}/forgot-password${step}`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      signInUrl: basePath + signInPath(interaction),
      ...(error !== undefined && { error }),
    };
  }
}

function rest({ visit }: ResetScene): Pick<FlowOutcome, 'cookies'> {
  return { cookies: visit.cookies };
}
