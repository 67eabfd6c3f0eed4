import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { readLogoutRequest } from '#protocol/oidc/logout';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { Logout, type LogoutResult } from './logout.js';
import { signedOut } from './signed-out.js';
import { UpstreamLogout } from '../federation/upstream-logout.js';

/** Fields the confirmation page posts back. */
const CARRIED = ['client_id', 'ui_locales'];
/** And these, where the address is one that the client may name. */
const CARRIED_ADDRESS = ['post_logout_redirect_uri', 'state', 'cb'];

/** A call of /logout as it came. */
export interface LogoutVisit {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
  readonly parameters: URLSearchParams;
  /** CSRF token of our confirmation page, where the call is its form. */
  readonly confirmation?: string;
  /** The access token of the Authorization header, with or without `Bearer `. */
  readonly accessToken?: string;
  /** The browser itself says that no foreign site sent it. */
  readonly isFromOwnSite: boolean;
  /** A person waits for a page; else a program waits for the end. */
  readonly wantsPage: boolean;
  /** A form of another site, which comes without our cookie. */
  readonly lacksCookies: boolean;
}

/** Answers /logout: asks, or ends the session and says so. */
@Injectable()
export class LogoutEndpoint {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly logout: Logout,
    private readonly pending: PendingRequests,
    private readonly upstream: UpstreamLogout,
  ) {}

  /**
   * @throws InteractionError forged-form or expired-form — the confirmation is not this browser's
   * @throws OAuthError invalid_request — as {@link Logout.logout}
   */
  async answer(call: LogoutVisit): Promise<FlowOutcome> {
    const { instance, visit, parameters, confirmation, accessToken, wantsPage, lacksCookies } = call;
    if (confirmation !== undefined) this.assertOwnForm(visit, confirmation);
    const result = await this.logout.logout({
      instance,
      visit,
      request: readLogoutRequest(parameters),
      wantsPage,
      lacksCookies,
      trusted: confirmation !== undefined || call.isFromOwnSite,
      ...(accessToken !== undefined && { accessToken }),
    });
    if (result.kind === 'come-again') return comeAgain(call);
    if (result.kind === 'confirm') return this.question(call, result);
    const upstream = wantsPage ? await this.upstream.leave(instance, result) : undefined;
    if (upstream === undefined) return signedOut(call, result);
    return { result: { kind: 'leave', location: upstream }, cookies: result.cookies };
  }

  /** A second click comes after the first one has ended the session, and the form with it: there is nothing left to protect. */
  private assertOwnForm({ browser }: Visit, token: string): void {
    const isSignedOut = browser.session === undefined && this.sessions.checkCsrf(browser, token) === 'expired';
    if (!isSignedOut) this.pending.assertOwnForm(browser, token);
  }

  private async question(
    { instance, visit, parameters }: LogoutVisit,
    { location, client }: Extract<LogoutResult, { kind: 'confirm' }>,
  ): Promise<FlowOutcome> {
    const { publicPath } = instance;
    // Browsers look at every address that the form leads on to (CSP form-action).
    const targets = [location, await this.upstream.target(instance, visit.browser.session)];
    const formTargets = targets.filter((target) => target !== undefined);
    const carried = location === undefined ? CARRIED : [...CARRIED, ...CARRIED_ADDRESS];
    const model = {
      basePath: publicPath,
      action: `${publicPath}/logout`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      hidden: carried.flatMap((name) => {
        // A hint names the client, too, and stays behind.
        const value = parameters.get(name) ?? (name === 'client_id' ? client?.clientId : undefined) ?? null;
        return value === null ? [] : [{ name, value }];
      }),
      ...(visit.browser.session && { username: visit.browser.session.username }),
      ...(formTargets.length > 0 && { formTargets }),
    };
    return { result: { kind: 'page', page: 'logout-confirm', model, status: 200 }, cookies: visit.cookies };
  }
}

/** The same by GET, which brings the cookie; a hint that was none stays behind. */
function comeAgain({ parameters, visit }: LogoutVisit): FlowOutcome {
  const kept = new URLSearchParams([...parameters].filter(([name]) => name !== 'id_token_hint'));
  return { result: { kind: 'continue', path: `/logout?${kept.toString()}` }, cookies: visit.cookies };
}
