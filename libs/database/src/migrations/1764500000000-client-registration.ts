import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients that registered themselves: by which token they manage themselves, who may register, and how often. */
export class ClientRegistration1764500000000 implements MigrationInterface {
  readonly name = 'ClientRegistration1764500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table client_registration (
        client_pid bigint primary key references oauth2_client on delete cascade,
        token_hash text not null,
        scopes text[],
        registered_at timestamptz not null default gatehouse_now()
      );

      create table initial_access_token (
        token_hash text primary key,
        id uuid not null unique,
        module_id text not null,
        description text not null,
        scopes text[],
        uses_left integer not null,
        created_at timestamptz not null default gatehouse_now(),
        expires_at timestamptz not null
      );
      create index on initial_access_token (expires_at);

      create table registration_quota (
        module_id text not null,
        subject text not null,
        used integer not null,
        ends_at timestamptz not null,
        primary key (module_id, subject)
      );
      create index on registration_quota (ends_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table registration_quota, initial_access_token, client_registration');
  }
}
