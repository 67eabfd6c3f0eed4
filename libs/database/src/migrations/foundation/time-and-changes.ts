import type { SchemaPart } from './schema-part.js';

/** The one clock that decides about expiry (ruling 62), versions of security state (ruling 49) and what happened once. */
export const timeAndChanges: SchemaPart = {
  up: `
    create function gatehouse_now() returns timestamptz language sql stable as 'select clock_timestamp()';

    create table change_counter (
      topic text primary key,
      version bigint not null
    );
    create table server_check (
      name text primary key,
      value text not null
    );
    create table seed_record (
      module_id text not null,
      kind text not null,
      seeded_at timestamptz not null default gatehouse_now(),
      primary key (module_id, kind)
    );`,
  down: `
    drop table seed_record, server_check, change_counter;
    drop function gatehouse_now();`,
};
