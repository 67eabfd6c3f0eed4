import type {
  ConfigurationExchange,
  DocumentSource,
  ExchangeRequest,
  LeftBehind,
} from './configuration-exchange.port.js';
import type { EntryKind } from './entry-kind.js';
import type { EntryLine, ExchangeLine } from './exchange-line.js';
import type { ExchangedKind } from './exchanged-kind.js';
import { exportDocument } from './exporting/export-document.js';
import { importDocument, type Kinds } from './importing/import-document.js';
import { SeedsTaken, type SeedRecords } from './importing/seeds-taken.js';
import { applyPlan } from './planning/apply-plan.js';
import type { Plan } from './planning/plan.js';
import { planDocument } from './planning/plan-document.js';
import { readDocument } from './reading/read-document.js';

/** {@link ConfigurationExchange} over the administration of every library that has something to exchange. */
export class DocumentExchange implements ConfigurationExchange {
  private readonly kinds: Kinds;

  constructor(
    kinds: readonly ExchangedKind[],
    private readonly seeds: SeedRecords,
    readonly leftBehind: () => Promise<LeftBehind>,
  ) {
    this.kinds = new Map(kinds.map((each) => [each.kind, each]));
  }

  import(
    source: DocumentSource,
    request: ExchangeRequest & { readonly dryRun: boolean; readonly stopOnError: boolean },
  ): AsyncIterable<ExchangeLine> {
    const seeds = new SeedsTaken(this.seeds, request);
    const parts = seeds.from(readDocument(source.read()));
    return seeds.until(importDocument(parts, this.kinds, { ...request, mode: 'import' }));
  }

  plan(
    source: DocumentSource,
    plan: Plan,
    request: ExchangeRequest & { readonly prune?: boolean },
  ): AsyncIterable<ExchangeLine> {
    const seeds = new SeedsTaken(this.seeds, { ...request, dryRun: true });
    return planDocument(seeds.from(readDocument(source.read())), this.kinds, plan, request);
  }

  apply(
    source: DocumentSource,
    plan: Plan,
    request: ExchangeRequest & { readonly prune: boolean },
  ): AsyncIterable<EntryLine> {
    const seeds = new SeedsTaken(this.seeds, { ...request, dryRun: false });
    const parts = seeds.from(readDocument(source.read()));
    return seeds.until(applyPlan(parts, this.kinds, plan, request));
  }

  export(only: ReadonlySet<EntryKind>, onEntry?: (kind: EntryKind) => void): AsyncIterable<string> {
    return exportDocument(this.kinds, this.seeds, only, onEntry);
  }
}
