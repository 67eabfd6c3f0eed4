import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Power over the server that sign-ins ever gave to an account. */
export class PowersGiven1765030000000 implements MigrationInterface {
  readonly name = 'PowersGiven1765030000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("alter table user_account add column powers_given text[] not null default '{}'");
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table user_account drop column powers_given');
  }
}
