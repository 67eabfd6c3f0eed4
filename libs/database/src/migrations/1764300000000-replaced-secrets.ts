import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells a secret that its client replaced: it may be good for a while yet, but not for replacing the new one. */
export class ReplacedSecrets1764300000000 implements MigrationInterface {
  readonly name = 'ReplacedSecrets1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table oauth2_client_secret add column replaced_at timestamptz');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table oauth2_client_secret drop column replaced_at');
  }
}
