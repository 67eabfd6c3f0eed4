import type { Seeding } from '#database/seed-record.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { isFailure, type ExchangeLine } from '../exchange-line.js';
import type { DocumentEntry, DocumentPart, DocumentRemark } from '../reading/document-entries.js';

/** Which seed files count as loaded. */
export interface SeedRecords {
  all(): Promise<readonly Seeding[]>;
  /** Once or again makes no difference; it is put on record who did it. */
  note(seeding: Seeding, author: ChangeAuthor): Promise<void>;
  /** Takes that back, also on record. */
  forget(seeding: Seeding, author: ChangeAuthor): Promise<void>;
}

/** How a document is followed. */
export interface SeedTerms {
  readonly author: ChangeAuthor;
  /** Tell, and note nothing. */
  readonly dryRun: boolean;
  /** The first entry that is refused ends it. */
  readonly stopOnError?: boolean;
}

/** What one document says of seed files: they count as loaded here as well. */
export class SeedsTaken {
  private readonly noted: Seeding[] = [];

  constructor(
    private readonly records: SeedRecords,
    private readonly terms: SeedTerms,
  ) {}

  /**
   * The rest of the document, after what it says of seed files was noted: before its first entry, since a server that runs beside may load the files
   * of a module as soon as it is there. What is news is told.
   */
  async *from(parts: AsyncIterable<DocumentPart>): AsyncGenerator<DocumentEntry | DocumentRemark> {
    for await (const part of parts) {
      if (!('loadedSeeds' in part)) {
        yield part;
        continue;
      }
      const known = new Set((await this.records.all()).map(nameOf));
      const fresh = part.loadedSeeds.filter((each) => !known.has(nameOf(each)));
      for (const seeding of this.terms.dryRun ? [] : fresh) {
        await this.records.note(seeding, this.terms.author);
        this.noted.push(seeding);
      }
      if (fresh.length > 0) yield { remark: remarkOn(fresh), isChange: true };
    }
  }

  /**
   * What became of the entries. Where the document is not followed to its end, the seed files do not count any more: an installation that has neither
   * the entries nor the seeds may have nobody who gets in.
   */
  async *until<Line extends ExchangeLine>(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
    let isWhole = true;
    let isOver = false;
    try {
      for await (const line of lines) {
        if (this.terms.stopOnError === true && !('remark' in line) && isFailure(line)) isWhole = false;
        yield line;
      }
      isOver = true;
    } finally {
      if (!isWhole || !isOver) for (const seeding of this.noted) await this.records.forget(seeding, this.terms.author);
    }
  }
}

function nameOf({ moduleId, kind }: Seeding): string {
  return `${moduleId} (${kind})`;
}

function remarkOn(seedings: readonly Seeding[]): string {
  const files = seedings.map(nameOf).join(', ');
  return `Seed files that count as loaded here too, as where the document comes from: ${files}. gatehouse import takes over what is in one all the same.`;
}
