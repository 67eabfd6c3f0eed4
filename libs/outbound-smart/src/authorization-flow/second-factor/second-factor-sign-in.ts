import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { SIGN_IN_COMPLETION, type SignInCompletion } from '#inbound-security/sign-in-completion.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { isMultiFactor, withCode, withPasskey, type FactorKind } from '#protocol/second-factor/second-factor';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { SessionEnds } from '../../logout/session-ends.js';
import type { FlowOutcome } from '../flow-result.js';
import { PendingRequests } from '../requests/pending-requests.js';
import { SessionStarts, type StartedSession } from '../sign-in/session-starts.js';
import { signInPath, signInPathAfter } from '../sign-in/sign-in-path.js';
import { SignInPurposes, type SignInPurpose } from '../sign-in/sign-in-purposes.js';
import { SignInRecords } from '../sign-in/sign-in-records.js';
import type { Visit } from '../visit.js';
import { CodeChecks } from './code-checks.js';
import { FactorChanges } from './factor-changes.js';
import { RecoveryCodePages } from './recovery-code-pages.js';
import { secondFactorPath } from './second-factor-path.js';
import { SecondFactorPasskeys } from './second-factor-passkeys.js';
import { SecondFactorPages } from './second-factor-pages.js';
import { UnfinishedSignIns, type WaitingSignIn } from './unfinished-sign-ins.js';

/** A sign-in that goes on in this browser. */
interface Scene extends WaitingSignIn {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly purpose: SignInPurpose;
}

/** One of the few that a sign-in has. */
interface Attempt {
  readonly isLast: boolean;
}

