import { noteSeeded, wasSeeded } from '#database/seed-record.port';
import type { Sql } from '#database/sql.port';
import { entryPlace } from '#protocol/json/entry-place';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { KeystoreEntry } from '../administration/keystore-entry.js';
import type { KeystoreSeeding, SeedKeystoresReport } from '../keystore-seeding.port.js';
import type { SavedKeystores } from '../administration/saved-keystores.js';
import type { KeystoreStore } from '../stores/keystore.store.js';

const AUTHOR = { kind: 'server', actor: 'seed_keystores.file' } as const;
const NOTHING: SeedKeystoresReport = { seeded: false, created: [], problems: [], warnings: [] };

/**
 * {@link KeystoreSeeding}: tried as a whole before anything is written. A start that is cut off in the middle does the rest at the next one, because
 * what is there is left alone, and it is noted last that the file was loaded.
 */
export class SeededKeystores implements KeystoreSeeding {
  constructor(
    private readonly store: Pick<KeystoreStore, 'find'>,
    private readonly saved: SavedKeystores,
    private readonly sql: Sql,
  ) {}

  async seedKeystores(moduleId: string, keystores: readonly KeystoreEntry[]): Promise<SeedKeystoresReport> {
    if (await wasSeeded(this.sql, { moduleId, kind: 'keystores' })) return NOTHING;
    const tried = await this.#saveAll(keystores, true);
    if (tried.problems.length > 0) return { ...NOTHING, problems: tried.problems };
    const { created, warnings } = await this.#saveAll(keystores, false);
    await noteSeeded(this.sql, { moduleId, kind: 'keystores' });
    return { seeded: true, created, problems: [], warnings };
  }

  async #saveAll(keystores: readonly KeystoreEntry[], dryRun: boolean): Promise<Omit<SeedKeystoresReport, 'seeded'>> {
    const created: string[] = [];
    const problems: FieldProblem[] = [];
    const warnings: FieldProblem[] = [];
    for (const [index, entry] of keystores.entries()) {
      const { keystoreId } = entry;
      const located = (each: FieldProblem): FieldProblem => ({
        ...each,
        field: entryPlace('keystores', index, keystoreId, each.field),
      });
      if ((await this.store.find(keystoreId)) !== undefined) continue;
      const outcome = await this.saved.save(entry, 'new', { author: AUTHOR, dryRun });
      if (outcome.kind === 'created') created.push(keystoreId);
      if ('warnings' in outcome) warnings.push(...outcome.warnings.map(located));
      // Refused for real, it is there by now: another process starts at the same time.
      if ('problems' in outcome) problems.push(...outcome.problems.map(located));
    }
    return { created, problems, warnings };
  }
}
