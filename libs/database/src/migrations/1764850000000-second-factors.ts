import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people prove besides their password, and sign-ins that wait for it. Keys are sealed; codes that are only compared are stored as HMACs. An
 * enrolment belongs to the browser that began it, so that nobody else's key is confirmed with it.
 */
export class SecondFactors1764850000000 implements MigrationInterface {
  readonly name = 'SecondFactors1764850000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table user_account add column second_factor_required boolean not null default false;
      create table totp_key (
        user_pid bigint primary key references user_account on delete cascade,
        key_id text not null,
        sealed_key text not null,
        last_step bigint not null,
        created_at timestamptz not null,
        last_used_at timestamptz
      );
      create table totp_enrolment (
        user_pid bigint not null references user_account on delete cascade,
        browser_hash text not null,
        key_id text not null,
        sealed_key text not null,
        replaces text,
        expires_at timestamptz not null,
        primary key (user_pid, browser_hash)
      );
      create index on totp_enrolment (expires_at);
      create table recovery_code (
        user_pid bigint not null references user_account on delete cascade,
        code_hash text not null,
        used_at timestamptz,
        primary key (user_pid, code_hash)
      );
      create table unfinished_sign_in (
        module_id text not null,
        browser_hash text not null,
        user_pid bigint not null,
        username text not null,
        security_version integer not null,
        amr text[] not null,
        detail jsonb,
        set_aside text,
        auth_time timestamptz,
        attempts integer not null default 0,
        expires_at timestamptz not null,
        primary key (module_id, browser_hash)
      );
      create index on unfinished_sign_in (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table unfinished_sign_in;
      drop table recovery_code;
      drop table totp_enrolment;
      drop table totp_key;
      alter table user_account drop column second_factor_required;`);
  }
}
