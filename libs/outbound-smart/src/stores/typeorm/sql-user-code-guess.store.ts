import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { Guesser, UserCodeGuessStore } from '../user-code-guess.store.js';

// Commits by itself, whatever becomes of the request.
const RESERVE = {
  name: 'user_code_guess_reserve',
  text: `INSERT INTO user_code_guess AS g (module_id, subject_key, failures, window_started_at)
         SELECT $1, key, 1, gatehouse_now() FROM unnest($2::text[]) AS key
         ON CONFLICT (module_id, subject_key) DO UPDATE SET (failures, window_started_at) = (
           SELECT CASE WHEN over THEN 1 ELSE g.failures + 1 END, CASE WHEN over THEN gatehouse_now() ELSE g.window_started_at END
             FROM (SELECT g.window_started_at < gatehouse_now() - make_interval(secs => $3) AS over) AS window_)
         RETURNING subject_key, failures`,
};
const RELEASE = {
  name: 'user_code_guess_release',
  text: `UPDATE user_code_guess SET failures = greatest(failures - 1, 0) WHERE module_id = $1 AND subject_key = ANY($2)`,
};

/** {@link UserCodeGuessStore} in PostgreSQL. */
@Injectable()
export class SqlUserCodeGuessStore implements UserCodeGuessStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async reserve(moduleId: string, guessers: readonly Guesser[], windowSeconds: number): Promise<boolean> {
    const keys = guessers.map(({ key }) => key);
    const values = [moduleId, keys, windowSeconds];
    const rows = await this.sql.query<{ subject_key: string; failures: number }>(RESERVE, values);
    const failures = new Map(rows.map((row) => [row.subject_key, row.failures]));
    return guessers.every(({ key, limit }) => (failures.get(key) ?? 0) <= limit);
  }

  async release(moduleId: string, guessers: readonly Guesser[]): Promise<void> {
    await this.sql.query(RELEASE, [moduleId, guessers.map(({ key }) => key)]);
  }
}
