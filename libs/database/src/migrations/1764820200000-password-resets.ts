import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Resets of forgotten passwords, and the addresses by which their owners are found. */
export class PasswordResets1764820200000 implements MigrationInterface {
  readonly name = 'PasswordResets1764820200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table password_reset (
        handle_hash text primary key,
        module_id text not null,
        browser_hash text not null,
        code_hash text not null,
        user_pid bigint,
        security_version integer,
        guesses integer not null default 0,
        is_proven boolean not null default false,
        expires_at timestamptz not null
      );
      create index on password_reset (expires_at);
      create index user_account_email on user_account (module_id, lower(email)) where archived_at is null and email <> '';`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index user_account_email; drop table password_reset;');
  }
}
