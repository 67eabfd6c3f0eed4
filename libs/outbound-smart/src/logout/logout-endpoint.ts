import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { readLogoutRequest } from '#protocol/oidc/logout';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { PendingRequests } from '../authorization-flow/pending-requests.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { Logout, type LogoutResult } from './logout.js';

/** Fields the confirmation page posts back. */
const CARRIED = ['client_id', 'post_logout_redirect_uri', 'state', 'cb', 'ui_locales'];

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
}

/** Answers /logout: asks, or ends the session and says so. */
@Injectable()
export class LogoutEndpoint {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly logout: Logout,
    private readonly pending: PendingRequests,
  ) {}

  /**
   * @throws InteractionError forged-form or expired-form — the confirmation is not this browser's
   * @throws OAuthError invalid_request — as {@link Logout.logout}
   */
  async answer(call: LogoutVisit): Promise<FlowOutcome> {
    const { instance, visit, parameters, confirmation, accessToken } = call;
    if (confirmation !== undefined) this.pending.assertOwnForm(visit.browser, confirmation);
    const result = await this.logout.logout({
      instance,
      visit,
      request: readLogoutRequest(parameters),
      trusted: confirmation !== undefined || call.isFromOwnSite,
      ...(accessToken !== undefined && { accessToken }),
    });
    return result.kind === 'confirm' ? this.question(call) : ended(call, result);
  }

  private question({ instance: { publicPath }, visit, parameters }: LogoutVisit): FlowOutcome {
    const target = parameters.get('post_logout_redirect_uri') ?? parameters.get('cb');
    const model = {
      basePath: publicPath,
      action: `${publicPath}/logout`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      hidden: CARRIED.flatMap((name) => {
        const value = parameters.get(name);
        return value === null ? [] : [{ name, value }];
      }),
      ...(visit.browser.session && { username: visit.browser.session.username }),
      ...(target !== null && { formTargets: [target] }),
    };
    return { result: { kind: 'page', page: 'logout-confirm', model, status: 200 }, cookies: visit.cookies };
  }
}

function ended(
  { instance, wantsPage }: LogoutVisit,
  { location, clientName, cookies }: Extract<LogoutResult, { kind: 'ended' }>,
): FlowOutcome {
  if (location !== undefined) return { result: { kind: 'leave', location }, cookies };
  if (!wantsPage) return { result: { kind: 'done' }, cookies };
  const model = { basePath: instance.publicPath, ...(clientName !== undefined && { clientName }) };
  return { result: { kind: 'page', page: 'logged-out', model, status: 200 }, cookies };
}
