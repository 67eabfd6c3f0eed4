import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { SeedVariables } from '#module-config/written-configuration.port';
import type { EntryKind } from './entry-kind.js';
import type { EntryLine, ExchangeLine } from './exchange-line.js';
import type { Plan } from './planning/plan.js';

export { entryKinds, isEntryKind, kindWords, type EntryKind } from './entry-kind.js';
export { isFailure, type EntryLine, type ExchangeLine } from './exchange-line.js';
export type { FieldDifference } from './field-difference.js';
export type { DocumentRemark } from './reading/document-entries.js';
export { DocumentError } from './reading/document-error.js';
export { Plan } from './planning/plan.js';

/** A document in pieces of text. It can be read again from its beginning for as long as it is the same. */
export interface DocumentSource {
  read(): AsyncIterable<string>;
}

/** Who takes a document over, and with which variables. */
export interface ExchangeRequest {
  readonly author: ChangeAuthor;
  readonly variables: SeedVariables;
  /** Module of the entries that name none; absent: the only one that can own them. */
  readonly moduleId?: string;
  /** Ends the work as soon as what was begun is done and told; its reason is the error. */
  readonly signal?: AbortSignal;
}

/** What belongs to people and is in no document, because it is bound to this server, or is their word to it. */
export interface LeftBehind {
  readonly withSecondFactor: number;
  readonly authenticatorApps: number;
  readonly passkeys: number;
  /** Who agreed to terms of service. */
  readonly withAcceptedTerms: number;
}

/**
 * Installations as documents, for the command line and whoever else moves them about. Everything streams: the memory it takes does not depend on
 * how long a document is, or how much there is.
 * @throws DocumentError from each method that reads one: the document cannot be read any further; everything before that place is done, and told
 */
export interface ConfigurationExchange {
  /** Takes over what the document has; secrets and passwords that are there stay (reference 5.3). Nothing is taken away. */
  import(
    source: DocumentSource,
    request: ExchangeRequest & { readonly dryRun: boolean; readonly stopOnError: boolean },
  ): AsyncIterable<ExchangeLine>;
  /**
   * Tells what it would take to follow the document, which is the whole truth for the kinds it has entries of, and notes it in `plan`.
   * @param prune tells also what of that which is not in it cannot be removed
   */
  plan(
    source: DocumentSource,
    plan: Plan,
    request: ExchangeRequest & { readonly prune?: boolean },
  ): AsyncIterable<ExchangeLine>;
  /** Does what was planned for the same document; what changed since is `stale` and left alone. @param prune also removes what is not in it */
  apply(
    source: DocumentSource,
    plan: Plan,
    request: ExchangeRequest & { readonly prune: boolean },
  ): AsyncIterable<EntryLine>;
  /** The canonical document of what there is, in pieces. @param onEntry told after each entry */
  export(only: ReadonlySet<EntryKind>, onEntry?: (kind: EntryKind) => void): AsyncIterable<string>;
  /** What an export of the users does not have. */
  leftBehind(): Promise<LeftBehind>;
}
