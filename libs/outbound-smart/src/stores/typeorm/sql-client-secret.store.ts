import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientSecret } from '#protocol/client/client';
import type { ClientSecretStore, SecretReplaced, SecretReplacement, SecretUse } from '../client-secret.store.js';

/** Secrets of a client that may be live when a further one is to overlap with them: each makes a wrong guess dearer for us. */
const MOST_OVERLAPPING = 10;

const LIVE =
  '(activation IS NULL OR activation <= gatehouse_now()) AND (expiration IS NULL OR expiration > gatehouse_now())';

/** Changes of one client's secrets come one after the other. */
const LOCK = {
  name: 'oauth2_client_secret_lock',
  text: `SELECT pid FROM oauth2_client WHERE pid = $1 AND enabled AND archived_at IS NULL
            AND definition @> '{"secretClientCanChange": true}' FOR UPDATE`,
};
const SITUATION = {
  name: 'oauth2_client_secret_situation',
  text: `SELECT count(*)::integer AS live, coalesce(bool_or(pid = $2 AND replaced_at IS NULL), false) AS presented
           FROM oauth2_client_secret WHERE client_pid = $1 AND ${LIVE}`,
};
/** What an earlier change replaced goes when it has ended: a client that changes its secret every day must not grow for ever. */
const REPLACE = {
  name: 'oauth2_client_secret_replace',
  text: `WITH forgotten AS (
           DELETE FROM oauth2_client_secret WHERE client_pid = $1 AND replaced_at IS NOT NULL AND expiration <= gatehouse_now()
         ), replaced AS (
           UPDATE oauth2_client_secret
              SET replaced_at = coalesce(replaced_at, gatehouse_now()),
                  expiration = least(expiration, gatehouse_now() + make_interval(mins => $4))
            WHERE client_pid = $1 AND ${LIVE} RETURNING expiration
         ), added AS (
           INSERT INTO oauth2_client_secret (client_pid, hash, description, created_at) VALUES ($1, $2, $3, gatehouse_now())
         )
         UPDATE oauth2_client SET version = version + 1, updated_at = gatehouse_now() WHERE pid = $1
         RETURNING version, (SELECT max(expiration) FROM replaced) AS previous_end`,
};
const REMOVE = {
  name: 'oauth2_client_secret_remove',
  text: 'DELETE FROM oauth2_client_secret WHERE pid = ANY ($1::bigint[])',
};
const NOTE_USES = {
  name: 'oauth2_client_secret_note_uses',
  text: `UPDATE oauth2_client_secret s SET last_used_at = greatest(last_used_at, gatehouse_now() - make_interval(secs => u.age))
           FROM unnest($1::bigint[], $2::float8[]) AS u (pid, age) WHERE s.pid = u.pid`,
};

/** {@link ClientSecretStore} in PostgreSQL. */
@Injectable()
export class SqlClientSecretStore implements ClientSecretStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async replace(sql: Sql, replacement: SecretReplacement): Promise<SecretReplaced> {
    const { clientPid, presentedPid, hash, description, graceMinutes } = replacement;
    if ((await sql.query(LOCK, [clientPid])).length === 0) return { kind: 'forbidden' };
    const [situation] = await sql.query<{ live: number; presented: boolean }>(SITUATION, [clientPid, presentedPid]);
    if (situation?.presented !== true) return { kind: 'outdated' };
    if (graceMinutes > 0 && situation.live >= MOST_OVERLAPPING) return { kind: 'too-many' };
    const values = [clientPid, hash, description, graceMinutes];
    const [row] = await sql.query<{ version: number; previous_end: Date }>(REPLACE, values);
    if (row === undefined) throw new Error('A client vanished under its lock');
    return { kind: 'replaced', previousEnd: row.previous_end, version: row.version };
  }

  async remove(sql: Sql, secrets: readonly Pick<ClientSecret, 'pid'>[]): Promise<void> {
    if (secrets.length > 0) await sql.query(REMOVE, [secrets.map(({ pid }) => pid)]);
  }

  async noteUses(uses: readonly SecretUse[]): Promise<void> {
    await this.sql.query(NOTE_USES, [uses.map(({ pid }) => pid), uses.map(({ secondsAgo }) => secondsAgo)]);
  }
}
