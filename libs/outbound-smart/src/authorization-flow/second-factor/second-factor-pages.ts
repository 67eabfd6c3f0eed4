import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { FlowOutcome } from '../flow-result.js';
import type { SignInPurpose } from '../sign-in/sign-in-purposes.js';
import type { Visit } from '../visit.js';
import { CODE_NOT_TAKEN } from './second-factor-messages.js';
import { SECOND_FACTOR_PATH, secondFactorPath } from './second-factor-path.js';

/** For whom a page is, and where. */
export interface PageScene {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
}

/** The pages of the second factor. */
@Injectable()
export class SecondFactorPages {
  constructor(@Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions) {}

  /** Asks for a code of the authenticator app, or for a recovery code. */
  ask(scene: PageScene, query: FormParameters): FlowOutcome {
    const { instance, visit, purpose } = scene;
    const recovers = query.get('method') === 'recovery';
    const other = secondFactorPath(purpose.handle, recovers ? {} : { method: 'recovery' });
    const model = {
      ...this.formOf(scene),
      recovers,
      otherUrl: instance.publicPath + other,
      ...(query.get('error') === 'code' && { error: CODE_NOT_TAKEN }),
    };
    return { result: { kind: 'page', page: 'second-factor', model, status: 200 }, cookies: visit.cookies };
  }

  private formOf({ instance, visit, purpose }: PageScene) {
    const { handle: interaction, clientId, clientName, formTargets } = purpose;
    return {
      basePath: instance.publicPath,
      action: instance.publicPath + SECOND_FACTOR_PATH,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      ...{ clientId, clientName, interaction, formTargets },
    };
  }
}
