import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { CLOCK, type Clock } from '#protocol/clock';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { acrStanding, type AcrStanding } from '#protocol/oidc/authentication-context';
import { subjectOf } from '#protocol/user/subject';
import type { BrowserSession } from '#browser-session/browser-session.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { authenticationLevels } from '../instances/authentication-levels.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ContextFinder } from '../launch/context-finder.js';
import { Launches } from '../launch/launches.js';
import type { Launch } from '../stores/launch.store.js';
import type { ApprovalDecision } from './approval-choices.js';
import { ApprovalPages } from './approval-pages.js';
import { AuthorizationAnswers } from './authorization-answers.js';
import type { ContextScene } from './context-scene.js';
import { ContextSelections } from './context-selections.js';
import type { FlowFacts, NextStep, SignedInPerson } from './flow-facts.js';
import type { FlowOutcome } from './flow-result.js';
import { approvedParts, grantableScopes } from './grantable-scopes.js';
import { IdTokenHints } from './id-token-hints.js';
import { nextStep } from './next-step.js';
import { PendingRequests, type HeldRequest } from './pending-requests.js';
import { assertStillAllowed } from './still-allowed.js';
import { RequestReader } from './request-reader.js';
import { resumptionPath } from './resumption.js';
import { readSelection, type SelectionAnswer } from './selection-form.js';
import type { Visit } from './visit.js';

/** An authorization request on its way, stored or just arrived. */
interface Journey {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly request: AuthorizationRequest;
  readonly visit: Visit;
  readonly held?: HeldRequest;
  readonly decision?: ApprovalDecision;
  /** Posted from the context selection page. */
  readonly selection?: SelectionAnswer;
  /** Key of a context that the person wants to choose again. */
  readonly reselect?: string;
  /** The sealed search for it that the address has. */
  readonly search?: string;
}

/** A journey whose decisions are being noted. */
interface TracedJourney extends Journey {
  readonly trace: DecisionTrace;
}

/** A journey of which it is known who is there, and what the EHR ordered. */
interface Situation extends TracedJourney {
  readonly user?: DirectoryUser;
  readonly launch?: Launch;
}

/**
 * Drives /oauth/authorize: every address of the flow comes here, the stored request and {@link nextStep} decide what
 * happens, and no controller knows another (architecture, principle 5).
 */
@Injectable()
export class AuthorizationFlow {
  constructor(
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly requests: RequestReader,
    private readonly pending: PendingRequests,
    private readonly approvals: ApprovalPages,
    private readonly answers: AuthorizationAnswers,
    private readonly hints: IdTokenHints,
    private readonly launches: Launches,
    private readonly contexts: ContextFinder,
    private readonly selections: ContextSelections,
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
    return { result: resumption(await this.pending.hold(instance, read.request)), cookies: [] };
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
    await this.pending.assertOwnAnswer(instance, visit.browser, form);
    const journey = await this.recalled(instance, form.get('interaction'), visit);
    const selection = readSelection(form);
    return this.advance({ ...journey, selection, reselect: selection.need });
  }

  /**
   * @throws OAuthError invalid_request for the error page — a field was sent twice or is no text
   * @throws InteractionError when the form is not ours, or the request is gone or answered
   */
  async decide(instance: OutboundSmartInstance, form: FormParameters, visit: Visit): Promise<FlowOutcome> {
    form.assertWellFormed();
    await this.pending.assertOwnAnswer(instance, visit.browser, form);
    const journey = await this.recalled(instance, form.get('interaction'), visit);
    return this.advance({ ...journey, decision: decisionOf(form) });
  }

  private async recalled(instance: OutboundSmartInstance, handle: string | undefined, visit: Visit): Promise<Journey> {
    const held = await this.pending.recall(instance, visit.browser, handle);
    const client = await this.requests.clientOf(instance, held.clientId);
    return { instance, client, request: held.request, visit, held };
  }

  private async advance(journey: Journey): Promise<FlowOutcome> {
    const traced = { ...journey, trace: new DecisionTrace() };
    try {
      return await this.step(traced);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return this.answers.refuse({ ...traced, redirection: journey.request, error });
    }
  }

