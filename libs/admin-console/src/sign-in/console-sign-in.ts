import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type Browser, type BrowserSessions } from '#browser-session/browser-session.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { SIGN_IN_COMPLETION, type SignInCompletion } from '#inbound-security/sign-in-completion.port';
import { UNFINISHED_SIGN_IN_STORE, type UnfinishedSignInStore } from '#inbound-security/unfinished-sign-ins.port';
import {
  USER_AUTHENTICATOR,
  type SignInOutcome,
  type UserAuthenticator,
} from '#inbound-security/user-authenticator.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { expandRoles } from '#protocol/permissions/roles';
import { secondFactorStep } from '#protocol/second-factor/second-factor';
import { attemptedName, isToldAsRefusal } from '#protocol/user/authentication-outcome';
import type { SignInDetails } from '#protocol/user/sign-in-details';
import { goTo, page, type ConsoleAnswer, type PageAnswer, type RedirectAnswer } from '../http/console-answer.js';
import type { ConsoleForm } from '../http/console-form.js';
import { safePath } from '../http/safe-path.js';
import { CONSOLE_GATE } from '../visitors/console-access-check.js';
import type { ConsoleVisitor } from '../visitors/console-visit.js';
import { deviceCookies } from '../visitors/device-cookie.js';
import { problemOf } from './sign-in-texts.js';
import { SignInRecords } from './sign-in-records.js';

/** Time to find a phone, or to set one up. */
const LIFETIME_SECONDS = 600;

/** The first part of a sign-in to the console: name and password. */
@Injectable()
export class ConsoleSignIn {
  constructor(
    @Inject(USER_AUTHENTICATOR) private readonly authenticator: UserAuthenticator,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(SIGN_IN_COMPLETION) private readonly completion: SignInCompletion,
    @Inject(UNFINISHED_SIGN_IN_STORE) private readonly unfinished: UnfinishedSignInStore,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly records: SignInRecords,
  ) {}

  page({ request: { query } }: ConsoleVisitor): ConsoleAnswer {
    return signInPage({ next: safePath(query.get('next')), problem: problemOf(query.get('error')) });
  }

  async submit(visitor: ConsoleVisitor, form: ConsoleForm): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['username', 'password', 'next'].includes(name));
    const { request, deviceCookie } = visitor;
    const [username, password, next] = [
      form.get('username') ?? '',
      form.get('password') ?? '',
      safePath(form.get('next')),
    ];
    const outcome = await this.authenticator.authenticate(request.instance.inboundModuleId, {
      ...{ username, password, remoteAddress: request.remoteAddress },
      ...(deviceCookie !== undefined && { deviceCookie }),
    });
    if (outcome.kind !== 'authenticated') return this.refused(visitor, username, next, outcome);
    const answer = await this.goOn(visitor, outcome.user, next, outcome.said);
    const cookies = deviceCookies(request.instance.session, outcome.deviceCookie);
    return { ...answer, cookies: [...(answer.cookies ?? []), ...cookies] };
  }

  private async goOn(
    visitor: ConsoleVisitor,
    user: DirectoryUser,
    next: string,
    said: SignInDetails | undefined,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { instance } = visitor.request;
    const { pid: userPid, username } = user;
    const obstacle = obstacleOf(user, instance.options.isSecondFactorRequired);
    if (obstacle !== undefined) {
      await this.records.record(visitor.request, { outcome: 'failure', userPid, username, errorCode: obstacle });
      return signInPage({ next, problem: problemOf(obstacle), username }, 403);
    }
    const isDemanded = instance.options.isSecondFactorRequired || this.factors.isDemandedOf(user);
    if (secondFactorStep(['pwd'], user.secondFactor, isDemanded) !== 'none')
      return this.wait(visitor, user, next, said);
    await this.completion.complete(user, said);
    const { browser: _, ...answer } = await this.start(visitor, { user, amr: ['pwd'], next });
    return answer;
  }

  /** Starts the session, under a new cookie (V-34). */
  async start(
    { request, browser }: ConsoleVisitor,
    { user, amr, next, by }: { user: DirectoryUser; amr: readonly string[]; next: string; by?: string },
  ): Promise<RedirectAnswer & { readonly browser: Browser }> {
    const { pid, username } = user;
    const { setCookie, browser: after } = await this.sessions.signIn(
      request.instance.session,
      browser,
      { pid, username },
      amr,
    );
    const detail = by === undefined ? {} : { detail: { secondFactor: by } };
    await this.records.record(request, { outcome: 'success', userPid: pid, username, ...detail });
    return { ...goTo(next), cookies: [setCookie], browser: after };
  }

  /** Between the two factors nobody is signed in; the browser has a new cookie, which nobody else can have planted. */
  private async wait(
    { request, browser }: ConsoleVisitor,
    { pid: userPid, username, securityVersion }: DirectoryUser,
    next: string,
    said: SignInDetails | undefined,
  ): Promise<RedirectAnswer> {
    const { instance } = request;
    const left = this.sessions.leave(instance.session);
    const place = { moduleId: instance.moduleId, browserHash: left.browser.cookieHash };
    const setAside = browser.session === undefined ? {} : { setAside: browser.cookieHash };
    const signIn = { userPid, username, securityVersion, amr: ['pwd'], ...(said && { said }), ...setAside };
    await this.unfinished.begin(place, signIn, LIFETIME_SECONDS);
    return { ...goTo(`/sign-in/second-factor?next=${encodeURIComponent(next)}`), cookies: [left.setCookie] };
  }

  private async refused(
    { request }: ConsoleVisitor,
    typed: string,
    next: string,
    outcome: Exclude<SignInOutcome, { kind: 'authenticated' }>,
  ): Promise<ConsoleAnswer> {
    const errorCode = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    const cause = outcome.kind === 'unavailable' ? { cause: outcome.cause } : {};
    await this.records.record(request, { outcome: 'failure', ...attemptedName(typed, outcome), errorCode, ...cause });
    const word = isToldAsRefusal(outcome) ? 'credentials' : 'unavailable';
    const status = word === 'credentials' ? 401 : outcome.kind === 'busy' ? 429 : 503;
    return signInPage({ next, problem: problemOf(word), username: typed.slice(0, 200) }, status);
  }
}

/** What keeps somebody from the console who is who they say. */
function obstacleOf({ authorities, secondFactor }: DirectoryUser, isRequired: boolean): string | undefined {
  if (!expandRoles(authorities).some(({ permission }) => permission === CONSOLE_GATE)) return 'no-access';
  return isRequired && secondFactor.isProgram && secondFactor.kinds.length === 0 ? 'service-account' : undefined;
}

function signInPage(
  { next, problem, username = '' }: { next: string; problem?: string | undefined; username?: string },
  status = 200,
): PageAnswer {
  return page('sign-in/sign-in', { title: 'Sign in' }, { next, problem, username }, { status });
}
