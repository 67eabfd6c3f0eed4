import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People whom another system vouches for: who they are there, and what it said of them at their last sign-in. The hash stands for the three texts
 * before it, which together may be longer than an index takes.
 */
export class PeopleOfOtherSystems1764800000000 implements MigrationInterface {
  readonly name = 'PeopleOfOtherSystems1764800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table user_account add column sign_in_details jsonb not null default '{}';
      create table external_identity (
        module_id text not null,
        identity_hash text not null,
        source text not null,
        issuer text not null,
        subject text not null,
        user_pid bigint not null references user_account on delete cascade,
        created_at timestamptz not null default gatehouse_now(),
        primary key (module_id, identity_hash)
      );
      create index on external_identity (user_pid);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table external_identity;
      alter table user_account drop column sign_in_details;`);
  }
}
