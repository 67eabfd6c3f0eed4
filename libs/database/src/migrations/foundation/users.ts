import type { SchemaPart } from './schema-part.js';

/**
 * Local users, and what keeps strangers from guessing their passwords. `is_system_user` is not called `system_user`,
 * because that is a function in PostgreSQL 16 and later: an unquoted column of the name is silently not read.
 */
export const users: SchemaPart = {
  up: `
    create table user_account (
      pid bigint generated always as identity primary key,
      node_id text not null,
      module_id text not null,
      username text not null,
      username_key text not null,
      password_hash text,
      family_name text not null default '',
      given_name text not null default '',
      email text not null default '',
      account_locked boolean not null default false,
      account_disabled boolean not null default false,
      is_system_user boolean not null default false,
      external boolean not null default false,
      service_account boolean not null default false,
      failed_login_attempts integer not null default 0,
      authorities jsonb not null default '[]',
      default_launch_contexts jsonb not null default '[]',
      fhir_user_url text,
      notes text not null default '',
      security_version integer not null default 1,
      last_active timestamptz,
      last_connected timestamptz,
      created_at timestamptz not null default gatehouse_now(),
      updated_at timestamptz not null default gatehouse_now(),
      unique (module_id, username_key)
    );
    create table sign_in_throttle (
      module_id text not null,
      subject_key text not null,
      failures integer not null,
      window_started_at timestamptz not null,
      locked_until timestamptz,
      primary key (module_id, subject_key)
    );
    create table known_device (
      device_hash text not null,
      module_id text not null,
      user_pid bigint not null references user_account on delete cascade,
      first_seen_at timestamptz not null default gatehouse_now(),
      last_seen_at timestamptz not null default gatehouse_now(),
      primary key (device_hash, user_pid)
    );
    create index on known_device (user_pid);`,
  down: `
    drop table known_device, sign_in_throttle, user_account;`,
};
