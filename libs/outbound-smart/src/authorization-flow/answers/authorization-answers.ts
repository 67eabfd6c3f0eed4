import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditEvent, type AuditLog } from '#audit/audit.port';
import { REFUSAL_RECORDS, type RefusalRecords } from '#audit/refusals/refusal-records.port';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import { incarnationOf } from '#protocol/client/incarnation';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { sha256Base64Url } from '#protocol/hash';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { ApprovedClaims } from '#protocol/oidc/claims-approval';
import { randomId, randomToken } from '#protocol/random';
import type { LaunchContext } from '#protocol/smart/launch-context';
import { launchIdOf, unusableLaunch } from '#protocol/smart/launch-value';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { failureOf } from '../../http/failures/failure.js';
import { FailureLog } from '../../refusals/failure-log.js';
import { APPROVAL_STORE, type ApprovalStore } from '../../stores/approval.store.js';
import { AUTHORIZATION_CODE_STORE, type AuthorizationCodeStore } from '../../stores/authorization-code.store.js';
import type { Launch } from '../../stores/launch.store.js';
import type { ApprovalDecision, ApprovalMemory } from '../approval/approval-choices.js';
import { flowIdOf } from '../flow-id.js';
import type { FlowOutcome } from '../flow-result.js';
import { PendingRequests, type HeldRequest } from '../requests/pending-requests.js';
import { PushedRequests } from '../requests/pushed-requests.js';
import type { Visit } from '../visit.js';
import { AnswerDelivery, type Destination } from './answer-delivery.js';
import { answeredAlready } from './answered-already.js';
import { grantDetails } from './grant-details.js';

interface Answer {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly visit: Visit;
  readonly held?: HeldRequest;
}

/** An authorization to be answered with a code, or with the tokens themselves. */
export interface Grant extends Answer {
  readonly request: AuthorizationRequest;
  readonly user: DirectoryUser;
  readonly scopes: readonly string[];
  /** Claims that were approved one by one. */
  readonly claims?: ApprovedClaims;
  readonly memory: ApprovalMemory;
  /** What the app is to work on, granted or not. */
  readonly context: LaunchContext;
  /** What the EHR ordered; used up by the grant. */
  readonly launch?: Launch;
  readonly trace: DecisionTrace;
  /** Present when the person answered the approval page. */
  readonly decision?: ApprovalDecision;
}

/** An authorization to be answered with an error. */
export interface Refusal extends Answer {
  readonly redirection: Destination;
  readonly error: OAuthError;
  readonly trace?: DecisionTrace;
  /** The person whose answer it is, and what it does to what is remembered. */
  readonly user?: DirectoryUser;
  readonly memory?: ApprovalMemory;
}

/** Gives the app its answer: a code, tokens, or the error that ends the request. Audited before it leaves the server. */
@Injectable()
export class AuthorizationAnswers {
  constructor(
    @Inject(AUTHORIZATION_CODE_STORE) private readonly codes: AuthorizationCodeStore,
    @Inject(APPROVAL_STORE) private readonly approvals: ApprovalStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly pending: PendingRequests,
    private readonly pushed: PushedRequests,
    private readonly delivery: AnswerDelivery,
    private readonly log: FailureLog,
    @Inject(REFUSAL_RECORDS) private readonly records: RefusalRecords,
  ) {}

  /** @throws InteractionError answered-already when another answer to the same request was faster (F-53) */
  async grant(grant: Grant): Promise<FlowOutcome> {
    const { instance, client, request, visit, held, launch } = grant;
    const code = randomToken('ghc_');
    const codeHash = sha256Base64Url(code);
    const grantId = randomId();
    const details = grantDetails({ ...grant, browser: visit.browser, flowId: held ? flowIdOf(held) : randomId() });
    const issued = await this.codes.issue(
      {
        moduleId: instance.moduleId,
        clientId: client.clientId,
        codeHash,
        grantId,
        redirectUri: request.redirectUri,
        redirectUriWasOmitted: request.redirectUriWasOmitted,
        details,
        lifetimeSeconds: codeLifetimeSeconds(grant),
        ...(request.pkce && { pkce: request.pkce }),
      },
      {
        ...(held && { pending: { browserHash: visit.browser.cookieHash, handleHash: held.handleHash } }),
        ...(request.pushedHash !== undefined && { pushedHash: request.pushedHash }),
        ...(launch && { launch }),
      },
    );
    if (issued === 'request-lost') throw answeredAlready(request);
    if (issued === 'launch-lost') return this.tellRefusal(lostLaunch(grant));
    await this.delivery.claimDevice(instance, request, client, codeHash);
    await this.remember(grant, grant.user, grant.memory);
    await this.recordGrant(grant, { codeHash, grantId, flowId: details.flowId });
    return this.delivered(grant, code);
  }

