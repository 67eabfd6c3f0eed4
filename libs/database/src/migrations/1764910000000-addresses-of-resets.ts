import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Resets of forgotten passwords remember by its hash where their code was sent; those that wait now are over. */
export class AddressesOfResets1764910000000 implements MigrationInterface {
  readonly name = 'AddressesOfResets1764910000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table password_reset add column email_hash text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table password_reset drop column email_hash');
  }
}
