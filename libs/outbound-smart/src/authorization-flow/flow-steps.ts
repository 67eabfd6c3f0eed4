import { Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { DirectoryUser } from '#inbound-security/user-directory.port';
import { AuthorizationAnswers } from './answers/authorization-answers.js';
import { ApprovalPages } from './approval/approval-pages.js';
import { approvedParts } from './approval/grantable-scopes.js';
import type { ContextScene } from './context-selection/context-scene.js';
import { ContextSelections } from './context-selection/context-selections.js';
import type { FlowDecision } from './flow-decisions.js';
import type { FlowOutcome } from './flow-result.js';
import type { Situation } from './journey.js';
import { PendingRequests } from './requests/pending-requests.js';
import { resumptionPath } from './resumption.js';
import { UnfinishedSignIns } from './second-factor/unfinished-sign-ins.js';
import { signInPath } from './sign-in/sign-in-path.js';
import { TermsOfService } from './terms/terms-of-service.js';
import type { Visit } from './visit.js';

/** Does what was decided to come next: leads on to another page, asks, or answers the app. */
@Injectable()
export class FlowSteps {
  constructor(
    private readonly pending: PendingRequests,
    private readonly approvals: ApprovalPages,
    private readonly answers: AuthorizationAnswers,
    private readonly selections: ContextSelections,
    private readonly terms: TermsOfService,
    private readonly unfinished: UnfinishedSignIns,
  ) {}

  async take({ step, situation }: FlowDecision): Promise<FlowOutcome> {
    const { instance, request, visit, held, user, preset } = situation;
    if (step.kind === 'refuse') return this.answers.refuse({ ...situation, ...step, redirection: request });
    if (step.kind === 'sign-in') {
      const handle = held?.handle ?? (await this.pending.hold(instance, request, visit));
      return goOn(visit, signInPath(handle));
    }
    if (user === undefined || step.kind === 'look-up-contexts')
      throw new Error('The flow wants to go on without a person or a context.');
    if (step.kind === 'second-factor') return this.proveMore(situation, user);
    if (step.kind === 'respond') {
      const { memory, resources } = step;
      const context = { resources, members: situation.launch?.context.members ?? {} };
      return this.answers.grant({ ...situation, user, ...approvedParts(situation, step.scopes), memory, context });
    }
    if (held === undefined)
      return goOn(visit, resumptionPath(await this.pending.hold(instance, request, visit, preset)));
    if (step.kind === 'ask-terms') return this.terms.page({ ...situation, ...step, user, held });
    if (step.kind === 'accept-terms') {
      await this.terms.accept({ ...situation, ...step, user, held });
      return goOn(visit, resumptionPath(held.handle));
    }
    if (step.kind === 'select-context') return this.select({ ...situation, user, held, offer: step.offer });
    return this.approvals.page({ ...situation, ...step, user, held });
  }

  /** From the session that there is: the password is not asked for again. A program's account has nobody who could prove anything. */
  private async proveMore(
    { instance, request, visit, held, ...rest }: Situation,
    user: DirectoryUser,
  ): Promise<FlowOutcome> {
    if (user.secondFactor.isProgram && user.secondFactor.kinds.length === 0) {
      const error = new OAuthError(
        'access_denied',
        'The app needs a second factor, which a service account cannot have.',
      );
      const situation = { instance, request, visit, ...rest, ...(held && { held }) };
      return this.answers.refuse({ ...situation, redirection: request, error, memory: { kind: 'keep' } });
    }
    const handle = held?.handle ?? (await this.pending.hold(instance, request, visit));
    return this.unfinished.goOnFrom(instance, visit, user, handle);
  }

  private async select(scene: ContextScene & Situation): Promise<FlowOutcome> {
    const { held, visit, selection, search } = scene;
    if (selection === undefined) return this.selections.look(scene, search);
    const result = await this.selections.answer(scene, selection);
    if (result.kind === 'shown') return result.outcome;
    if (result.kind === 'searched') return goOn(visit, result.path);
    if (result.kind === 'chosen') return goOn(visit, resumptionPath(held.handle));
    const error = new OAuthError('access_denied', 'The person chose nothing that the app could work on.');
    return this.answers.refuse({ ...scene, redirection: scene.request, error, memory: { kind: 'keep' } });
  }
}

function goOn({ cookies }: Visit, path: string): FlowOutcome {
  return { result: { kind: 'continue', path }, cookies };
}