  /** Tokens that are answered at once can fail to be made; the request is claimed by then, and all that is left is to tell the app. */
  private async delivered(grant: Grant, code: string): Promise<FlowOutcome> {
    const { visit, request } = grant;
    const { remoteAddress, cookies } = visit;
    try {
      return { result: await this.delivery.granted({ ...grant, remoteAddress }, code), cookies };
    } catch (error) {
      if (request.responseType === 'code') throw error;
      return this.tellRefusal(failedTokens(grant, error));
    }
  }

  /** Answers with the error, and closes the waiting request so that it cannot be answered again. */
  async refuse(refusal: Refusal): Promise<FlowOutcome> {
    const { instance, client, visit, held, redirection } = refusal;
    if (held && !(await this.pending.take(instance, visit.browser, held))) throw answeredAlready(held.request);
    if (!(await this.pushed.take(instance, redirection.pushedHash)))
      throw answeredAlready({ clientId: client.clientId, ...redirection });
    await this.delivery.claimDevice(instance, redirection, client);
    if (refusal.user && refusal.memory) await this.remember(refusal, refusal.user, refusal.memory);
    return this.tellRefusal(refusal);
  }

  private async tellRefusal(refusal: Refusal): Promise<FlowOutcome> {
    const { visit, error } = refusal;
    const reference = this.logged(refusal);
    const event = {
      ...baseEvent(refusal),
      kind: 'AUTHORIZATION_REFUSAL',
      outcome: 'failure',
      errorCode: error.code,
      errorReference: reference,
      detail: {
        endpoint: 'authorize',
        description: error.description,
        ...(error.parameter !== undefined && { parameter: error.parameter }),
      },
      ...(refusal.trace && { trace: refusal.trace.list() }),
    } as const;
    await this.records.add(event, event.userPid !== undefined);
    const result = this.delivery.refused({ ...refusal, reference, isPersons: refusal.memory !== undefined });
    return { result, cookies: visit.cookies };
  }

  /** Writes the refusal to the log; returns its reference. */
  private logged({ instance, error }: Refusal): string {
    const { code, description: message, parameter } = error;
    const failure = { status: 303, code, message, isFault: false, ...(parameter !== undefined && { parameter }) };
    return this.log.write(failure, error, `${instance.publicPath}/oauth/authorize`);
  }

  private async remember({ instance, client }: Answer, user: DirectoryUser, memory: ApprovalMemory): Promise<void> {
    const key = {
      ...{ moduleId: instance.moduleId, clientId: client.clientId, userPid: user.pid },
      ...incarnationOf(client),
    };
    if (memory.kind === 'replace') await this.approvals.remember(key, memory);
    if (memory.kind === 'forget') await this.approvals.forget(key);
  }

  private async recordGrant(grant: Grant, ids: Pick<AuditEvent, 'codeHash' | 'grantId' | 'flowId'>): Promise<void> {
    const base = {
      ...baseEvent(grant),
      userPid: grant.user.pid,
      username: grant.user.username,
      ...ids,
    };
    const told = { detail: { scopes: grant.scopes }, trace: grant.trace.list() };
    const code = this.audit.record({ ...base, kind: 'AUTHORIZATION_CODE', outcome: 'success', ...told });
    const approval = grant.decision && this.audit.record({ ...base, kind: 'APPROVAL', outcome: 'success', ...told });
    const detail = grant.launch && { launch: launchIdOf(grant.launch.launchHash) };
    const launch = detail && this.audit.record({ ...base, kind: 'LAUNCH_USE', outcome: 'success', detail });
    await Promise.all([code, approval, launch]);
  }
}

/** Another request was faster with the same launch; this one is claimed already and only has to be told. */
function lostLaunch({ instance, client, visit, held, request, trace }: Grant): Refusal {
  const error = unusableLaunch('used by another request meanwhile');
  return { instance, client, visit, redirection: request, error, trace, ...(held && { held }) };
}

function failedTokens({ instance, client, visit, held, request, trace }: Grant, cause: unknown): Refusal {
  const { code, message } = failureOf(cause);
  const error = cause instanceof OAuthError ? cause : new OAuthError(code, message, { cause });
  return { instance, client, visit, redirection: request, error, trace, ...(held && { held }) };
}

/** A device fetches its answer when it asks the next time; the code never leaves the server. */
function codeLifetimeSeconds({ instance: { options }, request }: Grant): number {
  return request.deviceCodeHash === undefined
    ? options.authorization.codeLifetimeSeconds
    : options.device.codeLifetimeSeconds;
}

function baseEvent({ instance, client, visit, held }: Answer) {
  const session = visit.browser.session;
  return {
    moduleId: instance.moduleId,
    clientId: client.clientId,
    remoteAddress: visit.remoteAddress,
    ...(held && { flowId: flowIdOf(held) }),
    ...(session && { userPid: session.userPid, username: session.username }),
  };
}
