import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type Browser, type BrowserSessions } from '#browser-session/browser-session.port';
import {
  UNFINISHED_SIGN_IN_STORE,
  type UnfinishedSignIn,
  type UnfinishedSignInStore,
} from '#inbound-security/unfinished-sign-ins.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { FlowOutcome } from '../flow-result.js';
import { PendingRequests } from '../requests/pending-requests.js';
import type { Arrival } from '../sign-in/arrival.js';
import type { Visit } from '../visit.js';
import { secondFactorPath } from './second-factor-path.js';

/** Time to find a phone, or to set one up. */
const LIFETIME_SECONDS = 600;
/** Attempts at codes in one sign-in; after the last wrong one the first factor has to be proved again (V-59). */
const MOST_ATTEMPTS = 6;

/** A sign-in that waits in this browser, and whose it is. */
export interface WaitingSignIn {
  readonly signIn: UnfinishedSignIn;
  readonly user: DirectoryUser;
}

/** Sign-ins between the first factor and the second: nobody is signed in by one, and it leads nowhere but on (V-33). */
@Injectable()
export class UnfinishedSignIns {
  constructor(
    @Inject(UNFINISHED_SIGN_IN_STORE) private readonly store: UnfinishedSignInStore,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    private readonly pending: PendingRequests,
  ) {}

  /** After the first factor: under a new cookie, which nobody else can have planted (V-34). */
  async begin({ instance, visit, purpose, user, said, amr, authTime, detail }: Arrival): Promise<FlowOutcome> {
    const { browser, setCookie } = this.sessions.leave(instance.session);
    const setAside = await this.leftBy(instance, visit.browser);
    const details = {
      ...(detail && { detail }),
      ...(said && { said }),
      ...(authTime && { authTime }),
      ...(setAside !== undefined && { setAside }),
    };
    await this.store.begin(placeOf(instance, browser), { ...personOf(user), amr, ...details }, LIFETIME_SECONDS);
    await this.pending.follow(instance, visit.browser, browser);
    return { result: { kind: 'continue', path: secondFactorPath(purpose.handle) }, cookies: [setCookie] };
  }

  /** Of the session that the browser has, or had before a sign-in in it that is given up for this one. */
  private async leftBy(instance: OutboundSmartInstance, browser: Browser): Promise<string | undefined> {
    return browser.session === undefined ? (await this.end(instance, browser))?.setAside : browser.cookieHash;
  }

  /** From a session that is to become worth more: the session goes on meanwhile, and what was proved for it still counts. */
  async goOnFrom(
    instance: OutboundSmartInstance,
    { browser, cookies }: Visit,
    user: DirectoryUser,
    handle: string,
  ): Promise<FlowOutcome> {
    if (browser.session === undefined) throw new Error('More is wanted of a person who is not there.');
    const { amr, authTime } = browser.session;
    await this.store.begin(placeOf(instance, browser), { ...personOf(user), amr, authTime }, LIFETIME_SECONDS);
    return { result: { kind: 'continue', path: secondFactorPath(handle) }, cookies };
  }

  /** The one of this browser. One whose account was locked, disabled or given another password meanwhile is over (V-54, V-28). */
  async find(instance: OutboundSmartInstance, browser: Browser): Promise<WaitingSignIn | undefined> {
    const signIn = await this.store.find(placeOf(instance, browser));
    if (signIn === undefined) return undefined;
    const user = await this.users.usable(instance.inboundModuleId, signIn.userPid);
    if (user?.securityVersion === signIn.securityVersion) return { signIn, user };
    await this.end(instance, browser);
    return undefined;
  }

  /** Counts an attempt before its code is looked at; undefined when none is left, which ends the sign-in. */
  async countAttempt(instance: OutboundSmartInstance, browser: Browser): Promise<{ isLast: boolean } | undefined> {
    const attempts = await this.store.countAttempt(placeOf(instance, browser), MOST_ATTEMPTS);
    if (attempts !== undefined) return { isLast: attempts === MOST_ATTEMPTS };
    await this.end(instance, browser);
    return undefined;
  }

  /** For the one caller who may go on with it, ever. */
  end(instance: OutboundSmartInstance, browser: Browser): Promise<UnfinishedSignIn | undefined> {
    return this.store.take(placeOf(instance, browser));
  }
}

function placeOf({ moduleId }: OutboundSmartInstance, { cookieHash }: Browser) {
  return { moduleId, browserHash: cookieHash };
}

function personOf({ pid, username, securityVersion }: DirectoryUser) {
  return { userPid: pid, username, securityVersion };
}
