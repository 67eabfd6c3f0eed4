import { Inject, Injectable } from '@nestjs/common';
import { sha256Base64Url } from '#protocol/hash';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { provedBefore } from '#protocol/federation/proved-at';
import { vouchedMethods } from '#protocol/second-factor/second-factor';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { InteractionError } from '../authorization-flow/interaction-error.js';
import { Arrivals } from '../authorization-flow/sign-in/arrivals.js';
import type { SignInProblem } from '../authorization-flow/sign-in/sign-in-messages.js';
import { signInPath } from '../authorization-flow/sign-in/sign-in-path.js';
import { SignInPurposes } from '../authorization-flow/sign-in/sign-in-purposes.js';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SAML_REQUEST_STORE, type SamlRequestStore } from '../stores/saml-request.store.js';
import { SamlAccounts } from './saml-accounts.js';
import { SamlFailures } from './saml-failures.js';
import { SamlMemories, type SamlOutcomeMemory } from './saml-memories.js';
import { SamlParties } from './saml-party.js';

/** A browser that comes back from the provider. */
export interface SamlReturn {
  readonly instance: OutboundSmartInstance;
  readonly registrationId: string;
  readonly query: FormParameters;
  readonly visit: Visit;
}

/** Goes on with a browser whose response was taken: only with the one that was sent to the provider (V-16). */
@Injectable()
export class SamlReturns {
  constructor(
    @Inject(SAML_REQUEST_STORE) private readonly store: SamlRequestStore,
    private readonly parties: SamlParties,
    private readonly memories: SamlMemories,
    private readonly purposes: SignInPurposes,
    private readonly accounts: SamlAccounts,
    private readonly arrivals: Arrivals,
    private readonly failures: SamlFailures,
  ) {}

  /**
   * @throws NotFoundException no such registration
   * @throws OAuthError invalid_request for the error page — a parameter was sent twice
   * @throws InteractionError expired-interaction or foreign-sign-in
   */
  async finish(came: SamlReturn): Promise<FlowOutcome> {
    const { instance, registrationId, query } = came;
    const { place } = this.parties.at(instance, registrationId);
    query.assertWellFormed();
    const outcome = query.get('outcome');
    if (outcome === undefined) return this.tell(came);
    const memory = await this.claim(came, outcome, place.samlModuleId);
    return this.arrive(came, memory, place.samlModuleId);
  }

  /** Whoever brings it, it is over with that. */
  private async claim(
    { instance, visit }: SamlReturn,
    outcome: string,
    samlModuleId: string,
  ): Promise<SamlOutcomeMemory> {
    const { moduleId } = instance;
    const hash = sha256Base64Url(outcome);
    const claimed = await this.store.claimOutcome(moduleId, hash);
    if (claimed?.samlModuleId !== samlModuleId) throw new InteractionError('expired-interaction');
    if (claimed.browserHash !== visit.browser.cookieHash) throw new InteractionError('foreign-sign-in');
    return this.memories.outcomes.open(moduleId, hash, claimed.sealed);
  }

  private async arrive(
    { instance, visit }: SamlReturn,
    { interaction, person, sentAt, isRenewed }: SamlOutcomeMemory,
    samlModuleId: string,
  ): Promise<FlowOutcome> {
    const purpose = await this.purposes.ofPage(instance, interaction, visit);
    const { remoteAddress } = visit;
    const came = await this.accounts.arrive({ instance, samlModuleId, person, visit, ...purpose.ids });
    if (came.kind === 'refused') {
      const failure = { problem: 'account', message: came.reason, username: came.username, purpose } as const;
      await this.failures.record(instance, { remoteAddress, samlModuleId }, failure);
      return back(interaction, 'service-account', visit);
    }
    const { runId } = came;
    const vouching = { method: 'saml', server: samlModuleId, issuer: person.issuer };
    const detail = { ...vouching, ...(runId !== undefined && { runId }) };
    const amr = vouchedMethods(person.amr, instance.options.sessions.secondFactorElsewhereCounts);
    const provedAt = provedBefore({ at: person.signedInAt, sentAt, ...(isRenewed && { greatestAge: 0 }) });
    const { user, said } = came;
    const arrival = { instance, visit, purpose, user, said, amr, detail, ...(provedAt && { provedAt }) };
    return this.arrivals.arrive(arrival);
  }

  /** To the page that offers to try again; the request of another browser is none of ours. */
  private async tell({ instance, query, visit }: SamlReturn): Promise<FlowOutcome> {
    const { moduleId } = instance;
    const hash = sha256Base64Url(query.get('request') ?? '');
    const waiting = await this.store.find(moduleId, hash);
    if (waiting === undefined) throw new InteractionError('expired-interaction');
    if (waiting.browserHash !== visit.browser.cookieHash) throw new InteractionError('foreign-sign-in');
    const { interaction } = this.memories.requests.open(moduleId, hash, waiting.sealed);
    return back(interaction, query.get('error') === 'refused' ? 'service-refused' : 'service-failed', visit);
  }
}

/** Never straight to the provider again, which may send everybody back at once. */
function back(interaction: string, problem: SignInProblem, { cookies }: Visit): FlowOutcome {
  return { result: { kind: 'continue', path: signInPath(interaction, problem) }, cookies };
}
