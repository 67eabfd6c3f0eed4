import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSession, type BrowserSessions } from '#browser-session/browser-session.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { FlowOutcome } from '../flow-result.js';
import { accountPage } from '../own-page.js';
import { SignInPurposes, type SignInPurpose } from '../sign-in/sign-in-purposes.js';
import type { Visit } from '../visit.js';
import { RECOVERY_CODES_PATH, recoveryCodesPath } from './second-factor-path.js';

/** New codes, for whom, and in which browser session. */
export interface NewCodes {
  readonly user: DirectoryUser;
  readonly session: Pick<BrowserSession, 'sid'>;
  readonly codes: readonly string[];
}

/** Where they are shown, and what the answer sets. */
export interface CodesWay {
  readonly purpose: Pick<SignInPurpose, 'handle'>;
  readonly cookies: readonly string[];
}

/** Shows new recovery codes on a page of its own, which can be loaded again until the person says that the codes are kept. */
@Injectable()
export class RecoveryCodePages {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly purposes: SignInPurposes,
  ) {}

  /** The way to the page. */
  async lead({ user, session, codes }: NewCodes, { purpose, cookies }: CodesWay): Promise<FlowOutcome> {
    await this.factors.showRecoveryCodes(user, session.sid, codes);
    return { result: { kind: 'continue', path: recoveryCodesPath(purpose.handle) }, cookies };
  }

  /** Back to the page as long as it shows any, and otherwise on. */
  async wayOn(instance: OutboundSmartInstance, purpose: SignInPurpose, visit: Visit): Promise<FlowOutcome> {
    const shown = await this.shownIn(instance, visit);
    return goOn(shown === undefined ? purpose.continueAt : recoveryCodesPath(purpose.handle), visit);
  }

  /**
   * Back to the page for who sends a form once more that gave the codes: it is of before the cookie that they are shown to, and nothing else comes of
   * it. Undefined for all other forms, and where no codes are shown.
   */
  async ofOldForm(
    instance: OutboundSmartInstance,
    form: FormParameters,
    visit: Visit,
    handle: string,
  ): Promise<FlowOutcome | undefined> {
    if (this.sessions.checkCsrf(visit.browser, form.get('_csrf')) !== 'expired') return undefined;
    return (await this.shownIn(instance, visit)) && goOn(recoveryCodesPath(handle), visit);
  }

  /** @throws InteractionError when nothing waits in this browser */
  async page(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const purpose = await this.purposes.ofPage(instance, query.get('interaction'), visit);
    const shown = await this.shownIn(instance, visit);
    if (shown === undefined) return goOn(pathWithoutCodes(purpose), visit);
    const { user, codes } = shown;
    const { handle: interaction, clientId, clientName, continueAt, formTargets } = purpose;
    const basePath = instance.publicPath;
    const model = {
      ...{ basePath, clientId, clientName, interaction, formTargets, codes, account: user.username },
      issuer: this.factors.issuerOf(instance.inboundModuleId),
      action: basePath + RECOVERY_CODES_PATH,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      continueUrl: basePath + continueAt,
    };
    return { result: { kind: 'page', page: 'recovery-codes', model, status: 200 }, cookies: visit.cookies };
  }

  /**
   * The person has them: nobody sees them again.
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's, or nothing waits for it
   */
  async keep(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    const purpose = await this.purposes.ofForm(instance, form, visit);
    const user = await this.userOf(instance, visit);
    if (user !== undefined) await this.factors.hideRecoveryCodes(user);
    return goOn(purpose.continueAt, visit);
  }

  private async shownIn(instance: OutboundSmartInstance, visit: Visit) {
    const { session } = visit.browser;
    const user = await this.userOf(instance, visit);
    const codes = session && user && (await this.factors.shownRecoveryCodes(user, session.sid));
    return user && codes && { user, codes };
  }

  private async userOf(
    { inboundModuleId }: OutboundSmartInstance,
    { browser: { session } }: Visit,
  ): Promise<DirectoryUser | undefined> {
    return session && (await this.users.usable(inboundModuleId, session.userPid));
  }
}

/** At the account it is said what became of them; who came for an app is led on to it. */
function pathWithoutCodes({ handle, continueAt }: SignInPurpose): string {
  return handle === accountPage.handle ? `${continueAt}?done=recovery-codes-gone` : continueAt;
}

function goOn(path: string, { cookies }: Visit): FlowOutcome {
  return { result: { kind: 'continue', path }, cookies };
}
