import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a script gave the person to choose from, while the request waits: it is asked once. */
export class PresetContexts1765010000000 implements MigrationInterface {
  readonly name = 'PresetContexts1765010000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pending_authorization add column preset jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pending_authorization drop column preset');
  }
}
