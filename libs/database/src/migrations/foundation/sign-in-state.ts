import type { SchemaPart } from './schema-part.js';

/** Browser sessions, authorization requests under way, approvals that are remembered. */
export const signInState: SchemaPart = {
  up: `
    create table browser_session (
      session_hash text primary key,
      module_id text not null,
      sid text not null unique,
      user_pid bigint not null,
      username text not null,
      auth_time timestamptz not null,
      amr text[] not null,
      created_at timestamptz not null default gatehouse_now(),
      last_seen_at timestamptz not null default gatehouse_now(),
      expires_at timestamptz not null
    );
    create index on browser_session (user_pid);
    create index on browser_session (expires_at);

    create table pending_authorization (
      handle_hash text primary key,
      module_id text not null,
      browser_hash text not null,
      client_id text not null,
      request jsonb not null,
      created_at timestamptz not null default gatehouse_now(),
      expires_at timestamptz not null,
      consumed_at timestamptz
    );
    create index on pending_authorization (expires_at);
    create index on pending_authorization (browser_hash);

    create table approval (
      module_id text not null,
      client_id text not null,
      user_pid bigint not null,
      scopes text[] not null,
      approved_at timestamptz not null default gatehouse_now(),
      updated_at timestamptz not null default gatehouse_now(),
      primary key (module_id, client_id, user_pid)
    );
    create index on approval (user_pid);`,
  down: `
    drop table approval, pending_authorization, browser_session;`,
};
