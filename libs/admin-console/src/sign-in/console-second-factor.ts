import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { PASSKEYS, type Passkeys } from '#inbound-security/passkeys.port';
import { SECOND_FACTORS, type SecondFactors, type TotpEnrolment } from '#inbound-security/second-factor.port';
import { SIGN_IN_COMPLETION, type SignInCompletion } from '#inbound-security/sign-in-completion.port';
import {
  UNFINISHED_SIGN_IN_STORE,
  type UnfinishedSignIn,
  type UnfinishedSignInStore,
} from '#inbound-security/unfinished-sign-ins.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { withCode, withPasskey, type FactorKind } from '#protocol/second-factor/second-factor';
import { qrCode } from '#skin/qr-code.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import type { ConsoleForm } from '../http/console-form.js';
import { safePath } from '../http/safe-path.js';
import type { ConsoleVisitor } from '../visitors/console-visit.js';
import { ConsoleSignIn } from './console-sign-in.js';
import { passkeyPlaceOf } from './passkey-place.js';
import { problemOf } from './sign-in-texts.js';
import { SignInRecords } from './sign-in-records.js';

/** Attempts at codes in one sign-in; after the last wrong one the password has to be given again (V-59). */
const MOST_ATTEMPTS = 6;

/** A sign-in that waits in this browser, and whose it is. */
interface Waiting {
  readonly visitor: ConsoleVisitor;
  readonly signIn: UnfinishedSignIn;
  readonly user: DirectoryUser;
  readonly next: string;
}

/** What a person has proved besides the password, or why it does not count. */
type Step =
  | {
      readonly amr: readonly string[];
      readonly by: string;
      readonly recoveryCodes?: readonly string[];
      readonly isNew?: FactorKind;
    }
  | { readonly errorCode: string };

