import type { DirectoryUser } from '#inbound-security/user-directory.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ContextChoice } from './context-choice.js';

/** Who chooses, and what for. */
export interface ContextQuestion {
  readonly instance: OutboundSmartInstance;
  /** The app that is to work on it. */
  readonly client: ClientDefinition;
  readonly user: DirectoryUser;
  /** Where the person is signed in. */
  readonly visit: Visit;
  /** FHIR's name of the type. */
  readonly resourceType: string;
  /** Id of the patient who is in context already: visits are those of the patient. */
  readonly patient?: string;
}

/** What a person types to find a resource; what is not typed is absent. */
export interface SearchTerms {
  readonly name?: string;
  /** `1980-02-29`, or the beginning of it. */
  readonly birthDate?: string;
  readonly identifier?: string;
}

/** By what a source can be searched. */
export type SearchField = keyof SearchTerms;

/** Some choices, and where there are more. */
export interface ContextPage {
  readonly choices: readonly ContextChoice[];
  /** Means something to the source alone; never leaves the server unsealed. */
  readonly next?: string;
}

/** Where the choices of the context selection page come from. It shows a person nothing that the person may not see. */
export interface ContextSource {
  /** Empty: what is offered is all there is. */
  searchFields(question: ContextQuestion): readonly SearchField[];
  /**
   * The choices that are shown before anybody searches.
   * @throws ContextSourceError
   */
  offered(question: ContextQuestion): Promise<ContextPage>;
  /**
   * Those of the resources that the source knows and this person may choose.
   * @throws ContextSourceError
   */
  known(question: ContextQuestion, ids: readonly string[]): Promise<readonly ContextChoice[]>;
  /**
   * @param page a `next` of an earlier answer to the same terms
   * @throws ContextSourceError
   */
  search(question: ContextQuestion, terms: SearchTerms, page?: string): Promise<ContextPage>;
}

/** The source cannot answer now. The message is for the log. */
export class ContextSourceError extends Error {
  override readonly name = 'ContextSourceError';
}

/** DI token of the sources by their names in the configuration: a map of {@link ContextSource}. */
export const CONTEXT_SOURCES = Symbol('ContextSources');