  private async step(journey: TracedJourney): Promise<FlowOutcome> {
    const { instance, client, request, visit, trace } = journey;
    assertStillAllowed(instance, client, request);
    const user = await this.person(instance, visit);
    const launch = await this.launches.of(instance, request, journey.held?.createdAt);
    const grantable = grantableScopes(journey);
    const facts: FlowFacts = {
      request,
      client,
      trace,
      grantable,
      choosesParts: instance.options.granularScopeSelection,
      now: this.clock.now(),
      acrStanding: standing(journey),
      remembered: user ? await this.approvals.remembered(instance, client, user) : [],
      ...(journey.held && { startedAt: journey.held.createdAt }),
      ...(user && visit.browser.session && { person: signedIn(user, visit.browser.session) }),
      ...(launch && { launchedFor: subjectOf(launch.username) }),
      ...(await this.hints.subject(instance, request)),
      ...(journey.decision && { decision: journey.decision }),
    };
    const situation = { ...journey, ...(launch && { launch }), ...(user && { user }) };
    const step = nextStep(facts);
    if (step.kind !== 'look-up-contexts' || user === undefined) return this.take(step, situation);
    const contexts = await this.contexts.find({
      ...{ ...situation, user, scopes: grantable, selections: journey.held?.selections ?? [] },
      ...(journey.reselect !== undefined && { reselect: journey.reselect }),
    });
    return this.take(nextStep({ ...facts, contexts }), situation);
  }

  private async take(step: NextStep, situation: Situation): Promise<FlowOutcome> {
    const { instance, request, visit, held, user } = situation;
    if (step.kind === 'refuse') return this.answers.refuse({ ...situation, ...step, redirection: request });
    if (step.kind === 'sign-in') {
      const handle = held?.handle ?? (await this.pending.hold(instance, request, visit.browser));
      return {
        result: { kind: 'continue', path: `/signin?interaction=${encodeURIComponent(handle)}` },
        cookies: visit.cookies,
      };
    }
    if (user === undefined || step.kind === 'look-up-contexts')
      throw new Error('The flow wants to go on without a person or a context.');
    if (step.kind === 'respond') {
      const { memory, resources } = step;
      const context = { resources, members: situation.launch?.context.members ?? {} };
      return this.answers.grant({ ...situation, user, ...approvedParts(situation, step.scopes), memory, context });
    }
    if (held === undefined)
      return { result: resumption(await this.pending.hold(instance, request, visit.browser)), cookies: visit.cookies };
    if (step.kind === 'select-context') return this.select({ ...situation, user, held, offer: step.offer });
    return this.approvals.page({ ...situation, ...step, user, held });
  }

  private async select(scene: ContextScene & Situation): Promise<FlowOutcome> {
    const { held, visit, selection, search } = scene;
    if (selection === undefined) return this.selections.look(scene, search);
    const result = await this.selections.answer(scene, selection);
    if (result.kind === 'shown') return result.outcome;
    if (result.kind === 'searched') return { result: { kind: 'continue', path: result.path }, cookies: visit.cookies };
    if (result.kind === 'chosen') return { result: resumption(held.handle), cookies: visit.cookies };
    const error = new OAuthError('access_denied', 'The person chose nothing that the app could work on.');
    return this.answers.refuse({ ...scene, redirection: scene.request, error, memory: { kind: 'keep' } });
  }

  /** The signed-in person, re-read: a locked or disabled account has no session that counts (R-11, V-28). */
  private async person(instance: OutboundSmartInstance, visit: Visit): Promise<DirectoryUser | undefined> {
    const session = visit.browser.session;
    return session && this.users.usable(instance.inboundModuleId, session.userPid);
  }
}

function signedIn(user: DirectoryUser, { authTime }: BrowserSession): SignedInPerson {
  return { subject: subjectOf(user.username), authTime };
}

function standing({ instance: { options }, request, visit }: Journey): AcrStanding {
  return acrStanding(request.acr, visit.browser.session?.amr ?? [], authenticationLevels(options));
}

function resumption(handle: string): { kind: 'continue'; path: string } {
  return { kind: 'continue', path: resumptionPath(handle) };
}

function decisionOf(form: FormParameters): ApprovalDecision {
  const boxes = [...form.entriesStartingWith('scope.')];
  const contextTag = form.get('context');
  return {
    approved: form.get('user_oauth_approval') === 'true',
    scopes: boxes.filter(([, value]) => value === 'true').map(([scope]) => scope),
    ...(contextTag !== undefined && { contextTag }),
  };
}
