import type { Seeding } from '#database/seed-record.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { DocumentEntry, DocumentPart, DocumentRemark } from '../reading/document-entries.js';

/** Which seed files count as loaded. */
export interface SeedRecords {
  all(): Promise<readonly Seeding[]>;
  /** Once or again makes no difference; it is put on record who did it. */
  note(seeding: Seeding, author: ChangeAuthor): Promise<void>;
}

/**
 * The rest of a document, after what it says of seed files was taken over: before its first entry, since a server that runs beside may load the files of a
 * module as soon as it is there. What is news is told.
 * @param terms `dryRun`: tell, and note nothing
 */
export async function* takeLoadedSeeds(
  parts: AsyncIterable<DocumentPart>,
  records: SeedRecords,
  { author, dryRun }: { readonly author: ChangeAuthor; readonly dryRun: boolean },
): AsyncGenerator<DocumentEntry | DocumentRemark> {
  for await (const part of parts) {
    if (!('loadedSeeds' in part)) {
      yield part;
      continue;
    }
    const known = new Set((await records.all()).map(nameOf));
    const fresh = part.loadedSeeds.filter((each) => !known.has(nameOf(each)));
    if (!dryRun) for (const seeding of fresh) await records.note(seeding, author);
    if (fresh.length > 0) yield { remark: remarkOn(fresh), isChange: true };
  }
}

function nameOf({ moduleId, kind }: Seeding): string {
  return `${moduleId} (${kind})`;
}

function remarkOn(seedings: readonly Seeding[]): string {
  const files = seedings.map(nameOf).join(', ');
  return `Seed files that count as loaded here too, as where the document comes from: ${files}. gatehouse import takes over what is in one all the same.`;
}
