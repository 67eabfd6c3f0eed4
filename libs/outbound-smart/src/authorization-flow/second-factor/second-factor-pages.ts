import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { TotpEnrolment } from '#inbound-security/second-factor.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { FlowOutcome } from '../flow-result.js';
import type { SignInPurpose } from '../sign-in/sign-in-purposes.js';
import type { Visit } from '../visit.js';
import { saidOf } from './second-factor-messages.js';
import { SECOND_FACTOR_PATH, secondFactorPath } from './second-factor-path.js';

/** For whom a page is, and where. */
export interface PageScene {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
  /** Where its form is posted, below the module's base path. */
  readonly path?: string;
}

/** What a person can prove. */
export interface Factors {
  readonly hasApp: boolean;
  /** What asks for a passkey. */
  readonly passkey?: { readonly options: string };
  /** They are signed in, and prove it once more. */
  readonly isAgain: boolean;
}

/** A key that is being set up. */
export interface EnrolmentScene {
  readonly user: DirectoryUser;
  readonly enrolment: TotpEnrolment;
  /** The person cannot go on without. */
  readonly isDemanded: boolean;
  /** The password is asked for, too. */
  readonly asksPassword?: boolean;
  /** What makes a passkey instead. */
  readonly passkey?: { readonly options: string };
}

/** The pages of the second factor. */
@Injectable()
export class SecondFactorPages {
  constructor(@Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions) {}

  /** Asks for a code of the authenticator app, for a passkey, or for a recovery code. */
  ask(scene: PageScene, { hasApp, passkey, isAgain }: Factors, query: FormParameters): FlowOutcome {
    const { instance, visit, purpose } = scene;
    const hasOther = hasApp || passkey !== undefined;
    const recovers = query.get('method') === 'recovery' || !hasOther;
    const other = secondFactorPath(purpose.handle, recovers ? {} : { method: 'recovery' });
    const model = {
      ...this.formOf(scene),
      ...{ recovers, hasApp, isAgain, ...(passkey && { passkey }) },
      ...(hasOther && { otherUrl: instance.publicPath + other }),
      ...saidOf(query.get('error')),
    };
    return { result: { kind: 'page', page: 'second-factor', model, status: 200 }, cookies: visit.cookies };
  }

  /** Shows the key for an authenticator app, and asks for a code of it. */
  enrol(
    scene: PageScene,
    { user, enrolment, isDemanded, asksPassword = false, passkey }: EnrolmentScene,
    query: FormParameters,
  ): FlowOutcome {
    const model = {
      ...this.formOf(scene),
      ...keyOf(enrolment),
      account: user.username,
      ...{ isDemanded, asksPassword },
      ...(passkey && { passkey }),
      ...saidOf(query.get('error')),
    };
    return {
      result: { kind: 'page', page: 'second-factor-enrolment', model, status: 200 },
      cookies: scene.visit.cookies,
    };
  }

  private formOf({ instance, visit, purpose, path = SECOND_FACTOR_PATH }: PageScene) {
    const { handle: interaction, clientId, clientName, formTargets } = purpose;
    return {
      basePath: instance.publicPath,
      action: instance.publicPath + path,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      ...{ clientId, clientName, interaction, formTargets },
    };
  }
}

function keyOf({ key, uri, issuer }: TotpEnrolment) {
  return { keyText: (key.match(/.{1,4}/g) ?? []).join(' '), keyUri: uri, issuer };
}
