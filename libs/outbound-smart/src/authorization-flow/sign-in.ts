import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type Browser, type BrowserSessions } from '#browser-session/browser-session.port';
import { USER_AUTHENTICATOR, type UserAuthenticator } from '#inbound-security/user-authenticator.port';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { AuthenticationOutcome } from '#protocol/user/authentication-outcome';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { flowIdOf } from './flow-id.js';
import type { FlowOutcome } from './flow-result.js';
import { formTargets } from './form-targets.js';
import { InteractionError } from './interaction-error.js';
import { PendingRequests, type HeldRequest } from './pending-requests.js';
import { isSignInProblem, signInMessages, type SignInProblem } from './sign-in-messages.js';
import type { Visit } from './visit.js';

/** A posted sign-in form. */
export interface SignInAttempt {
  readonly instance: OutboundSmartInstance;
  readonly form: FormParameters;
  readonly visit: Visit;
  /** Value of the device cookie, which tells a known device from a stranger's (ruling 44). */
  readonly deviceCookie?: string;
}

/** What came of a sign-in, with the device cookie to set. */
export interface SignInOutcome extends FlowOutcome {
  readonly deviceCookie?: string;
}

/** What a sign-in leaves in the audit log. */
interface SignInRecord {
  readonly held: HeldRequest;
  readonly outcome: 'success' | 'failure';
  readonly userPid?: number;
  readonly username: string;
  readonly errorCode?: string;
}

/** Shows the sign-in page and takes its form. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(USER_AUTHENTICATOR) private readonly authenticator: UserAuthenticator,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly pending: PendingRequests,
  ) {}

  /** @throws InteractionError when nothing waits for a sign-in in this browser */
  async page(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const handle = query.get('interaction');
    const held = await this.pending.recall(instance, visit.browser, handle).catch((error: unknown) => {
      throw isDeadLink(handle, error) ? new InteractionError('unknown-interaction') : error;
    });
    const problem = query.get('error');
    return this.show(instance, held, visit, isSignInProblem(problem) ? problem : undefined);
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not this browser's, or nothing waits for it
   */
  async submit(attempt: SignInAttempt): Promise<SignInOutcome> {
    const { instance, form, visit } = attempt;
    form.assertWellFormed();
    await this.pending.assertOwnAnswer(instance, visit.browser, form);
    const held = await this.pending.recall(instance, visit.browser, form.get('interaction'));
    const username = form.get('username') ?? '';
    const outcome = await this.authenticator.authenticate(instance.inboundModuleId, {
      username,
      password: form.get('password') ?? '',
      remoteAddress: visit.remoteAddress,
      ...(attempt.deviceCookie !== undefined && { deviceCookie: attempt.deviceCookie }),
    });
    if (outcome.kind === 'authenticated')
      return { ...(await this.welcome(attempt, held, outcome.user)), ...deviceOf(outcome) };
    return this.refuse(attempt, held, outcome);
  }

  private async welcome(
    { instance, visit }: SignInAttempt,
    held: HeldRequest,
    user: UserSessionDetails,
  ): Promise<FlowOutcome> {
    const person = { pid: user.pid, username: user.username };
    const { browser, setCookie } = await this.sessions.signIn(instance.session, visit.browser, person, ['pwd']);
    await this.pending.follow(instance, visit.browser, browser);
    await this.record(instance, visit, {
      outcome: 'success',
      held,
      userPid: user.pid,
      username: user.username,
    });
    return { result: { kind: 'continue', path: `/oauth/authorize${handleQuery(held)}` }, cookies: [setCookie] };
  }

  /** Back to the page, with the message there (product reference 3.13); only an overload answers at once (ruling 65). */
  private async refuse(
    attempt: SignInAttempt,
    held: HeldRequest,
    outcome: Exclude<AuthenticationOutcome, { kind: 'authenticated' }>,
  ): Promise<FlowOutcome> {
    const { instance, form, visit } = attempt;
    const username = (form.get('username') ?? '').slice(0, 200);
    const reason = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    await this.record(instance, visit, { outcome: 'failure', held, username, errorCode: reason });
    const problem = problemOf(outcome);
    if (outcome.kind === 'busy')
      return {
        ...(await this.show(instance, { ...held, typedUsername: username }, visit, problem, 429)),
        retryAfterSeconds: outcome.retryAfterSeconds,
      };
    await this.pending.noteUsername(instance, visit.browser, held, username);
    return {
      result: { kind: 'continue', path: `/signin${handleQuery(held)}&error=${problem}` },
      cookies: visit.cookies,
    };
  }

  private async show(
    instance: OutboundSmartInstance,
    held: HeldRequest,
    visit: Visit,
    problem?: SignInProblem,
    status = 200,
  ): Promise<FlowOutcome> {
    const client = await this.clients.find(instance.moduleId, held.clientId);
    const model = {
      basePath: instance.publicPath,
      clientId: held.clientId,
      clientName: client?.clientName ?? held.clientId,
      action: `${instance.publicPath}/authenticate`,
      csrf: { parameterName: '_csrf', token: this.csrf(visit.browser) },
      interaction: held.handle,
      username: held.typedUsername ?? held.request.loginHint ?? '',
      formTargets: formTargets(client, held.request),
      ...(problem && { error: signInMessages[problem] }),
    };
    return { result: { kind: 'page', page: 'sign-in', model, status }, cookies: visit.cookies };
  }

  private csrf(browser: Browser): string {
    return this.sessions.csrfToken(browser);
  }

  private async record(instance: OutboundSmartInstance, visit: Visit, { held, ...what }: SignInRecord): Promise<void> {
    await this.audit.record({
      moduleId: instance.moduleId,
      kind: 'SIGN_IN',
      remoteAddress: visit.remoteAddress,
      clientId: held.clientId,
      flowId: flowIdOf(held),
      ...what,
    });
  }
}

function problemOf(outcome: Exclude<AuthenticationOutcome, { kind: 'authenticated' }>): SignInProblem {
  // One text for every refusal and for a lock, so that nobody learns which accounts exist or are locked (V-55, V-56).
  if (outcome.kind === 'refused' || outcome.kind === 'locked') return 'credentials';
  return outcome.kind === 'busy' ? 'busy' : 'unavailable';
}

/** A link that never led to a request, as opposed to one whose time is over: error page with 404 (ruling 5). */
function isDeadLink(handle: string | undefined, error: unknown): boolean {
  const isOurs = handle !== undefined && /^ghi_[\w-]{43}$/.test(handle);
  return !isOurs && error instanceof InteractionError && error.problem === 'expired-interaction';
}

function handleQuery(held: HeldRequest): string {
  return `?interaction=${encodeURIComponent(held.handle)}`;
}

function deviceOf(outcome: { deviceCookie?: string }): { deviceCookie?: string } {
  return outcome.deviceCookie === undefined ? {} : { deviceCookie: outcome.deviceCookie };
}
