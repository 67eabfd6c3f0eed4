import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { BROWSER_SESSIONS, type Browser, type BrowserSessions } from '#browser-session/browser-session.port';
import {
  USER_AUTHENTICATOR,
  type SignInOutcome,
  type UserAuthenticator,
} from '#inbound-security/user-authenticator.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { PageModels } from '#skin/page-renderer.port';
import { attemptedName, isToldAsRefusal, type AuthenticationOutcome } from '#protocol/user/authentication-outcome';
import { ServerChoice } from '../../federation/server-choice.js';
import { takesPasswords } from '../../federation/sign-in-offer.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { PasskeyOffer } from '../../passkeys/passkey-offer.js';
import type { FlowOutcome, PageResult } from '../flow-result.js';
import { PendingRequests } from '../requests/pending-requests.js';
import type { Visit } from '../visit.js';
import { Arrivals } from './arrivals.js';
import { withDeviceCookie } from '../../http/device-cookie.js';
import {
  isSignInNotice,
  isSignInProblem,
  signInMessages,
  signInNotices,
  type SignInProblem,
} from './sign-in-messages.js';
import { SelfCareLinks } from './self-care-links.js';
import { signInPath } from './sign-in-path.js';
import { SignInPurposes, type SignInPurpose } from './sign-in-purposes.js';
import { SignInRecords } from './sign-in-records.js';

/** A posted sign-in form. */
export interface SignInAttempt {
  readonly instance: OutboundSmartInstance;
  readonly form: FormParameters;
  readonly visit: Visit;
}

/** Shows the sign-in page and takes its form. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(USER_AUTHENTICATOR) private readonly authenticator: UserAuthenticator,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly arrivals: Arrivals,
    private readonly records: SignInRecords,
    private readonly purposes: SignInPurposes,
    private readonly pending: PendingRequests,
    private readonly choice: ServerChoice,
    private readonly selfCare: SelfCareLinks,
    private readonly passkeys: PasskeyOffer,
  ) {}

  /** @throws InteractionError when nothing waits for a sign-in in this browser */
  async page(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const purpose = await this.purposes.ofPage(instance, query.get('interaction'), visit);
    const [problem, notice] = [query.get('error'), query.get('done')];
    const isSentOn = problem === undefined && query.get('from') !== 'form' && !isOfDevice(purpose);
    if (isSentOn) {
      const path = await this.choice.onlyWay(instance, purpose.handle);
      if (path !== undefined) return { result: { kind: 'continue', path }, cookies: visit.cookies };
    }
    return this.show(instance, purpose, visit, {
      ...(isSignInProblem(problem) && { error: signInMessages[problem] }),
      ...(isSignInNotice(notice) && { notice: signInNotices[notice] }),
    });
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's, or nothing waits for it
   * @throws NotFoundException people sign in elsewhere only
   */
  async submit(attempt: SignInAttempt): Promise<FlowOutcome> {
    const { instance, form, visit } = attempt;
    if (!takesPasswords(instance)) throw new NotFoundException();
    form.assertWellFormed();
    const purpose = await this.purposes.ofForm(instance, form, visit);
    const username = form.get('username') ?? '';
    const outcome = await this.authenticator.authenticate(instance.inboundModuleId, {
      username,
      password: form.get('password') ?? '',
      remoteAddress: visit.remoteAddress,
      flow: purpose.ids,
      ...(visit.request && { request: visit.request }),
      ...(visit.deviceCookie !== undefined && { deviceCookie: visit.deviceCookie }),
    });
    if (outcome.kind !== 'authenticated') return this.refuse(attempt, purpose, outcome);
    const { user, said, method, deviceCookie, runId } = outcome;
    const run = { ...(said && { said }), ...(runId !== undefined && { detail: { runId } }) };
    const came = await this.arrivals.arrive({ instance, visit, purpose, user, amr: [method], ...run });
    return { ...came, cookies: withDeviceCookie(came.cookies, instance.session, deviceCookie) };
  }

  /** Whether nobody can sign in, because no server is set up and no password is taken. */
  isWithoutWay(instance: OutboundSmartInstance): Promise<boolean> {
    return this.choice.isEmpty(instance);
  }

  /** Back to the page, with the message there (product reference 3.13); only an overload answers at once (ruling 65). */
  private async refuse(
    attempt: SignInAttempt,
    purpose: SignInPurpose,
    outcome: Exclude<SignInOutcome, { kind: 'authenticated' }>,
  ): Promise<FlowOutcome> {
    const { instance, form, visit } = attempt;
    const username = (form.get('username') ?? '').slice(0, 200);
    const reason = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    const name = attemptedName(username, outcome);
    const { runId } = outcome;
    const message = outcome.kind === 'refused' ? outcome.message : undefined;
    const detail = { ...(message !== undefined && { message }), ...(runId !== undefined && { runId }) };
    const fault = outcome.kind === 'unavailable' && { fault: { cause: outcome.cause } };
    const what = { outcome: 'failure', purpose, ...name, errorCode: reason, detail, ...fault } as const;
    await this.records.record(instance, visit, what);
    const problem = problemOf(outcome);
    if (outcome.kind === 'busy')
      return {
        ...(await this.show(instance, { ...purpose, username }, visit, { error: signInMessages[problem] }, 429)),
        retryAfterSeconds: outcome.retryAfterSeconds,
      };
    if (purpose.held) await this.pending.noteUsername(instance, visit.browser, purpose.held, username);
    return { result: { kind: 'continue', path: signInPath(purpose.handle, problem) }, cookies: visit.cookies };
  }

  private async show(
    instance: OutboundSmartInstance,
    purpose: SignInPurpose,
    visit: Visit,
    said: Pick<PageModels['sign-in'], 'error' | 'notice'>,
    status = 200,
  ): Promise<FlowOutcome> {
    const chosen = await this.choice.page(instance, purpose.handle);
    const { handle: interaction, clientId, clientName, username, formTargets } = purpose;
    const model = {
      basePath: instance.publicPath,
      action: `${instance.publicPath}/authenticate`,
      csrf: { parameterName: '_csrf', token: this.csrf(visit.browser) },
      ...{ clientId, clientName, interaction, username, formTargets },
      ...this.selfCare.of(instance, interaction),
      ...this.passkeys.of(instance, visit.browser),
      ...said,
      ...(purpose.held && { scopes: purpose.held.request.scopes }),
    };
    const result: PageResult =
      chosen !== undefined
        ? { kind: 'page', page: 'choose-server', model: { ...model, ...chosen }, status }
        : { kind: 'page', page: 'sign-in', model, status };
    return { result, cookies: visit.cookies };
  }

  private csrf(browser: Browser): string {
    return this.sessions.csrfToken(browser);
  }
}

/** Its page was reached by a form, which must not lead on to another server; and whoever follows a stranger's link should see where they are. */
function isOfDevice({ held }: SignInPurpose): boolean {
  return held?.request.deviceCodeHash !== undefined;
}

function problemOf(outcome: Exclude<AuthenticationOutcome, { kind: 'authenticated' }>): SignInProblem {
  if (isToldAsRefusal(outcome)) return 'credentials';
  return outcome.kind === 'busy' ? 'busy' : 'unavailable';
}
