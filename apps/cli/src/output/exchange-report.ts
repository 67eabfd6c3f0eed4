import {
  DocumentError,
  entryKinds,
  isFailure,
  type DocumentRemark,
  type EntryKind,
  type EntryLine,
  type ExchangeLine,
} from '#configuration-exchange/configuration-exchange.port';
import { legible } from '#protocol/legible-text';
import type { Terminal } from '../terminal.js';
import { entryText } from './entry-text.js';
import type { Progress } from './progress.js';

type OutcomeKind = EntryLine['outcome']['kind'];

/** How a report is written. */
export interface ReportStyle {
  readonly json: boolean;
  /** Nothing was written: what happened is what would happen. */
  readonly isTrial: boolean;
}

/** Most entries of one kind and one end that are told of one by one. */
const MOST_LISTED = 50;

/** Ends that are counted and not listed. */
const QUIET: ReadonlySet<OutcomeKind> = new Set(['unchanged']);

/** Tells of each entry as it comes, the first of a kind in full, and counts them all. */
export class ExchangeReport {
  private readonly counts = new Map<EntryKind, Map<OutcomeKind, number>>();
  private total = 0;
  private changes = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly progress: Progress,
    private readonly style: ReportStyle,
  ) {}

  get entries(): number {
    return this.total;
  }

  /** How many entries could not be taken. */
  get failures(): number {
    return this.count(['refused', 'forbidden', 'stale']);
  }

  /** Whether something is done besides what becomes of entries. */
  get hasFurtherChanges(): boolean {
    return this.changes > 0;
  }

  count(outcomes: readonly OutcomeKind[]): number {
    const counts = [...this.counts.values()].flatMap((each) => outcomes.map((outcome) => each.get(outcome) ?? 0));
    return counts.reduce((sum, each) => sum + each, 0);
  }

  async add(line: ExchangeLine): Promise<void> {
    if ('remark' in line) return this.remark(line);
    const seen = this.note(line);
    if (this.style.json) return this.terminal.out(`${JSON.stringify(line)}\n`);
    const isListed = !QUIET.has(line.outcome.kind) || hasNotes(line);
    if (!isListed || seen > MOST_LISTED) return;
    this.progress.clear();
    await this.terminal.out(`${entryText(line)}\n`);
  }

  /** The counts. @param error what kept the rest from being done */
  async finish(error?: unknown): Promise<void> {
    this.progress.clear();
    if (this.style.json && error !== undefined)
      await this.terminal.out(`${JSON.stringify({ error: errorJson(error) })}\n`);
    if (this.style.json) await this.terminal.out(`${JSON.stringify({ summary: this.summary() })}\n`);
    else await this.terminal.out(this.summaryText());
  }

  private async remark({ remark: text, isChange }: DocumentRemark): Promise<void> {
    if (isChange === true) this.changes += 1;
    if (this.style.json) return this.terminal.out(`${JSON.stringify({ remark: text })}\n`);
    this.progress.clear();
    this.terminal.err(`${legible(text)}\n`);
  }

  /** How many of the same kind and end there were, this one included. */
  private note({ kind, outcome }: EntryLine): number {
    this.total += 1;
    const counts = this.counts.get(kind) ?? new Map<OutcomeKind, number>();
    this.counts.set(kind, counts);
    const seen = (counts.get(outcome.kind) ?? 0) + 1;
    counts.set(outcome.kind, seen);
    return seen;
  }

  private summary(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    const kinds = entryKinds.filter((kind) => this.counts.has(kind));
    return Object.fromEntries(kinds.map((kind) => [kind, Object.fromEntries(this.counts.get(kind) ?? [])]));
  }

  private summaryText(): string {
    const lines = Object.entries(this.summary()).map(([kind, counts]) => {
      const parts = Object.entries(counts).map(([outcome, count]) => `${count} ${this.words(outcome as OutcomeKind)}`);
      return `${kind}: ${parts.join(', ')}`;
    });
    const isCut = [...this.counts.values()].some((each) =>
      [...each].some(([kind, count]) => !QUIET.has(kind) && count > MOST_LISTED),
    );
    const hint = isCut ? [`(the first ${MOST_LISTED} of each are listed; --json lists all)`] : [];
    return `${[...(lines.length > 0 ? lines : ['No entries.']), ...hint].join('\n')}\n`;
  }

  private words(outcome: OutcomeKind): string {
    if (outcome === 'absent') return 'not in the document';
    const isAction = outcome === 'created' || outcome === 'changed' || outcome === 'removed';
    return this.style.isTrial && isAction ? `to be ${outcome}` : outcome;
  }
}

function errorJson(error: unknown): object {
  if (error instanceof DocumentError) return { line: error.line, problem: error.problem, remedy: error.remedy };
  return { message: error instanceof Error ? error.message : String(error) };
}

function hasNotes(line: EntryLine): boolean {
  const { outcome } = line;
  return isFailure(line) || ('unknownFields' in outcome && outcome.warnings.length + outcome.unknownFields.length > 0);
}
