import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When somebody last proved anything in a session, apart from when they signed in; and recovery codes that their owner has yet to keep, sealed. A person
 * has one set of them, in the session that it was made in.
 */
export class ProofsOfOwners1764940100000 implements MigrationInterface {
  readonly name = 'ProofsOfOwners1764940100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table browser_session add column last_proof_at timestamptz not null default gatehouse_now();
      update browser_session set last_proof_at = auth_time;
      create table shown_recovery_codes (
        user_pid bigint primary key references user_account on delete cascade,
        sid text not null,
        sealed_codes text not null,
        expires_at timestamptz not null
      );
      create index on shown_recovery_codes (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table shown_recovery_codes;
      alter table browser_session drop column last_proof_at;`);
  }
}
