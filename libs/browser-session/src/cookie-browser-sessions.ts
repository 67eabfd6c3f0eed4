import type { KeyObject } from 'node:crypto';
import type { Sql } from '#database/sql.port';
import { singleCookie } from '#protocol/cookie-header';
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
  SessionEnd,
  SessionEndListener,
  SessionScope,
  SessionUser,
  SignedInBrowser,
} from './browser-session.port.js';
import { checkCsrfToken, mintCsrfToken } from './csrf-token.js';
import type {
  BrowserSessionRow,
  BrowserSessionStore,
  EndedSessionRow,
  NewBrowserSession,
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
  private readonly listeners: SessionEndListener[] = [];

  constructor(
    private readonly sql: Sql,
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

  leave(scope: SessionScope): { readonly browser: Browser; readonly setCookie: string } {
    const { browser, setCookie } = this.welcome(scope);
    return { browser: { ...browser, isNew: false }, setCookie };
  }

  async comeBack(
    { moduleId, secure, idleMinutes }: SessionScope,
    setAside: string,
  ): Promise<{ readonly browser: Browser; readonly setCookie: string } | undefined> {
    const { cookieHash, value } = mintBrowserCookie(this.cookieKey, moduleId, 'signed-in');
    const row = await this.store.move({ sessionHash: setAside, moduleId, idleMinutes }, cookieHash);
    if (row === undefined) return undefined;
    return {
      browser: { cookieHash, session: sessionOf(row, cookieHash), isNew: false },
      setCookie: setCookieHeader(cookieName(moduleId, secure), value, secure),
    };
  }

  async endSetAside({ moduleId }: SessionScope, setAside: string): Promise<EndedSession | undefined> {
    const [ended] = await this.end((sql) => this.store.delete(sql, setAside, moduleId));
    return ended && { sid: ended.sid, userPid: ended.userPid, username: ended.username };
  }

  async signIn(
    scope: SessionScope,
    browser: Browser,
    user: SessionUser,
    amr: readonly string[],
  ): Promise<{
    readonly browser: SignedInBrowser;
    readonly setCookie: string;
    readonly ended: readonly EndedSession[];
  }> {
    const { cookieHash, value } = mintBrowserCookie(this.cookieKey, scope.moduleId, 'signed-in');
    const session = {
      sessionHash: cookieHash,
      previousHash: user.setAside ?? browser.cookieHash,
      moduleId: scope.moduleId,
      sid: randomId(),
      userPid: user.pid,
      username: user.username,
      amr,
      authTime: user.authTime,
      provedAt: user.provedAt,
      absoluteHours: scope.absoluteHours,
    };
    const mayEndAnother = browser.session !== undefined || user.setAside !== undefined;
    const endsNone = !mayEndAnother && scope.mostPerPerson === 0;
    const { row, ended } = endsNone
      ? { row: await this.store.start(this.sql, session), ended: [] }
      : await this.sql.transaction((sql) => this.startInPlace(sql, scope, session));
    return {
      browser: { cookieHash, session: sessionOf(row, cookieHash), isNew: false },
      ended,
      setCookie: setCookieHeader(cookieName(scope.moduleId, scope.secure), value, scope.secure),
    };
  }

  async signOut(scope: SessionScope, browser: Browser): Promise<{ readonly setCookie: string }> {
    const { session } = browser;
    if (session !== undefined) await this.end((sql) => this.store.delete(sql, session.sessionHash, scope.moduleId));
    return { setCookie: removeCookieHeader(cookieName(scope.moduleId, scope.secure), scope.secure) };
  }

  isLive(scope: SessionScope, sid: string): Promise<boolean> {
    return this.store.isLive(sid, scope.moduleId, scope.idleMinutes);
  }

  async endBySid(moduleId: string, sid: string): Promise<EndedSession | undefined> {
    const [ended] = await this.end((sql) => this.store.deleteBySid(sql, moduleId, sid));
    return ended && { sid, userPid: ended.userPid, username: ended.username };
  }

  async endAll(moduleId: string, userPid: number): Promise<readonly string[]> {
    const ended = await this.end((sql) => this.store.deleteOfUser(sql, moduleId, userPid));
    return ended.map(({ sid }) => sid);
  }

  async endEverywhere(sql: Sql, userPid: number): Promise<readonly string[]> {
    const ended = await this.tell(sql, await this.store.deleteEverywhere(sql, userPid));
    return ended.map(({ sid }) => sid);
  }

  endOthers(userPid: number, keptHash: string): Promise<readonly SessionEnd[]> {
    return this.end((sql) => this.store.deleteOthers(sql, userPid, keptHash));
  }

  onEnd(listener: SessionEndListener): void {
    this.listeners.push(listener);
  }

  csrfToken(browser: Browser): string {
    return mintCsrfToken(this.csrfKey, browser.cookieHash);
  }

  checkCsrf(browser: Browser, token: string | undefined): CsrfVerdict {
    return checkCsrfToken(this.csrfKey, browser.cookieHash, token);
  }

  /** Starts a session in place of others: of another person at the browser, and of the oldest where they are too many. */
  private async startInPlace(
    sql: Sql,
    scope: SessionScope,
    session: NewBrowserSession,
  ): Promise<{ readonly row: BrowserSessionRow; readonly ended: readonly EndedSession[] }> {
    const isLimited = scope.mostPerPerson > 0;
    if (isLimited) await this.store.lockPerson(sql, session);
    const row = await this.store.start(sql, session);
    if (row.ended !== null) await this.tell(sql, [row.ended]);
    return { row, ended: isLimited ? await this.tell(sql, await this.store.deleteBeyond(sql, session, scope)) : [] };
  }

  private end(work: (sql: Sql) => Promise<readonly EndedSessionRow[]>): Promise<readonly SessionEnd[]> {
    return this.sql.transaction(async (sql) => this.tell(sql, await work(sql)));
  }

  /** Tells the listeners which sessions the transaction ends, and returns them. */
  private async tell(sql: Sql, rows: readonly EndedSessionRow[]): Promise<readonly SessionEnd[]> {
    const ended = rows.map((row) => ({
      moduleId: row.module_id,
      sid: row.sid,
      userPid: row.user_pid,
      username: row.username,
    }));
    if (ended.length > 0) for (const listener of this.listeners) await listener(sql, ended);
    return ended;
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
    arrivedAt: row.arrived_at,
    lastProofAt: row.last_proof_at,
    amr: row.amr,
    sessionHash,
  };
}
