import { Inject, Injectable } from '@nestjs/common';
import { SAML_SIGN_IN, type SamlSignIn, type SamlVerdict } from '#inbound-security/saml-sign-in.port';
import { sha256Base64Url } from '#protocol/hash';
import { randomToken } from '#protocol/random';
import type { FlowOutcome } from '../authorization-flow/flow-result.js';
import { InteractionError } from '../authorization-flow/interaction-error.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SAML_REQUEST_STORE, type SamlRequestStore, type WaitingSamlRequest } from '../stores/saml-request.store.js';
import { USED_SAML_ASSERTION_STORE, type UsedSamlAssertionStore } from '../stores/used-saml-assertion.store.js';
import { SamlFailures, type SamlFailure } from './saml-failures.js';
import { SamlMemories } from './saml-memories.js';
import { SamlParties, type SamlParty } from './saml-party.js';
import { samlReturnPath } from './saml-paths.js';

/** Seconds until a browser must have followed the redirect. */
const OUTCOME_LIFETIME = 60;

/** A response, as a browser posts it from the provider's page. */
export interface SamlDelivery {
  readonly instance: OutboundSmartInstance;
  readonly registrationId: string;
  /** The form field `SAMLResponse`. */
  readonly response: string | undefined;
  readonly remoteAddress: string;
}

/** A delivery, and where it came in. */
interface Received extends SamlDelivery {
  readonly party: SamlParty;
}

type Verified = SamlVerdict & { readonly kind: 'verified' };

/**
 * Takes responses. They come from another site, so that the browser's cookie is not with them (SameSite): what came of one is kept under a one-time
 * value, with which the browser is led to an address of ours to show its cookie.
 */
@Injectable()
export class SamlResponses {
  constructor(
    @Inject(SAML_SIGN_IN) private readonly saml: SamlSignIn,
    @Inject(SAML_REQUEST_STORE) private readonly store: SamlRequestStore,
    @Inject(USED_SAML_ASSERTION_STORE) private readonly assertions: UsedSamlAssertionStore,
    private readonly parties: SamlParties,
    private readonly memories: SamlMemories,
    private readonly failures: SamlFailures,
  ) {}

  /**
   * @throws NotFoundException no such registration
   * @throws InteractionError expired-interaction — it answers nothing that waits here; unreadable-answer
   */
  async receive(delivery: SamlDelivery): Promise<FlowOutcome> {
    const { instance, registrationId, response = '' } = delivery;
    const received = { ...delivery, party: this.parties.at(instance, registrationId) };
    const { place } = received.party;
    let waiting: { readonly requestId: string; readonly row: WaitingSamlRequest } | undefined;
    const verdict = await this.saml.verify(place, response, async (requestId) => {
      const row = await this.store.find(instance.moduleId, sha256Base64Url(requestId));
      if (row?.samlModuleId !== place.samlModuleId) return undefined;
      waiting = { requestId, row };
      return row.isRenewed ? { renewedSince: row.startedAt } : {};
    });
    if (waiting === undefined) throw unsolicited(verdict);
    if (verdict.kind === 'refused') return this.refuse(received, waiting.requestId, verdict);
    return this.keep(received, waiting.row, verdict);
  }

  private async keep(received: Received, row: WaitingSamlRequest, verdict: Verified): Promise<FlowOutcome> {
    const { assertionHash, usableSeconds, requestId, person } = verdict;
    if (!(await this.assertions.claim(assertionHash, usableSeconds))) return this.refuse(received, requestId, REPLAYED);
    const { moduleId, requestHash, sealed, startedAt, isRenewed } = row;
    const sent = { sentAt: startedAt.getTime(), isRenewed };
    const { interaction } = this.memories.requests.open(moduleId, requestHash, sealed);
    const outcome = randomToken('gho_');
    const outcomeHash = sha256Base64Url(outcome);
    const isKept = await this.store.answer({
      ...{ moduleId, requestHash, outcomeHash, lifetimeSeconds: OUTCOME_LIFETIME },
      sealed: this.memories.outcomes.seal(moduleId, outcomeHash, { interaction, person, ...sent }),
    });
    // Another answer to the same request came in at the same moment.
    if (!isKept) return this.refuse(received, requestId, REPLAYED);
    return onTo(received.party, { outcome });
  }

  /** The browser that asked, and no other, is told on a page of ours. The request goes on waiting: anybody could have sent this. */
  private async refuse({ instance, party, remoteAddress }: Received, requestId: string, failure: SamlFailure) {
    await this.failures.record(instance, { remoteAddress, samlModuleId: party.place.samlModuleId }, failure);
    return onTo(party, { request: requestId, error: failure.problem === 'not-signed-in' ? 'refused' : 'failed' });
  }
}

const REPLAYED: SamlFailure = { problem: 'replayed', message: 'was used before' };

function onTo({ registrationId }: SamlParty, query: Readonly<Record<string, string>>): FlowOutcome {
  return { result: { kind: 'continue', path: samlReturnPath(registrationId, query) }, cookies: [] };
}

/** Nobody here waits for it: what it says is not even recorded for a person. */
function unsolicited(verdict: SamlVerdict): InteractionError {
  const isUnreadable = verdict.kind === 'refused' && verdict.problem === 'malformed';
  const error = new InteractionError(isUnreadable ? 'unreadable-answer' : 'expired-interaction');
  error.cause = verdict.kind === 'refused' ? `SAML response ${verdict.problem}: ${verdict.message}` : undefined;
  return error;
}
