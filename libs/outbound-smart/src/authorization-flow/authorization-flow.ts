import { Injectable } from '@nestjs/common';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { AuthorizationAnswers } from './answers/authorization-answers.js';
import { readDecision } from './approval/approval-form.js';
import { readSelection } from './context-selection/selection-form.js';
import { readTermsAnswer } from './terms/terms-form.js';
import { FlowDecisions } from './flow-decisions.js';
import type { FlowOutcome } from './flow-result.js';
import { FlowSteps } from './flow-steps.js';
import type { Journey } from './journey.js';
import { PendingRequests } from './requests/pending-requests.js';
import { RequestReader } from './requests/request-reader.js';
import { resumptionPath } from './resumption.js';
import type { Visit } from './visit.js';

/**
 * Drives /oauth/authorize: every address of the flow comes here, the stored request and `nextStep` decide what
 * happens, and no controller knows another (architecture, principle 5).
 */
@Injectable()
export class AuthorizationFlow {
  constructor(
    private readonly requests: RequestReader,
    private readonly pending: PendingRequests,
    private readonly decisions: FlowDecisions,
    private readonly steps: FlowSteps,
    private readonly answers: AuthorizationAnswers,
  ) {}

  /**
   * A new authorization request.
   * @throws OAuthError for the error page while no redirect URI can be trusted (RFC 6749 §4.1.2.1)
   */
  async begin(instance: OutboundSmartInstance, parameters: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const read = await this.requests.read(instance, parameters);
    if ('error' in read) return this.answers.refuse({ instance, visit, ...read });
    return this.advance({ instance, visit, ...read });
  }

  /**
   * A new authorization request by POST. A cross-site POST brings no cookies, so that the session is not looked at:
   * the request is stored and a GET goes on with it (X14).
   */
  async beginByPost(instance: OutboundSmartInstance, parameters: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const read = await this.requests.read(instance, parameters);
    if ('error' in read) return { ...(await this.answers.refuse({ instance, visit, ...read })), cookies: [] };
    const { remoteAddress } = visit;
    const { result } = await this.orRefuse({ instance, visit, ...read }, async () => {
      const path = resumptionPath(await this.pending.hold(instance, read.request, { remoteAddress }));
      return { result: { kind: 'continue', path }, cookies: [] };
    });
    return { result, cookies: [] };
  }

  /**
   * Goes on with a waiting request; with `select`, from the choice of that context.
   * @throws InteractionError when this browser has no such request waiting
   */
  async resume(instance: OutboundSmartInstance, query: FormParameters, visit: Visit): Promise<FlowOutcome> {
    const journey = await this.recalled(instance, query.get('interaction'), visit);
    const [reselect, search] = [query.get('select'), query.get('search')];
    return this.advance({
      ...journey,
      ...(reselect !== undefined && { reselect }),
      ...(search !== undefined && { search }),
    });
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not ours, or the request is gone or answered
   */
  async selectContext(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    await this.pending.assertOwnAnswer(instance, visit, form);
    const journey = await this.recalled(instance, form.get('interaction'), visit);
    const selection = readSelection(form);
    return this.advance({ ...journey, selection, reselect: selection.need });
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not ours, or the request is gone or answered
   */
  async answerTerms(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    await this.pending.assertOwnAnswer(instance, visit, form);
    const journey = await this.recalled(instance, form.get('interaction'), visit);
    const termsAnswer = readTermsAnswer(form);
    return this.advance({ ...journey, ...(termsAnswer && { termsAnswer }) });
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not ours, or the request is gone or answered
   */
  async decide(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    await this.pending.assertOwnAnswer(instance, visit, form);
    const journey = await this.recalled(instance, form.get('interaction'), visit);
    return this.advance({ ...journey, decision: readDecision(form) });
  }

  /**
   * Ends the request of somebody who has no way to sign in.
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not ours, or the request is gone or answered
   */
  async giveUp(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    await this.pending.assertOwnAnswer(instance, visit, form);
    const journey = await this.recalled(instance, form.get('interaction'), visit);
    const error = new OAuthError('temporarily_unavailable', 'Nobody can sign in: the server knows no sign-in service.');
    return this.answers.refuse({ ...journey, redirection: journey.request, error });
  }

  private async recalled(instance: OutboundSmartInstance, handle: string | undefined, visit: Visit): Promise<Journey> {
    const held = await this.pending.recall(instance, visit.browser, handle);
    const client = await this.requests.clientOf(instance, held.clientId);
    return { instance, client, request: held.request, visit, held };
  }

  private async advance(journey: Journey): Promise<FlowOutcome> {
    const traced = { ...journey, trace: new DecisionTrace() };
    return this.orRefuse(traced, async () => this.steps.take(await this.decisions.decide(traced)));
  }

  /** What goes wrong from here on is told to the app. */
  private async orRefuse(journey: Journey, act: () => Promise<FlowOutcome>): Promise<FlowOutcome> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return this.answers.refuse({ ...journey, redirection: journey.request, error });
    }
  }
}
