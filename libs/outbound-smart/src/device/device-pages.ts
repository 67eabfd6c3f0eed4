import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { formatUserCode, readUserCode } from '#protocol/oauth2/user-code';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { PendingRequests } from '../authorization-flow/requests/pending-requests.js';
import { resumptionPath } from '../authorization-flow/resumption.js';
import type { Visit } from '../authorization-flow/visit.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { WaitingDevice } from '../stores/device-authorization.store.js';
import { DeviceAnswers, deviceDonePage } from './device-answers.js';
import { deviceCodeProblems, type DeviceCodeProblem } from './device-code-problems.js';
import { GUESS_WINDOW_SECONDS, UserCodes } from './user-codes.js';

/** A visit to the device page. */
interface DeviceVisit {
  readonly instance: OutboundSmartInstance;
  readonly visit: Visit;
}

/**
 * Where a person connects a device: enters its code, is told which app it is and warned of codes that came from strangers (RFC 8628 §5.4), and
 * goes on to sign in and approve as for any app.
 */
@Injectable()
export class DevicePages {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly pending: PendingRequests,
    private readonly codes: UserCodes,
    private readonly answers: DeviceAnswers,
  ) {}

  /** The page to enter a code, filled in where the link carries one; nothing is looked up yet. */
  show(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): FlowOutcome {
    assertOffered(instance);
    const typed = readUserCode(query.get('user_code'));
    return this.entry({ instance, visit }, typed === undefined ? '' : formatUserCode(typed));
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's
   */
  async submit(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    assertOffered(instance);
    form.assertWellFormed();
    this.pending.assertOwnForm(visit.browser, form.get('_csrf'), { path: '/device' });
    const typed = form.get('user_code');
    const entered = await this.codes.enter(instance, visit, typed);
    const at = { instance, visit };
    if (entered.kind !== 'found') return this.entry(at, (typed ?? '').slice(0, 20), entered.kind);
    const client = await this.clients.find(instance.moduleId, entered.device.clientId);
    if (client === undefined) return this.entry(at, '', 'unknown');
    if (form.get('refused') === 'true') return this.refuse(at, client, entered.device);
    if (form.get('confirmed') === 'true') return this.goOn(at, client, entered.device);
    return this.confirmation(at, client, formatUserCode(readUserCode(typed) ?? ''));
  }

  private entry({ instance, visit }: DeviceVisit, userCode: string, problem?: DeviceCodeProblem): FlowOutcome {
    const told = problem && deviceCodeProblems[problem];
    const model = { ...this.form({ instance, visit }), userCode, ...(told && { error: told.message }) };
    const result = { kind: 'page', page: 'device-code', model, status: told?.status ?? 200 } as const;
    const wait = problem === 'too-many' ? { retryAfterSeconds: GUESS_WINDOW_SECONDS } : {};
    return { result, cookies: visit.cookies, ...wait };
  }

  private confirmation(at: DeviceVisit, { clientId, clientName }: ClientDefinition, userCode: string): FlowOutcome {
    const model = { ...this.form(at), clientId, clientName, userCode };
    return { result: { kind: 'page', page: 'device-confirm', model, status: 200 }, cookies: at.visit.cookies };
  }

  private form({ instance, visit }: DeviceVisit) {
    const { publicPath } = instance;
    const csrf = { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) };
    return { basePath: publicPath, action: `${publicPath}/device`, csrf };
  }

  /** Who knows that a device is not theirs need not sign in to say so. */
  private async refuse(
    at: DeviceVisit,
    client: ClientDefinition,
    { deviceCodeHash }: WaitingDevice,
  ): Promise<FlowOutcome> {
    const { instance, visit } = at;
    if (!(await this.answers.refuse(instance, deviceCodeHash))) return this.entry(at, '', 'unknown');
    await this.record(at, client, { outcome: 'failure', errorCode: 'access_denied' });
    return { result: deviceDonePage(instance, client, { allowed: false }), cookies: visit.cookies };
  }

  private async record(
    { instance: { moduleId }, visit: { remoteAddress } }: DeviceVisit,
    { clientId }: ClientDefinition,
    what: Pick<AuditEvent, 'outcome' | 'errorCode'>,
  ): Promise<void> {
    const detail = { step: 'user-code' };
    await this.audit.record({ moduleId, clientId, remoteAddress, detail, kind: 'DEVICE_AUTHORIZATION', ...what });
  }

  /** The device's request waits in this browser from now on, like that of any app. */
  private async goOn(at: DeviceVisit, client: ClientDefinition, device: WaitingDevice): Promise<FlowOutcome> {
    const { instance, visit } = at;
    const handle = await this.pending.hold(instance, requestOf(device, client), visit);
    await this.record(at, client, { outcome: 'success' });
    return { result: { kind: 'continue', path: resumptionPath(handle) }, cookies: visit.cookies };
  }
}

/** Approval is asked for every time: whoever brought the code may not be the one who holds the device. */
function requestOf(
  { clientId, deviceCodeHash, request }: WaitingDevice,
  { defaultMaxAge }: ClientDefinition,
): AuthorizationRequest {
  const nowhere = { redirectUri: '', redirectUriWasOmitted: true, responseMode: 'query' } as const;
  const asked = { ...request, ...(defaultMaxAge !== undefined && { maxAge: defaultMaxAge }) };
  return { ...asked, ...nowhere, clientId, deviceCodeHash, responseType: 'code', prompt: ['consent'] };
}

/** @throws NotFoundException this module does not offer the grant */
function assertOffered({ options }: OutboundSmartInstance): void {
  if (!options.device.enabled) throw new NotFoundException();
}
