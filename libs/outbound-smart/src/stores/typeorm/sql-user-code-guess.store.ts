import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { Guesser, UserCodeGuessStore } from '../user-code-guess.store.js';

// Commits by itself, whatever becomes of the request.
const RESERVE = {
  name: 'user_code_guess_reserve',
  text: `INSERT INTO user_code_guess AS g (module_id, subject_key, failures, window_started_at)
         VALUES ($1, $2, 1, gatehouse_now())
         ON CONFLICT (module_id, subject_key) DO UPDATE SET (failures, window_started_at) = (
           SELECT CASE WHEN over THEN 1 ELSE g.failures + 1 END, CASE WHEN over THEN gatehouse_now() ELSE g.window_started_at END
             FROM (SELECT g.window_started_at < gatehouse_now() - make_interval(secs => $3) AS over) AS window_)
         RETURNING failures`,
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
    for (const { key, limit } of guessers) {
      const [row] = await this.sql.query<{ failures: number }>(RESERVE, [moduleId, key, windowSeconds]);
      if ((row?.failures ?? 0) > limit) return false;
    }
    return true;
  }

  async release(moduleId: string, guessers: readonly Guesser[]): Promise<void> {
    await this.sql.query(RELEASE, [moduleId, guessers.map(({ key }) => key)]);
  }
}
