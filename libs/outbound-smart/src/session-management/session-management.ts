import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { OwnPageVisits } from '../authorization-flow/own-page-visits.js';
import { accountPage, sessionManagementPage } from '../authorization-flow/own-page.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { TokenRevoker } from '../tokens/token-revoker.js';
import { ConnectedApps, type Owner } from './connected-apps.js';
import { describeApp } from './described-app.js';
import { isNotice, notices, type Notice } from './notices.js';
import { shownPerson } from '../texts/shown-person.js';

/** The page on which a person sees and withdraws what apps may do, and signs out everywhere (product: session management page). */
@Injectable()
export class SessionManagement {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly visits: OwnPageVisits,
    private readonly pending: PendingRequests,
    private readonly apps: ConnectedApps,
    private readonly revoker: TokenRevoker,
  ) {}

  /** The page, or the way to the sign-in that has to come first. */
  async show(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const admission = await this.visits.admit(instance, visit, sessionManagementPage);
    if (admission.kind === 'first') return admission.outcome;
    const owner = ownerOf(instance, visit, admission.user);
    const notice = query.get('done');
    return this.page(owner, visit, isNotice(notice) ? notice : undefined);
  }

  /**
   * What the person decided: `client_id` takes all access from an app, `grant_id` ends one grant, `sign_out=everywhere` every session.
   * @throws InteractionError when the form is not this browser's
   */
  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    const admission = await this.visits.admit(instance, visit, sessionManagementPage);
    // A form whose session has ended meanwhile is answered by the sign-in: nothing is done in nobody's name.
    if (admission.kind === 'first') return admission.outcome;
    const owner = ownerOf(instance, visit, admission.user);
    this.pending.assertOwnForm(visit.browser, form.get('_csrf'), sessionManagementPage);
    if (form.get('sign_out') === 'everywhere') return this.signOutEverywhere(owner, visit);
    const done = await this.withdraw(owner, form);
    return { result: { kind: 'continue', path: `${sessionManagementPage.path}?done=${done}` }, cookies: visit.cookies };
  }

  private async withdraw(owner: Owner, form: FormParameters): Promise<Notice> {
    const [clientId, grantId] = [form.get('client_id'), form.get('grant_id')];
    if (grantId !== undefined) return (await this.apps.withdrawGrant(owner, grantId)) ? 'access-ended' : 'nothing';
    return clientId !== undefined && (await this.apps.withdrawApp(owner, clientId)) ? 'app-removed' : 'nothing';
  }

  private async signOutEverywhere(owner: Owner, visit: Visit): Promise<FlowOutcome> {
    const { instance, user, remoteAddress } = owner;
    const { setCookie } = await this.sessions.signOut(instance.session, visit.browser);
    const own = visit.browser.session?.sid;
    const sids = [...(own === undefined ? [] : [own]), ...(await this.sessions.endAll(instance.moduleId, user.pid))];
    for (const sid of sids) {
      await this.revoker.sessionEnded(instance, { sid, userPid: user.pid, username: user.username }, remoteAddress);
    }
    const who = { moduleId: instance.moduleId, userPid: user.pid, username: user.username, remoteAddress };
    await this.audit.record({ ...who, kind: 'SIGN_OUT', outcome: 'success', detail: { sids, everywhere: true } });
    const model = { basePath: instance.publicPath };
    return { result: { kind: 'page', page: 'logged-out', model, status: 200 }, cookies: [setCookie] };
  }

  private async page(owner: Owner, visit: Visit, notice: Notice | undefined): Promise<FlowOutcome> {
    const { instance, user } = owner;
    const base = instance.publicPath;
    const model = {
      basePath: base,
      user: shownPerson(user),
      apps: (await this.apps.list(owner)).map(describeApp),
      action: base + sessionManagementPage.path,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      accountUrl: base + accountPage.path,
      signOutUrl: `${base}/logout`,
      ...(notice && { notice: notices[notice] }),
    };
    return { result: { kind: 'page', page: 'session-management', model, status: 200 }, cookies: visit.cookies };
  }
}

function ownerOf(instance: OutboundSmartInstance, { remoteAddress }: Visit, user: DirectoryUser): Owner {
  return { instance, user, remoteAddress };
}
