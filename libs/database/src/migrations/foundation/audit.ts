import type { SchemaPart } from './schema-part.js';

/**
 * The audit log, one partition a month (UTC), so that what is too old goes by dropping a table. A row whose month has no
 * partition yet falls into the default one. A partition is made apart and then attached: writers are not kept waiting.
 * The checks tell PostgreSQL what the rows hold, which saves it the scan under lock.
 */
export const audit: SchemaPart = {
  up: `
    create table audit_event (
      at timestamptz not null,
      id uuid not null,
      node_id text not null,
      sequence bigint not null,
      module_id text not null,
      kind text not null,
      outcome text not null,
      client_id text,
      user_pid bigint,
      username text,
      remote_address text,
      flow_id text,
      error_reference text,
      error_code text,
      jti text,
      code_hash text,
      grant_id text,
      detail jsonb,
      trace jsonb,
      primary key (at, id)
    ) partition by range (at);
    create table audit_event_default partition of audit_event default;
    create index on audit_event (client_id, at);
    create index on audit_event (user_pid, at);
    create index on audit_event (error_reference) where error_reference is not null;
    create index on audit_event (jti) where jti is not null;
    create index on audit_event (flow_id) where flow_id is not null;

    create function ensure_audit_partition(moment timestamptz) returns void language plpgsql as $body$
    declare
      month_start timestamptz := date_trunc('month', moment, 'UTC');
      month_end timestamptz := date_trunc('month', month_start at time zone 'UTC' + interval '1 month') at time zone 'UTC';
      partition_name text := 'audit_event_' || to_char(month_start at time zone 'UTC', 'YYYY_MM');
    begin
      if to_regclass(partition_name) is not null then
        return;
      end if;
      -- One at a time; writers are not in its way. (After an advisory lock, to_regclass could still answer from its cache.)
      lock table audit_event in share update exclusive mode;
      if to_regclass(partition_name) is not null then
        return;
      end if;
      execute format('create table %I (like audit_event including defaults, check (at >= %L and at < %L))',
        partition_name, month_start, month_end);
      lock table audit_event_default in access exclusive mode;
      execute format('with moved as (delete from audit_event_default where at >= %L and at < %L returning *)
        insert into %I select * from moved', month_start, month_end, partition_name);
      execute format('alter table audit_event attach partition %I for values from (%L) to (%L)',
        partition_name, month_start, month_end);
    end
    $body$;`,
  down: `
    drop function ensure_audit_partition(timestamptz);
    drop table audit_event;`,
};
