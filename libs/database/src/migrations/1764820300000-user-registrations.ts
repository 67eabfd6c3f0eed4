import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that people are making themselves. */
export class UserRegistrations1764820300000 implements MigrationInterface {
  readonly name = 'UserRegistrations1764820300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table user_registration (
        handle_hash text primary key,
        module_id text not null,
        browser_hash text not null,
        code_hash text not null,
        email text,
        given_name text not null,
        family_name text not null,
        guesses integer not null default 0,
        choices integer not null default 0,
        is_proven boolean not null default false,
        expires_at timestamptz not null
      );
      create index on user_registration (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table user_registration');
  }
}
