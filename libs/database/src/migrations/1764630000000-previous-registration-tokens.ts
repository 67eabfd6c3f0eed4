import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registration access token of before counts until the present one is used: the answer that brought it may be lost. */
export class PreviousRegistrationTokens1764630000000 implements MigrationInterface {
  readonly name = 'PreviousRegistrationTokens1764630000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client_registration add column previous_hash text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client_registration drop column previous_hash');
  }
}
