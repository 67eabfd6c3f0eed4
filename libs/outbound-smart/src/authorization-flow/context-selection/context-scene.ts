import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { ContextOffer } from '../../launch/context-offer.js';
import type { ContextPage, SearchTerms } from '../../launch/context-source.port.js';
import type { HeldRequest } from '../requests/pending-requests.js';
import type { Visit } from '../visit.js';
import type { TermsProblem } from './search-terms.js';

/** What a person is asked to choose, and where. */
export interface ContextScene {
  readonly instance: OutboundSmartInstance;
  readonly client: ClientDefinition;
  readonly user: DirectoryUser;
  readonly visit: Visit;
  readonly held: HeldRequest;
  readonly offer: ContextOffer;
}

/** What is to be seen besides the question. */
export interface ContextView {
  readonly page: ContextPage;
  /** What was searched for; absent before the first search. */
  readonly terms?: SearchTerms;
  readonly problem?: ContextProblem;
}

/** Why a person cannot choose, or has not. */
export type ContextProblem = TermsProblem | 'unavailable' | 'not-a-choice';

/** What there is to choose before anybody searches. */
export function offeredView({ offer: { choices, next, isUnavailable } }: ContextScene): ContextView {
  return {
    page: { choices, ...(next !== undefined && { next }) },
    ...(isUnavailable && { problem: 'unavailable' }),
  };
}
