import type { SchemaPart } from './schema-part.js';

/** Authorization codes, token families, revoked tokens and signing keys. No code and no token is stored, only hashes of them. */
export const tokens: SchemaPart = {
  up: `
    create table authorization_code (
      code_hash text primary key,
      module_id text not null,
      client_id text not null,
      redirect_uri text not null,
      redirect_uri_was_omitted boolean not null,
      code_challenge text,
      code_challenge_method text,
      details jsonb not null,
      grant_id uuid not null,
      user_pid bigint not null,
      issued_at timestamptz not null default gatehouse_now(),
      expires_at timestamptz not null,
      consumed_at timestamptz
    );
    create index on authorization_code (expires_at);

    create table token_family (
      grant_id uuid primary key,
      module_id text not null,
      client_id text not null,
      user_pid bigint,
      sid text,
      handle_hash text unique,
      generation integer not null default 0,
      generation_issued_at timestamptz,
      details jsonb not null,
      refresh_allowed boolean not null,
      online boolean not null,
      created_at timestamptz not null default gatehouse_now(),
      refresh_expires_at timestamptz,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      revocation_reason text
    );
    create index on token_family (user_pid);
    create index on token_family (sid);
    create index on token_family (expires_at);
    create index on token_family (module_id, client_id);

    create table revoked_token (
      module_id text not null,
      jti text not null,
      expires_at timestamptz not null,
      revoked_at timestamptz not null default gatehouse_now(),
      primary key (module_id, jti)
    );
    create index on revoked_token (expires_at);

    create table signing_key (
      keystore_id text not null,
      kid text not null,
      position integer not null,
      alg text not null,
      public_jwk jsonb not null,
      private_jwk_encrypted text not null,
      created_at timestamptz not null default gatehouse_now(),
      primary key (keystore_id, kid)
    );`,
  down: `
    drop table signing_key, revoked_token, token_family, authorization_code;`,
};