/** The second part of a sign-in to the console: a code, a passkey, or setting one of them up. */
@Injectable()
export class ConsoleSecondFactor {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(PASSKEYS) private readonly passkeys: Passkeys,
    @Inject(SIGN_IN_COMPLETION) private readonly completion: SignInCompletion,
    @Inject(UNFINISHED_SIGN_IN_STORE) private readonly unfinished: UnfinishedSignInStore,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly signIns: ConsoleSignIn,
    private readonly records: SignInRecords,
  ) {}

  async page(visitor: ConsoleVisitor): Promise<ConsoleAnswer> {
    const { query } = visitor.request;
    const next = safePath(query.get('next'));
    const waiting = await this.waiting(visitor, next);
    if (waiting === undefined) return visitor.browser.session === undefined ? startOver(next) : goTo(next);
    const problem = problemOf(query.get('error'));
    return hasFactor(waiting) ? this.askPage(waiting, problem) : this.enrolmentPage(waiting, problem);
  }

  async submit(visitor: ConsoleVisitor, form: ConsoleForm): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['code', 'credential', 'next', 'cancel'].includes(name));
    const next = safePath(form.get('next'));
    const place = placeOf(visitor);
    if (form.has('cancel')) {
      await this.unfinished.take(place);
      return goTo('/sign-in');
    }
    const waiting = await this.waiting(visitor, next);
    const attempts = waiting && (await this.unfinished.countAttempt(place, MOST_ATTEMPTS));
    if (waiting === undefined || attempts === undefined) return startOver(next);
    const step = await this.take(waiting, form);
    if ('errorCode' in step)
      return this.refuse(waiting, step.errorCode, attempts === MOST_ATTEMPTS, form.has('credential'));
    return this.finish(waiting, step);
  }

  private async waiting(visitor: ConsoleVisitor, next: string): Promise<Waiting | undefined> {
    const signIn = await this.unfinished.find(placeOf(visitor));
    if (signIn === undefined) return undefined;
    const user = await this.users.usable(visitor.request.instance.inboundModuleId, signIn.userPid);
    if (user?.securityVersion === signIn.securityVersion) return { visitor, signIn, user, next };
    await this.unfinished.take(placeOf(visitor));
    return undefined;
  }

  private async take(waiting: Waiting, form: ConsoleForm): Promise<Step> {
    const credential = form.get('credential');
    if (credential !== undefined) return this.byPasskey(waiting, credential);
    const code = form.get('code') ?? '';
    return hasFactor(waiting) ? this.byCode(waiting, code) : this.byNewApp(waiting, code);
  }

  private async byCode({ user, signIn }: Waiting, code: string): Promise<Step> {
    const outcome = await this.factors.proveByCode(user, code);
    if (outcome.kind === 'proved') return { amr: withCode(signIn.amr), by: outcome.by };
    return { errorCode: outcome.kind === 'locked' ? 'second-factor-locked' : 'wrong-code' };
  }

  private async byNewApp({ user, signIn, visitor }: Waiting, code: string): Promise<Step> {
    const outcome = await this.factors.confirmTotp(user, visitor.browser.cookieHash, code);
    if (outcome.kind !== 'enrolled') return { errorCode: 'wrong-code' };
    return { amr: withCode(signIn.amr), by: 'totp', recoveryCodes: outcome.recoveryCodes, isNew: 'totp' };
  }

  private async byPasskey(waiting: Waiting, answer: string): Promise<Step> {
    const { user, signIn, visitor } = waiting;
    const place = passkeyPlaceOf(visitor.request.instance, visitor.browser);
    if (place === undefined) return { errorCode: 'passkey-account' };
    if (hasFactor(waiting)) {
      const proof = await this.passkeys.prove(user, place, answer);
      if (proof.kind === 'refused') return { errorCode: proof.fault };
      return { amr: withPasskey(signIn.amr, proof.passkey), by: 'passkey' };
    }
    const made = await this.passkeys.register(user, place, { answer, mayAdd: false });
    if (made.kind !== 'registered') return { errorCode: made.kind === 'refused' ? made.fault : 'passkey-known' };
    const { passkey, recoveryCodes } = made;
    return {
      amr: withPasskey(signIn.amr, passkey),
      by: 'passkey',
      isNew: 'passkey',
      ...(recoveryCodes && { recoveryCodes }),
    };
  }

  /** The sign-in is claimed before the session starts: whoever comes second finds nothing (V-32). */
  private async finish(
    { visitor, user, signIn, next }: Waiting,
    { amr, by, isNew, recoveryCodes }: Exclude<Step, { errorCode: string }>,
  ): Promise<ConsoleAnswer> {
    if (isNew !== undefined) await this.enrolled(visitor, user, isNew);
    if ((await this.unfinished.take(placeOf(visitor))) === undefined) return startOver(next);
    await this.completion.complete(user, signIn.said);
    const { browser, ...started } = await this.signIns.start(visitor, { user, amr, next, by });
    if (recoveryCodes === undefined || browser.session === undefined) return started;
    await this.factors.showRecoveryCodes(user, browser.session.sid, recoveryCodes);
    const to = `/account/recovery-codes?next=${encodeURIComponent(next)}`;
    return { ...started, ...goTo(to) };
  }

  /** Nobody stays who got in before it (A-19, V-33). */
  private async enrolled({ request, browser }: ConsoleVisitor, user: DirectoryUser, kind: FactorKind): Promise<void> {
    const { pid: userPid, username } = user;
    const ended = await this.sessions.endOthers(userPid, browser.cookieHash);
    const detail = { change: 'enrolled', kind, endedSessions: ended.length };
    await this.records.record(request, { kind: 'SECOND_FACTOR_CHANGE', outcome: 'success', userPid, username, detail });
  }

  private async refuse(
    { visitor, user: { pid: userPid, username }, next }: Waiting,
    errorCode: string,
    isLast: boolean,
    isPasskey: boolean,
  ): Promise<ConsoleAnswer> {
    await this.records.record(visitor.request, { outcome: 'failure', userPid, username, errorCode });
    if (!isLast)
      return goTo(`/sign-in/second-factor?error=${isPasskey ? 'passkey' : 'code'}&next=${encodeURIComponent(next)}`);
    await this.unfinished.take(placeOf(visitor));
    return startOver(next);
  }

  private async askPage({ visitor, user, next }: Waiting, problem: string | undefined): Promise<ConsoleAnswer> {
    const place = passkeyPlaceOf(visitor.request.instance, visitor.browser);
    const options = place && (await this.passkeys.proofOptions(user, place));
    const hasApp = user.secondFactor.kinds.includes('totp');
    const model = {
      next,
      problem,
      hasApp,
      username: user.username,
      passkey: options === undefined ? undefined : { options, kind: 'get' },
    };
    return page('sign-in/second-factor', { title: 'Second factor' }, model);
  }

  private async enrolmentPage({ visitor, user, next }: Waiting, problem: string | undefined): Promise<ConsoleAnswer> {
    const { instance } = visitor.request;
    const enrolment = await this.factors.beginTotp(user, {
      browserHash: visitor.browser.cookieHash,
      mayReplace: false,
    });
    const place = passkeyPlaceOf(instance, visitor.browser);
    const options =
      place && this.passkeys.areUsed(user.moduleId) ? await this.passkeys.registrationOptions(user, place) : undefined;
    const passkey = options === undefined ? undefined : { options, kind: 'create' };
    const model = { next, problem, username: user.username, ...keyOf(enrolment), passkey };
    return page('sign-in/enrolment', { title: 'Set up a second factor' }, model);
  }
}

function keyOf({ key, uri, issuer }: TotpEnrolment) {
  return { qr: qrCode(uri), keyText: (key.match(/.{1,4}/g) ?? []).join(' '), keyUri: uri, issuer };
}

function placeOf({ request: { instance }, browser }: ConsoleVisitor) {
  return { moduleId: instance.moduleId, browserHash: browser.cookieHash };
}

function hasFactor({ user }: Waiting): boolean {
  return user.secondFactor.kinds.length > 0;
}

function startOver(next: string): ConsoleAnswer {
  return goTo(`/sign-in?error=start-over&next=${encodeURIComponent(next)}`);
}
