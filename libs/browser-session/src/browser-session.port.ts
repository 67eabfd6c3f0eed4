import type { Sql } from '#database/sql.port';

/** Who is signed in at a browser. `authTime` is when the person last proved who they are (OpenID Connect `auth_time`). */
export interface BrowserSession {
  /** Public id of the session (`sid` of ID tokens); survives a new sign-in of the same person. */
  readonly sid: string;
  readonly userPid: number;
  readonly username: string;
  readonly authTime: Date;
  /** When they came by their last sign-in here; later than `authTime` where another system knew them already. */
  readonly arrivedAt: Date;
  /** When they last proved anything, here or at another system: at the sign-in, or by a second factor since. */
  readonly lastProofAt: Date;
  /** RFC 8176 authentication methods, e.g. `pwd`. */
  readonly amr: readonly string[];
  readonly sessionHash: string;
}

/** A session that has ended, and whose it was. */
export type EndedSession = Pick<BrowserSession, 'sid' | 'userPid' | 'username'>;

/** A session that ended before its time, and where. */
export interface SessionEnd extends EndedSession {
  readonly moduleId: string;
}

/** Is told of sessions inside the transaction that ends them; when it throws they live on. May be told twice after a deadlock. */
export type SessionEndListener = (sql: Sql, ended: readonly SessionEnd[]) => Promise<void>;

/** One browser, known by its cookie, with or without somebody signed in. */
export interface Browser {
  /** SHA-256 of the cookie's random part: what pending requests and forms are bound to. Changes at every sign-in. */
  readonly cookieHash: string;
  readonly session?: BrowserSession;
  /** True when this request brought no usable cookie, so the answer must set one. */
  readonly isNew: boolean;
}

/** A browser in which somebody is signed in. */
export interface SignedInBrowser extends Browser {
  readonly session: BrowserSession;
}

/** What decides how sessions of one outbound module instance behave. */
export interface SessionScope {
  readonly moduleId: string;
  /** The issuer is https: the cookie gets the `__Host-` prefix and `Secure`. */
  readonly secure: boolean;
  /** Minutes without any request after which a session is over. */
  readonly idleMinutes: number;
  /** Hours after sign-in at which a session is over however busy it is. */
  readonly absoluteHours: number;
  /** Sessions one person may have at a time; 0 = any number. */
  readonly mostPerPerson: number;
}

/** `expired`: we made the token, but for an earlier cookie of some browser (start again); `forged`: we never made it. */
export type CsrfVerdict = 'valid' | 'expired' | 'forged';

/** Person to be signed in; the account was checked by the caller. */
export interface SessionUser {
  readonly pid: number;
  readonly username: string;
  /** When they proved who they are, where the session goes on with more proved than before; absent: now. */
  readonly authTime?: Date;
  /** When they last proved anything, to another system or in the session that goes on, where that was before now. */
  readonly provedAt?: Date;
  /** `cookieHash` before {@link BrowserSessions.leave}: a session under it goes on, or ends, as one under the browser's own would. */
  readonly setAside?: string;
}

/**
 * Browser sessions: one signed cookie per module instance, a database row only while somebody is signed in.
 * Every method that reads or writes rows throws `DatabaseUnavailableError` when it cannot.
 */
export interface BrowserSessions {
  /**
   * Recognises the browser by its `Cookie` header with at most one statement, and with none unless it is signed in. A cookie that is
   * missing, doubled, malformed, not signed by us, or whose session is over yields a fresh anonymous browser: planted values are
   * never adopted. `setCookie` is a complete `Set-Cookie` value.
   *
   * The cookie is `SameSite=Lax`, so a cross-site POST arrives without it: such an answer must not carry `setCookie`, or it would
   * replace the cookie of a person who is signed in.
   */
  identify(
    scope: SessionScope,
    cookieHeader: string | undefined,
  ): Promise<{ readonly browser: Browser; readonly setCookie?: string }>;

  /**
   * A new cookie with nobody signed in, for a browser in which a sign-in has begun and is not complete (V-34). The row of a session under the old
   * cookie stays until the sign-in is complete, so that who signs in again keeps the session's id. A sign-in that is not to be completed ends in
   * {@link comeBack} or {@link endSetAside}.
   */
  leave(scope: SessionScope): { readonly browser: Browser; readonly setCookie: string };

  /**
   * Goes back to the session that was left, as it was, under a new cookie (V-34); undefined when it is over.
   * @param setAside `cookieHash` before {@link leave}
   */
  comeBack(
    scope: SessionScope,
    setAside: string,
  ): Promise<{ readonly browser: Browser; readonly setCookie: string } | undefined>;

  /** Ends the session that was left; undefined when there is none any more. @param setAside as in {@link comeBack} */
  endSetAside(scope: SessionScope, setAside: string): Promise<EndedSession | undefined>;

  /**
   * Starts a session under a new cookie value; the row of the old one is deleted in the same statement. `ended` are the oldest sessions of the
   * person, which are too many with the new one.
   */
  signIn(
    scope: SessionScope,
    browser: Browser,
    user: SessionUser,
    amr: readonly string[],
  ): Promise<{
    readonly browser: SignedInBrowser;
    readonly setCookie: string;
    readonly ended: readonly EndedSession[];
  }>;

  /** Deletes the row, if there is one, and returns the `Set-Cookie` value that removes the cookie. */
  signOut(scope: SessionScope, browser: Browser): Promise<{ readonly setCookie: string }>;

  /** Whether the session of this `sid` still lives: signed in, not idle too long, not too old (`online_access`, STD F5). */
  isLive(scope: SessionScope, sid: string): Promise<boolean>;

  /** Ends the session of this `sid` whichever browser holds it; undefined when there is none (RP-initiated logout, reference 3.11). */
  endBySid(moduleId: string, sid: string): Promise<EndedSession | undefined>;

  /** Ends every session of a user at this module instance and returns their `sid`s. */
  endAll(moduleId: string, userPid: number): Promise<readonly string[]>;

  /**
   * Ends every session of a user at every module instance inside the caller's transaction, for changes that take access away (V-28):
   * an account is known to one inbound module but signed in at any number of outbound ones.
   */
  endEverywhere(sql: Sql, userPid: number): Promise<readonly string[]>;

  /**
   * Ends every session of a user at every module instance but the one under this cookie, where they have just changed what they sign in with.
   * @param keptHash `cookieHash` of the browser that goes on
   */
  endOthers(userPid: number, keptHash: string): Promise<readonly SessionEnd[]>;

  /**
   * Has `listener` told of every session that is ended: by sign-out, by another person's sign-in at the browser, by a sign-in that is one too
   * many, by an administrator. A session that merely runs out is none of them.
   */
  onEnd(listener: SessionEndListener): void;

  /** Token for the forms shown to this browser; different at every call, valid until the cookie changes. */
  csrfToken(browser: Browser): string;

  checkCsrf(browser: Browser, token: string | undefined): CsrfVerdict;
}

/** DI token of {@link BrowserSessions}. */
export const BROWSER_SESSIONS = Symbol('BrowserSessions');
