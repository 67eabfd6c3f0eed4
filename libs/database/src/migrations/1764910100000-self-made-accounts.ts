import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which accounts people made themselves, and which user created a client. */
export class SelfMadeAccounts1764910100000 implements MigrationInterface {
  readonly name = 'SelfMadeAccounts1764910100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table user_account add column self_made boolean not null default false;
      alter table oauth2_client add column owner_pid bigint;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table oauth2_client drop column owner_pid;
      alter table user_account drop column self_made;`);
  }
}
