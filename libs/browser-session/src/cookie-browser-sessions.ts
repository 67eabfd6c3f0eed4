import type { KeyObject } from 'node:crypto';
import type { Sql } from '#database/sql.port';
import { randomId } from '#protocol/random';
import {
  cookieName,
  mintBrowserCookie,
  readBrowserCookie,
  removeCookieHeader,
  setCookieHeader,
} from './browser-cookie.js';
import type {
  Browser,
  BrowserSession,
  BrowserSessions,
  CsrfVerdict,
  EndedSession,
  SessionScope,
  SessionUser,
} from './browser-session.port.js';
import { singleCookie } from './cookie-header.js';
import { checkCsrfToken, mintCsrfToken } from './csrf-token.js';
import {
  deleteSessionsEverywhere,
  type BrowserSessionRow,
  type BrowserSessionStore,
} from './stores/browser-session.store.js';

/** Where the keys come from: the keystore library's ServerSecrets, which is of this library's rank and so out of its sight. */
export interface KeyDerivation {
  /** 32 bytes, different for each purpose and the same in every process. */
  derive(purpose: string): KeyObject;
}

/** {@link BrowserSessions} with a signed cookie and rows in PostgreSQL. */
export class CookieBrowserSessions implements BrowserSessions {
  private readonly cookieKey: KeyObject;
  private readonly csrfKey: KeyObject;

  constructor(
    private readonly store: BrowserSessionStore,
    secrets: KeyDerivation,
  ) {
    this.cookieKey = secrets.derive('browser-cookie');
    this.csrfKey = secrets.derive('browser-csrf');
  }

  async identify(
    scope: SessionScope,
    cookieHeader: string | undefined,
  ): Promise<{ readonly browser: Browser; readonly setCookie?: string }> {
    const value = singleCookie(cookieHeader, cookieName(scope.moduleId, scope.secure));
    const cookie = readBrowserCookie(this.cookieKey, scope.moduleId, value);
    if (cookie === undefined) return this.welcome(scope);
    if (cookie.kind === 'anonymous') return { browser: { cookieHash: cookie.cookieHash, isNew: false } };
    const row = await this.store.find(cookie.cookieHash, scope.moduleId, scope.idleMinutes);
    if (row === undefined) return this.welcome(scope);
    return { browser: { cookieHash: cookie.cookieHash, session: sessionOf(row, cookie.cookieHash), isNew: false } };
  }

  async signIn(
    scope: SessionScope,
    browser: Browser,
    user: SessionUser,
    amr: readonly string[],
  ): Promise<{ readonly browser: Browser; readonly setCookie: string }> {
    const { cookieHash, value } = mintBrowserCookie(this.cookieKey, scope.moduleId, 'signed-in');
    const row = await this.store.start({
      sessionHash: cookieHash,
      previousHash: browser.cookieHash,
      moduleId: scope.moduleId,
      sid: randomId(),
      userPid: user.pid,
      username: user.username,
      amr,
      absoluteHours: scope.absoluteHours,
    });
    return {
      browser: { cookieHash, session: sessionOf(row, cookieHash), isNew: false },
      setCookie: setCookieHeader(cookieName(scope.moduleId, scope.secure), value, scope.secure),
    };
  }

  async signOut(scope: SessionScope, browser: Browser): Promise<{ readonly setCookie: string }> {
    if (browser.session !== undefined) await this.store.delete(browser.session.sessionHash, scope.moduleId);
    return { setCookie: removeCookieHeader(cookieName(scope.moduleId, scope.secure), scope.secure) };
  }

  isLive(scope: SessionScope, sid: string): Promise<boolean> {
    return this.store.isLive(sid, scope.moduleId, scope.idleMinutes);
  }

  async endBySid(moduleId: string, sid: string): Promise<EndedSession | undefined> {
    const row = await this.store.deleteBySid(moduleId, sid);
    return row && { sid, userPid: row.user_pid, username: row.username };
  }

  endAll(moduleId: string, userPid: number): Promise<readonly string[]> {
    return this.store.deleteOfUser(moduleId, userPid);
  }

  endEverywhere(sql: Sql, userPid: number): Promise<readonly string[]> {
    return deleteSessionsEverywhere(sql, userPid);
  }

  csrfToken(browser: Browser): string {
    return mintCsrfToken(this.csrfKey, browser.cookieHash);
  }

  checkCsrf(browser: Browser, token: string | undefined): CsrfVerdict {
    return checkCsrfToken(this.csrfKey, browser.cookieHash, token);
  }

  /** A browser we do not know: whatever it sent, it gets a value of our making (V-34). */
  private welcome(scope: SessionScope): { readonly browser: Browser; readonly setCookie: string } {
    const { cookieHash, value } = mintBrowserCookie(this.cookieKey, scope.moduleId, 'anonymous');
    return {
      browser: { cookieHash, isNew: true },
      setCookie: setCookieHeader(cookieName(scope.moduleId, scope.secure), value, scope.secure),
    };
  }
}

function sessionOf(row: BrowserSessionRow, sessionHash: string): BrowserSession {
  return {
    sid: row.sid,
    userPid: row.user_pid,
    username: row.username,
    authTime: row.auth_time,
    amr: row.amr,
    sessionHash,
  };
}