/** The second part of a sign-in: asks for a code or a passkey, and starts the session when it is right. */
@Injectable()
export class SecondFactorSignIn {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(SIGN_IN_COMPLETION) private readonly completion: SignInCompletion,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly unfinished: UnfinishedSignIns,
    private readonly purposes: SignInPurposes,
    private readonly pages: SecondFactorPages,
    private readonly recoveryCodes: RecoveryCodePages,
    private readonly starts: SessionStarts,
    private readonly records: SignInRecords,
    private readonly codes: CodeChecks,
    private readonly changes: FactorChanges,
    private readonly pending: PendingRequests,
    private readonly ends: SessionEnds,
    private readonly passkeys: SecondFactorPasskeys,
  ) {}

  /** @throws InteractionError when nothing waits for a sign-in in this browser */
  async page(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const purpose = await this.purposes.ofPage(instance, query.get('interaction'), visit);
    const waiting = await this.unfinished.find(instance, visit.browser);
    if (waiting === undefined) return this.withoutWaiting(instance, purpose, visit);
    const scene = { ...waiting, instance, visit, purpose };
    return hasFactor(scene) ? this.ask(scene, query) : this.enrolment(scene, query);
  }

  /** Whoever comes back to a page that is done is led on; all others begin again. */
  private withoutWaiting(instance: OutboundSmartInstance, purpose: SignInPurpose, visit: Visit): Promise<FlowOutcome> {
    return isDone(visit)
      ? this.recoveryCodes.wayOn(instance, purpose, visit)
      : Promise.resolve(startOver(purpose, visit));
  }

  private async ask(scene: Scene, query: FormParameters): Promise<FlowOutcome> {
    const hasApp = scene.user.secondFactor.kinds.includes('totp');
    const passkey = await this.passkeys.ask(scene);
    return this.pages.ask(scene, { hasApp, ...passkey, isAgain: isDone(scene.visit) }, query);
  }

  private async enrolment(scene: Scene, query: FormParameters): Promise<FlowOutcome> {
    const { user, visit } = scene;
    const enrolment = await this.factors.beginTotp(user, { browserHash: visit.browser.cookieHash, mayReplace: false });
    const passkey = await this.passkeys.offer(scene);
    return this.pages.enrol(scene, { user, enrolment, isDemanded: true, ...passkey }, query);
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's, or nothing waits for it
   */
  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    const codes = await this.recoveryCodes.ofOldForm(instance, form, visit, form.get('interaction') ?? '');
    return codes ?? this.take(instance, form, visit);
  }

  private async take(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const purpose = await this.purposes.ofForm(instance, form, visit);
    if (form.has('cancel')) return this.cancel(instance, purpose, visit);
    const waiting = await this.unfinished.find(instance, visit.browser);
    const attempt = waiting && (await this.unfinished.countAttempt(instance, visit.browser));
    if (waiting === undefined) return this.withoutWaiting(instance, purpose, visit);
    if (attempt === undefined) return startOver(purpose, visit);
    const scene = { ...waiting, instance, visit, purpose };
    if (form.has('credential')) return this.byPasskey(scene, form, attempt);
    return hasFactor(scene) ? this.prove(scene, form, attempt) : this.enrol(scene, form, attempt);
  }

  /** By a passkey that there is, or by the first one, which is made here by who must have a second factor. */
  private async byPasskey(scene: Scene, form: FormParameters, attempt: Attempt): Promise<FlowOutcome> {
    const { visit, purpose, signIn } = scene;
    const isNew = !hasFactor(scene);
    const answer = form.get('credential') ?? '';
    const step = await (isNew ? this.passkeys.enrol(scene, answer) : this.passkeys.prove(scene, answer));
    if (step.kind === 'refused') return this.refuse(scene, step.fault, form, attempt);
    if (isNew) await this.enrolled(scene, 'passkey');
    const started = await this.finish(scene, 'passkey', withPasskey(signIn.amr, step.passkey));
    if (started === undefined) return isNew ? setUpInVain(purpose, visit) : startOver(purpose, visit);
    if (step.recoveryCodes === undefined) return leadOn(purpose, started);
    return this.showCodes(scene, step.recoveryCodes, started);
  }

  private showCodes({ user, purpose }: Scene, codes: readonly string[], started: StartedSession): Promise<FlowOutcome> {
    const { browser, setCookie } = started;
    return this.recoveryCodes.lead({ user, session: browser.session, codes }, { purpose, cookies: [setCookie] });
  }

  private async prove(scene: Scene, form: FormParameters, attempt: Attempt): Promise<FlowOutcome> {
    const outcome = await this.codes.prove(scene.instance, scene.user, form.get('code') ?? '');
    if (outcome.kind !== 'proved') return this.refuse(scene, errorCodes[outcome.kind], form, attempt);
    const started = await this.finish(scene, outcome.by, withCode(scene.signIn.amr));
    return started === undefined ? startOver(scene.purpose, scene.visit) : leadOn(scene.purpose, started);
  }

  /** Who must have a second factor and has none gets one here, between the first factor and the session. */
  private async enrol(scene: Scene, form: FormParameters, attempt: Attempt): Promise<FlowOutcome> {
    const { user, visit, purpose } = scene;
    const outcome = await this.factors.confirmTotp(user, visit.browser.cookieHash, form.get('code') ?? '');
    if (outcome.kind !== 'enrolled') return this.refuse(scene, 'wrong-code', form, attempt);
    await this.enrolled(scene, 'totp');
    const started = await this.finish(scene, 'totp', withCode(scene.signIn.amr));
    if (started === undefined) return setUpInVain(purpose, visit);
    return this.showCodes(scene, outcome.recoveryCodes, started);
  }

  private async enrolled({ instance, visit, user, signIn }: Scene, kind: FactorKind): Promise<void> {
    const { setAside } = signIn;
    await this.changes.follow(instance, visit, { user, change: 'enrolled', kind, ...(setAside && { setAside }) });
  }

  /** The sign-in is claimed before the session starts: whoever comes second finds nothing (V-32). Undefined for them. */
  private async finish(
    { instance, visit, purpose, signIn, user }: Scene,
    by: string,
    amr: readonly string[],
  ): Promise<StartedSession | undefined> {
    if ((await this.unfinished.end(instance, visit.browser)) === undefined) return undefined;
    const { authTime, setAside, said } = signIn;
    await this.completion.complete(user, said);
    return this.starts.start({
      ...{ instance, visit, purpose },
      user: { pid: user.pid, username: user.username, ...(authTime && { authTime }), ...(setAside && { setAside }) },
      amr,
      detail: { ...signIn.detail, secondFactor: by },
    });
  }

  private async refuse(
    scene: Scene,
    errorCode: string,
    form: FormParameters,
    { isLast }: Attempt,
  ): Promise<FlowOutcome> {
    const { instance, visit, purpose } = scene;
    const { pid: userPid, username } = scene.user;
    await this.records.record(instance, visit, { outcome: 'failure', purpose, userPid, username, errorCode });
    if (isLast) {
      await this.unfinished.end(instance, visit.browser);
      return this.lost(scene);
    }
    const method = form.get('method') === 'recovery' ? ({ method: 'recovery' } as const) : {};
    const error = form.has('credential') ? 'passkey' : 'code';
    const path = secondFactorPath(purpose.handle, { error, ...method });
    return { result: { kind: 'continue', path }, cookies: visit.cookies };
  }

  /** After too many wrong codes nothing that was proved counts; neither does a session that was to become worth more, or was left for this (V-59). */
  private async lost({ instance, purpose, visit, signIn }: Scene): Promise<FlowOutcome> {
    const { session } = visit.browser;
    const cause = { remoteAddress: visit.remoteAddress, reason: 'wrong-codes' } as const;
    if (session === undefined) {
      const left = signIn.setAside && (await this.sessions.endSetAside(instance.session, signIn.setAside));
      if (left) await this.ends.follow(instance, left, cause);
      return startOver(purpose, visit);
    }
    const { browser, setCookie } = this.sessions.leave(instance.session);
    await this.pending.follow(instance, visit.browser, browser);
    await this.sessions.signOut(instance.session, visit.browser);
    await this.ends.follow(instance, session, cause);
    return startOver(purpose, { ...visit, cookies: [setCookie] });
  }

  /** What was proved ends; a session that was left for this goes on as it was, and so does one that has everything without it. */
  private async cancel(instance: OutboundSmartInstance, purpose: SignInPurpose, visit: Visit): Promise<FlowOutcome> {
    const given = await this.unfinished.end(instance, visit.browser);
    if (isDone(visit)) return { result: { kind: 'continue', path: purpose.continueAt }, cookies: visit.cookies };
    const back = given?.setAside && (await this.sessions.comeBack(instance.session, given.setAside));
    if (back) await this.pending.follow(instance, visit.browser, back.browser);
    const cookies = back ? [back.setCookie] : visit.cookies;
    return { result: { kind: 'continue', path: signInPath(purpose.handle) }, cookies };
  }
}

/** For the audit record. */
const errorCodes = { wrong: 'wrong-code', locked: 'second-factor-locked' } as const;

function hasFactor({ user }: WaitingSignIn): boolean {
  return user.secondFactor.kinds.length > 0;
}

/** Whether nothing is missing: who is signed in by two factors proves one once more, or came back to a page that is done. */
function isDone({ browser: { session } }: Visit): boolean {
  return session !== undefined && isMultiFactor(session.amr);
}

function leadOn({ continueAt }: SignInPurpose, { setCookie }: StartedSession): FlowOutcome {
  return { result: { kind: 'continue', path: continueAt }, cookies: [setCookie] };
}

/** Nothing that was proved counts any more. */
function startOver({ handle }: SignInPurpose, { cookies }: Visit): FlowOutcome {
  return { result: { kind: 'continue', path: signInPath(handle, 'start-over') }, cookies };
}

/** The factor counts, but the sign-in was over before anybody was shown its recovery codes. */
function setUpInVain({ handle }: SignInPurpose, { cookies }: Visit): FlowOutcome {
  return { result: { kind: 'continue', path: signInPathAfter(handle, 'second-factor-set-up') }, cookies };
}
