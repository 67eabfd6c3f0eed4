import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { OWN_PASSWORDS, type OwnPasswords } from '#inbound-security/own-password.port';
import { PASSKEYS, type Passkeys } from '#inbound-security/passkeys.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { withCode, withPasskey } from '#protocol/second-factor/second-factor';
import { passkeyPlaceOf } from './passkey-place.js';
import { deviceCookies } from '../visitors/device-cookie.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { SignInRecords } from './sign-in-records.js';

/** For how long a proof counts, in milliseconds: whoever comes by an unlocked browser is not to change keys. */
const PROOF_LASTS = 10 * 60_000;

/** What is asked for. */
export interface ProofDemand {
  /** `sign-in`: nothing that can be asked for in a form; the person signs in anew. */
  readonly by: 'password' | 'code' | 'passkey' | 'sign-in';
  /** What asks for a passkey, where the person has one that works here. */
  readonly passkey?: { readonly options: string };
  /** What was given did not count. */
  readonly isWrong: boolean;
}

/** Whether it was shown; the visit goes on under another cookie then. */
export type ProofVerdict =
  { readonly kind: 'given'; readonly visit: ConsoleVisit } | ({ readonly kind: 'asked' } & ProofDemand);

/**
 * What people prove again in the middle of their session (behaviour 28): the second factor that they have, or else their password. A proof of the
 * last ten minutes is enough, whichever page it was for.
 */
@Injectable()
export class PresenceProofs {
  constructor(
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
    @Inject(PASSKEYS) private readonly passkeys: Passkeys,
    @Inject(OWN_PASSWORDS) private readonly passwords: OwnPasswords,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: SignInRecords,
  ) {}

  /** Judges the fields of the proof in the form, where one is needed. Wrong ones count as those of a sign-in do. */
  async judge(visit: ConsoleVisit): Promise<ProofVerdict> {
    const { session } = visit.browser;
    if (this.clock.now().getTime() - session.lastProofAt.getTime() <= PROOF_LASTS) return { kind: 'given', visit };
    const shown = await this.prove(visit);
    if (shown?.amr === undefined) return { kind: 'asked', ...(await this.demandOf(visit, shown !== undefined)) };
    return { kind: 'given', visit: await this.renewed(visit, shown.amr, shown.cookies ?? []) };
  }

  /** Undefined where nothing was shown; without `amr` where it was wrong. */
  private async prove(
    visit: ConsoleVisit,
  ): Promise<{ readonly amr?: readonly string[]; readonly cookies?: readonly string[] } | undefined> {
    const { form, user, browser, request } = visit;
    const { amr } = browser.session;
    const [code, credential, password] = ['code', 'credential', 'password'].map((name) => form.get(`_proof_${name}`));
    if (credential !== undefined) {
      const place = passkeyPlaceOf(request.instance, browser);
      const proof = place && (await this.passkeys.prove(user, place, credential));
      if (proof?.kind === 'proved') return { amr: withPasskey(amr, proof.passkey) };
      return this.refused(visit, proof?.fault ?? 'passkey-account');
    }
    if (code !== undefined && user.secondFactor.kinds.length > 0) {
      const outcome = await this.factors.proveByCode(user, code);
      if (outcome.kind === 'proved') return { amr: withCode(amr) };
      return this.refused(visit, outcome.kind === 'locked' ? 'second-factor-locked' : 'wrong-code');
    }
    if (password === undefined || user.secondFactor.kinds.length > 0) return undefined;
    const outcome = await this.passwords.prove({
      ...{ moduleId: user.moduleId, pid: user.pid, currentPassword: password, remoteAddress: request.remoteAddress },
      ...(visit.deviceCookie !== undefined && { deviceCookie: visit.deviceCookie }),
    });
    if (outcome.kind !== 'proved')
      return this.refused(visit, outcome.kind === 'refused' ? outcome.reason : outcome.kind);
    return { amr, cookies: deviceCookies(request.instance.session, outcome.deviceCookie) };
  }

  private async refused(
    { request, user: { pid: userPid, username } }: ConsoleVisit,
    errorCode: string,
  ): Promise<object> {
    await this.records.record(request, {
      outcome: 'failure',
      userPid,
      username,
      errorCode,
      detail: { purpose: 'proof' },
    });
    return {};
  }

  private async demandOf({ user, browser, request }: ConsoleVisit, isWrong: boolean): Promise<ProofDemand> {
    const { kinds } = user.secondFactor;
    const place = kinds.includes('passkey') ? passkeyPlaceOf(request.instance, browser) : undefined;
    const options = place && (await this.passkeys.proofOptions(user, place));
    const passkey = options === undefined ? {} : { passkey: { options } };
    if (kinds.includes('totp')) return { by: 'code', ...passkey, isWrong };
    if (options !== undefined) return { by: 'passkey', ...passkey, isWrong };
    if (kinds.length > 0) return { by: 'sign-in', isWrong };
    return { by: (await this.passwords.isKept(user.moduleId, user.pid)) ? 'password' : 'sign-in', isWrong };
  }

  /** The same session under a new cookie (V-34), proved just now. */
  private async renewed(visit: ConsoleVisit, amr: readonly string[], more: readonly string[]): Promise<ConsoleVisit> {
    const { request, browser, user } = visit;
    const { authTime } = browser.session;
    const person = { pid: user.pid, username: user.username, authTime };
    const renewed = await this.sessions.signIn(request.instance.session, browser, person, amr);
    return { ...visit, browser: renewed.browser, cookies: [...visit.cookies, renewed.setCookie, ...more] };
  }
}
