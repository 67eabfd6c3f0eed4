import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { acrStanding, type AcrStanding } from '#protocol/oidc/authentication-context';
import { secondFactorStep, withCode } from '#protocol/second-factor/second-factor';
import { scopesAbout } from '#protocol/smart/fhir-user-scope';
import { subjectOf } from '#protocol/user/subject';
import type { BrowserSession } from '#browser-session/browser-session.port';
import { SECOND_FACTORS, type SecondFactors } from '#inbound-security/second-factor.port';
import { USER_DIRECTORY, type DirectoryUser, type UserDirectory } from '#inbound-security/user-directory.port';
import { authenticationLevels } from '../instances/authentication-levels.js';
import { ContextFinder } from '../launch/context-finder.js';
import type { ContextOffers } from '../launch/context-offer.js';
import { Launches } from '../launch/launches.js';
import { usablePerson } from '../tokens/usable-person.js';
import { ApprovalPages } from './approval/approval-pages.js';
import { grantableScopes } from './approval/grantable-scopes.js';
import { gainsPower, givesPower } from './approval/server-powers.js';
import type { FlowFacts, NextStep, SecondFactorFacts, SignedInPerson } from './flow-facts.js';
import type { Journey, Situation, TracedJourney } from './journey.js';
import { nextStep } from './next-step.js';
import { IdTokenHints } from './requests/id-token-hints.js';
import { assertStillAllowed } from './requests/still-allowed.js';
import type { Visit } from './visit.js';
import { TermsOfService } from './terms/terms-of-service.js';

/** What comes next, and in which situation. */
export interface FlowDecision {
  readonly step: NextStep;
  readonly situation: Situation;
}

/** Finds out everything that the next step of an authorization depends on, and has {@link nextStep} decide. */
@Injectable()
export class FlowDecisions {
  constructor(
    @Inject(USER_DIRECTORY) private readonly users: UserDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly approvals: ApprovalPages,
    private readonly hints: IdTokenHints,
    private readonly launches: Launches,
    private readonly contexts: ContextFinder,
    private readonly terms: TermsOfService,
    @Inject(SECOND_FACTORS) private readonly factors: SecondFactors,
  ) {}

  /** @throws OAuthError which the app is to be told */
  async decide(journey: TracedJourney): Promise<FlowDecision> {
    const { instance, client, request } = journey;
    assertStillAllowed(instance, client, request);
    const user = await this.person(journey);
    const launch = await this.launches.of(instance, request, journey.held?.createdAt);
    const situation = { ...journey, ...(launch && { launch }), ...(user && { user }) };
    const facts = await this.facts(situation);
    const step = nextStep(facts);
    if (step.kind !== 'look-up-contexts' || user === undefined) return { step, situation };
    const contexts = await this.lookUp({ ...situation, user }, facts.grantable);
    const { preset } = contexts;
    return { step: nextStep({ ...facts, contexts }), situation: { ...situation, ...(preset && { preset }) } };
  }

  private async facts(situation: Situation): Promise<FlowFacts> {
    const { instance, client, request, trace, visit, held, decision, termsAnswer, user, launch } = situation;
    const scopes = grantableScopes(situation);
    const mayFollow = instance.scripts.postAuthorize !== undefined;
    const openTerms = user && (await this.terms.openVersion(instance, user));
    return {
      ...{ request, client, trace, grantable: user && !mayFollow ? scopesAbout(user, scopes, trace) : scopes },
      mayFollow,
      choosesParts: instance.options.access.granularScopeSelection,
      now: this.clock.now(),
      signsInForEachFlow: instance.options.sessions.signsInForEachFlow,
      acrStanding: standing(situation, sessionAmr(visit)),
      ...(user && visit.browser.session && { secondFactor: this.secondFactor(situation, user) }),
      remembered: user ? await this.approvals.remembered(instance, client, user) : [],
      ...(held && { startedAt: held.createdAt }),
      ...(user && visit.browser.session && { person: signedIn(user, visit.browser.session) }),
      ...(launch && { launchedFor: subjectOf(launch.username) }),
      ...(await this.hints.subject(instance, request)),
      ...(decision && { decision }),
      ...(openTerms !== undefined && { openTerms }),
      ...(termsAnswer && { termsAnswer }),
      ...(user && { givesPower: givesPower(client, user), gainsPower: gainsPower(client, user) }),
    };
  }

  private secondFactor(situation: Situation, user: DirectoryUser): SecondFactorFacts {
    const { client, visit } = situation;
    const amr = sessionAmr(visit);
    const isDemanded = client.secondFactorRequired === true || this.factors.isDemandedOf(user);
    return {
      due: secondFactorStep(amr, user.secondFactor, isDemanded),
      possible: secondFactorStep(amr, user.secondFactor, true),
      acrStanding: standing(situation, withCode(amr)),
    };
  }

  private async lookUp(
    situation: Situation & { readonly user: DirectoryUser },
    scopes: readonly string[],
  ): Promise<ContextOffers> {
    const { held, reselect, ...others } = situation;
    const selections = held?.selections ?? [];
    return this.contexts.find({
      ...others,
      ...(held && { held }),
      scopes,
      selections,
      ...(reselect !== undefined && { reselect }),
    });
  }

  /** The signed-in person, re-read: a locked or disabled account has no session that counts (R-11, V-28). */
  private async person({ instance, visit }: Journey): Promise<DirectoryUser | undefined> {
    const session = visit.browser.session;
    return session && usablePerson(this.users, instance, session.userPid);
  }
}

function signedIn(user: DirectoryUser, { authTime, arrivedAt }: BrowserSession): SignedInPerson {
  return { subject: subjectOf(user.username), authTime, arrivedAt };
}

function sessionAmr({ browser }: Visit): readonly string[] {
  return browser.session?.amr ?? [];
}

function standing({ instance: { options }, request }: Journey, amr: readonly string[]): AcrStanding {
  return acrStanding(request.acr, amr, authenticationLevels(options.sessions));
}
