import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of deleted users by which somebody signed in are found: apps know that person by them. */
export class NamesOfDeletedUsers1764910200000 implements MigrationInterface {
  readonly name = 'NamesOfDeletedUsers1764910200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create index user_account_former_name on user_account (module_id, username_key) where archived_at is not null and last_active is not null',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index user_account_former_name');
  }
}
