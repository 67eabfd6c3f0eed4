import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a sign-in says of the person waits with it for the second factor. */
export class SaidOfSignIns1765020000000 implements MigrationInterface {
  readonly name = 'SaidOfSignIns1765020000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table unfinished_sign_in add column said jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table unfinished_sign_in drop column said');
  }
}
