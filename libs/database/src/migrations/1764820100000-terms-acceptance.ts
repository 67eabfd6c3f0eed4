import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who agreed to which terms of service. */
export class TermsAcceptance1764820100000 implements MigrationInterface {
  readonly name = 'TermsAcceptance1764820100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table terms_acceptance (
        module_id text not null,
        user_pid bigint not null,
        version text not null,
        accepted_at timestamptz not null,
        primary key (module_id, user_pid, version)
      );`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table terms_acceptance');
  }
}
