import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientUse, ClientUseStore, RedirectionUse } from '../client-use.store.js';

const NOTE_TOKENS = {
  name: 'oauth2_client_note_uses',
  text: `UPDATE oauth2_client c SET last_used_at = greatest(last_used_at, gatehouse_now() - make_interval(secs => u.age))
           FROM unnest($1::bigint[], $2::float8[]) AS u (pid, age) WHERE c.pid = u.pid`,
};
const NOTE_REDIRECTIONS = {
  name: 'client_redirect_use_note',
  text: `INSERT INTO client_redirect_use AS r (client_pid, redirect_uri, last_used_at)
         SELECT c.pid, u.uri, gatehouse_now() - make_interval(secs => u.age)
           FROM unnest($1::bigint[], $2::text[], $3::float8[]) AS u (pid, uri, age) JOIN oauth2_client c ON c.pid = u.pid
          ORDER BY c.pid, u.uri
         ON CONFLICT (client_pid, redirect_uri) DO UPDATE SET last_used_at = greatest(r.last_used_at, excluded.last_used_at)`,
};

/** {@link ClientUseStore} in PostgreSQL. */
@Injectable()
export class SqlClientUseStore implements ClientUseStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async noteTokens(uses: readonly ClientUse[]): Promise<void> {
    await this.sql.query(NOTE_TOKENS, [
      uses.map(({ clientPid }) => clientPid),
      uses.map(({ secondsAgo }) => secondsAgo),
    ]);
  }

  async noteRedirections(uses: readonly RedirectionUse[]): Promise<void> {
    await this.sql.query(NOTE_REDIRECTIONS, [
      uses.map(({ clientPid }) => clientPid),
      uses.map(({ redirectUri }) => redirectUri),
      uses.map(({ secondsAgo }) => secondsAgo),
    ]);
  }
}
