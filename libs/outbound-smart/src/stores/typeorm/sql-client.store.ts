import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { ClientDefinition } from '#protocol/client/client';
import type { ClientPlace, ClientRecord, ClientReplacement, ClientStore, RegisteredOrigin } from '../client.store.js';
import { CLIENT_COLUMNS, clientOfRow, type ClientRow } from './client-row.js';
import { FORGET_REQUESTS, insertValues, INSERT_CLIENTS, REPLACE_CLIENTS, replaceValues } from './client-writing.js';

const FIND = {
  name: 'oauth2_client_find',
  text: `SELECT ${CLIENT_COLUMNS} FROM oauth2_client c WHERE c.module_id = $1 AND c.client_id = $2 AND c.archived_at IS NULL`,
};
const FIND_MANY = {
  name: 'oauth2_client_find_many',
  text: `SELECT ${CLIENT_COLUMNS} FROM unnest($1::text[], $2::text[]) AS wanted (module_id, client_id)
           JOIN oauth2_client c ON c.module_id = wanted.module_id AND c.client_id = wanted.client_id AND c.archived_at IS NULL`,
};
const MADE_BY = {
  name: 'oauth2_client_made_by',
  text: `SELECT c.module_id AS "moduleId", c.client_id AS "clientId" FROM unnest($1::text[], $2::text[]) AS wanted (module_id, client_id)
           JOIN oauth2_client c ON c.module_id = wanted.module_id AND c.client_id = wanted.client_id AND c.archived_at IS NULL
          WHERE c.owner_pid = $3`,
};
const FIND_ORIGIN = {
  name: 'client_origin_find',
  text: `SELECT c.definition->>'untrusted' IS DISTINCT FROM 'true' AS is_trusted
           FROM client_origin o JOIN oauth2_client c ON c.pid = o.client_pid
          WHERE o.module_id = $1 AND o.origin = $2 AND c.enabled AND c.archived_at IS NULL ORDER BY is_trusted DESC LIMIT 1`,
};

/** {@link ClientStore} in PostgreSQL. */
@Injectable()
export class SqlClientStore implements ClientStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async find(moduleId: string, clientId: string): Promise<ClientDefinition | undefined> {
    const [row] = await this.sql.query<ClientRow>(FIND, [moduleId, clientId]);
    return row && clientOfRow(row);
  }

  async findMany(places: readonly ClientPlace[]): Promise<readonly ClientDefinition[]> {
    return (await this.sql.query<ClientRow>(FIND_MANY, keysOf(places))).map(clientOfRow);
  }

  madeBy(ownerPid: number, places: readonly ClientPlace[]): Promise<readonly ClientPlace[]> {
    return this.sql.query<ClientPlace>(MADE_BY, [...keysOf(places), ownerPid]);
  }

  async findOrigin(moduleId: string, origin: string): Promise<RegisteredOrigin | undefined> {
    const [row] = await this.sql.query<{ is_trusted: boolean }>(FIND_ORIGIN, [moduleId, origin]);
    return row && { isTrusted: row.is_trusted };
  }

  async insert(sql: Sql, records: readonly ClientRecord[]): Promise<ReadonlySet<number>> {
    const rows = await sql.query<{ place: number; is_reborn: boolean }>(INSERT_CLIENTS, insertValues(records));
    const reborn = new Set(rows.filter((row) => row.is_reborn).map(({ place }) => place));
    await forgetRequests(
      sql,
      records.filter((_, place) => reborn.has(place)).map(({ client }) => client),
    );
    return placesOf(rows);
  }

  async replace(sql: Sql, replacements: readonly ClientReplacement[]): Promise<ReadonlySet<number>> {
    const places = placesOf(await sql.query<{ place: number }>(REPLACE_CLIENTS, replaceValues(replacements)));
    const archived = replacements.filter(({ client }, place) => places.has(place) && client.archivedAt !== undefined);
    await forgetRequests(
      sql,
      archived.map(({ client }) => client),
    );
    return places;
  }
}

async function forgetRequests(sql: Sql, places: readonly ClientPlace[]): Promise<void> {
  if (places.length > 0) await sql.query(FORGET_REQUESTS, keysOf(places));
}

function keysOf(places: readonly ClientPlace[]): readonly unknown[] {
  return [places.map(({ moduleId }) => moduleId), places.map(({ clientId }) => clientId)];
}

function placesOf(rows: readonly { place: number }[]): ReadonlySet<number> {
  return new Set(rows.map(({ place }) => place));
}
