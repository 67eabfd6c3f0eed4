import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person chose for an app to work on, while the request waits for the approval. */
export class ContextSelection1764400000000 implements MigrationInterface {
  readonly name = 'ContextSelection1764400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table pending_authorization add column selections jsonb not null default '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table pending_authorization drop column selections');
  }
}
