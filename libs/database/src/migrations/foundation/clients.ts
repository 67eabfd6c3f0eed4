import type { SchemaPart } from './schema-part.js';

/** Clients and their secrets. What a client definition says besides its identity is one JSON object. */
export const clients: SchemaPart = {
  up: `
    create table oauth2_client (
      pid bigint generated always as identity primary key,
      node_id text not null,
      module_id text not null,
      client_id text not null,
      client_name text not null,
      enabled boolean not null default true,
      definition jsonb not null,
      version integer not null default 1,
      archived_at timestamptz,
      created_at timestamptz not null default gatehouse_now(),
      updated_at timestamptz not null default gatehouse_now(),
      unique (module_id, client_id)
    );
    create table oauth2_client_secret (
      pid bigint generated always as identity primary key,
      client_pid bigint not null references oauth2_client on delete cascade,
      hash text not null,
      description text not null default '',
      activation timestamptz,
      expiration timestamptz,
      last_used_at timestamptz,
      created_at timestamptz not null default gatehouse_now()
    );
    create index on oauth2_client_secret (client_pid);`,
  down: `
    drop table oauth2_client_secret, oauth2_client;`,
};
