import type { ConfigurationExchange, DocumentSource, ExchangeRequest } from './configuration-exchange.port.js';
import type { EntryKind } from './entry-kind.js';
import type { EntryLine, ExchangeLine } from './exchange-line.js';
import type { ExchangedKind } from './exchanged-kind.js';
import { exportDocument } from './exporting/export-document.js';
import { importDocument, type Kinds } from './importing/import-document.js';
import { takeLoadedSeeds, type SeedRecords } from './importing/take-loaded-seeds.js';
import { applyPlan } from './planning/apply-plan.js';
import type { Plan } from './planning/plan.js';
import { planDocument } from './planning/plan-document.js';
import type { DocumentEntry, DocumentRemark } from './reading/document-entries.js';
import { readDocument } from './reading/read-document.js';

/** {@link ConfigurationExchange} over the administration of every library that has something to exchange. */
export class DocumentExchange implements ConfigurationExchange {
  private readonly kinds: Kinds;

  constructor(
    kinds: readonly ExchangedKind[],
    private readonly seeds: SeedRecords,
  ) {
    this.kinds = new Map(kinds.map((each) => [each.kind, each]));
  }

  import(
    source: DocumentSource,
    request: ExchangeRequest & { readonly dryRun: boolean; readonly stopOnError: boolean },
  ): AsyncIterable<ExchangeLine> {
    return importDocument(this.parts(source, request), this.kinds, { ...request, mode: 'import' });
  }

  plan(
    source: DocumentSource,
    plan: Plan,
    request: ExchangeRequest & { readonly prune?: boolean },
  ): AsyncIterable<ExchangeLine> {
    return planDocument(this.parts(source, { ...request, dryRun: true }), this.kinds, plan, request);
  }

  apply(
    source: DocumentSource,
    plan: Plan,
    request: ExchangeRequest & { readonly prune: boolean },
  ): AsyncIterable<EntryLine> {
    return applyPlan(this.parts(source, { ...request, dryRun: false }), this.kinds, plan, request);
  }

  export(only: ReadonlySet<EntryKind>, onEntry?: (kind: EntryKind) => void): AsyncIterable<string> {
    return exportDocument(this.kinds, this.seeds, only, onEntry);
  }

  private parts(
    source: DocumentSource,
    terms: Pick<ExchangeRequest, 'author'> & { readonly dryRun: boolean },
  ): AsyncIterable<DocumentEntry | DocumentRemark> {
    return takeLoadedSeeds(readDocument(source.read()), this.seeds, terms);
  }
}
